"""When an event may be repeated: pure rules."""

from __future__ import annotations

from pages.delivery.webhooks.events import Change


def is_outdated(change: Change, *, is_public: bool) -> bool:
    """Tell whether an event would now mislead whoever is told of it again.

    A page that was published and has left the public since is not announced anew, nor is one taken
    from the receivers that has come back.

    Args:
        change: what happened then.
        is_public: whether the public reads the page now.
    """
    return is_public if change.leaves else not is_public

"""What becomes of a live translation whose source has changed: a pure function of values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pages.translation.currency.changes import Change, is_critical

Policy = Literal["keep", "unpublish"]


def decide(changes: Sequence[Change] | None, *, default: Policy, safety: Policy) -> Policy:
    """Return what becomes of a translation that has not had these changes.

    | What changed                             | What applies                            |
    |------------------------------------------|-----------------------------------------|
    | something that safety depends on         | the stricter of ``default``, ``safety`` |
    | nobody can tell                          | the same, as if safety depended on it   |
    | other words                              | ``default``                             |
    | only what is the same in every language  | keep                                    |
    | nothing                                  | keep                                    |

    Args:
        changes: what changed; None if the earlier content is not on record any more.
        default: the site's choice for changes of the words.
        safety: its choice for changes in a safety-critical place.
    """
    if changes is None or is_critical(changes):
        return "unpublish" if "unpublish" in (default, safety) else "keep"
    if any(change.touches_text for change in changes):
        return default
    return "keep"

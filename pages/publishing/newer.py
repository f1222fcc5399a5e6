"""What somebody else has written of a page since the instance that is about to be saved was read.

Wagtail saves whole rows: whoever publishes, unpublishes or saves a page that was read a second ago
writes all of its columns as they were then. For content the gate decides. This is about the columns
that belong to others: where the page is, and which draft is its newest.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from pages.publishing.verdicts import PublicationRefused

OF_THE_TREE: Final = ("path", "depth")
"""Written by moving alone."""

OF_THE_DRAFT: Final = ("latest_revision_id", "latest_revision_created_at", "draft_title")
"""Written by saving a revision alone."""

_WAS_LIVE: Final = "_firma_was_live"


class PublishedMeanwhile(PublicationRefused):
    """Raised where a page that was read as a draft is saved as one, and is public by now."""

    def _sentence(self) -> str:
        return _(
            "This page went public while you were working on it, so this was not saved over it. "
            "Save again to keep it as a draft beside what is public."
        )


def remember_whether_live(page: Any, *, live: bool) -> None:
    """Note at reading whether the row was live, by which a draft is told from an unpublication."""
    setattr(page, _WAS_LIVE, live)


def was_read_as_live(page: Any) -> bool | None:
    """Tell whether the page was live when it was read; None where nobody knows."""
    found: bool | None = getattr(page, _WAS_LIVE, None)
    return found


def keep_what_others_wrote(page: Any, stored: Any) -> None:
    """Bring an instance up to date with a row, in the columns that are not its to write.

    Args:
        page: what is about to be saved as a whole.
        stored: the row as it is now, locked.

    Raises:
        PublishedMeanwhile: saving would take the page off the public without anybody meaning it.
    """
    if stored.live and not page.live and was_read_as_live(page) is False:
        raise PublishedMeanwhile()
    if page.path != stored.path:
        page.url_path = stored.url_path
    for name in OF_THE_TREE:
        setattr(page, name, getattr(stored, name))
    if page.latest_revision_id != stored.latest_revision_id:
        for name in OF_THE_DRAFT:
            setattr(page, name, getattr(stored, name))
        page.has_unpublished_changes = (
            not page.live or stored.latest_revision_id != page.live_revision_id
        )

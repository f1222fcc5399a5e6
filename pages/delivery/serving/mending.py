"""What has changed since something was read that only has to be read anew where it changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from pages.delivery.feed.targets import FAMILY, GONE, PAGE, REDIRECTS, REFERENCE, gone_ids

MOST: Final = 20
"""Changes after which it is cheaper to read all of it."""

_ABOUT_PAGES: Final = (FAMILY, GONE, PAGE, REFERENCE)


class Changes:
    """The changes that the feed told of since something was read that depends on pages alone."""

    __slots__ = ("_targets",)

    def __init__(self) -> None:
        """Start with none."""
        self._targets: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._targets)

    def bears(self, targets: Collection[str]) -> bool:
        """Take note of more; tell whether they can be mended (see `Kept.bears`)."""
        if not all(one == REDIRECTS or one.startswith(_ABOUT_PAGES) for one in targets):
            return False
        self._targets |= {one for one in targets if one.startswith((FAMILY, GONE))}
        return len(self._targets) <= MOST

    @property
    def families(self) -> set[UUID]:
        """The translation keys of the pages that changed."""
        starts = (one for one in self._targets if one.startswith(FAMILY))
        return {UUID(one.removeprefix(FAMILY)) for one in starts}

    @property
    def gone(self) -> set[int]:
        """The ids of pages that were deleted."""
        return gone_ids(self._targets)

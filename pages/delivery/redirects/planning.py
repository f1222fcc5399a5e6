"""Which redirects a move makes and which it ends. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pages.delivery.addresses import Place, place_of

if TYPE_CHECKING:
    from wagtail.models.sites import SiteRootPath

LONGEST_PATH: Final = 255
"""Characters that the redirects app can store of a path; from a longer one nothing can lead."""


@dataclass(frozen=True, slots=True)
class Moving:
    """A page whose ``url_path`` is about to change, because it moves or one above it does.

    Attributes:
        page_id: its primary key.
        url_path: as it was before.
        is_live: whether it is live.
        was_public: whether the public has ever been able to read it, as far as is known.
    """

    page_id: int
    url_path: str
    is_live: bool
    was_public: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of the redirects.

    Attributes:
        left: the page that each place leads to from now on.
        taken: places at which there is a live page now, so that nothing leads away from them.
    """

    left: dict[Place, int]
    taken: frozenset[Place]


def plan_of(
    pages: Iterable[Moving], *, before: str, after: str, roots: Iterable[SiteRootPath]
) -> Plan:
    """Return what the move of a page, with all below it, does to the redirects.

    A page that leaves every site, or changes the site, leaves no redirect: it would lead to another
    public.

    Args:
        pages: the page itself and those below it, as they were before.
        before: the page's ``url_path`` before the move.
        after: its ``url_path`` after it.
        roots: the sites' home pages before the move, the most specific first.
    """
    old_roots = list(roots)
    new_roots = [
        root._replace(root_path=_moved(root.root_path, before=before, after=after))
        for root in old_roots
    ]
    left: dict[Place, int] = {}
    taken: set[Place] = set()
    for page in pages:
        old = place_of(page.url_path, old_roots)
        new = place_of(_moved(page.url_path, before=before, after=after), new_roots)
        if new is None or old == new:
            continue
        if page.is_live:
            taken.add(new)
        if page.was_public and old is not None and old.site_id == new.site_id:
            left[old] = page.page_id
    return Plan(
        left={
            place: page_id
            for place, page_id in left.items()
            if place not in taken and len(place.path) <= LONGEST_PATH
        },
        taken=frozenset(taken),
    )


def _moved(url_path: str, *, before: str, after: str) -> str:
    return after + url_path[len(before) :] if url_path.startswith(before) else url_path

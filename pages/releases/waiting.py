"""Which pages wait for a release, and what that means at the gate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.publishing import Blocker, Stage
from pages.releases.models import Release, ReleaseMember


@dataclass(frozen=True, slots=True)
class Waiting:
    """That a page waits for a release.

    Attributes:
        release: the release, which is open.
        others: how many other pages it has.
    """

    release: Release
    others: int

    @property
    def words(self) -> str:
        """Say so, in a sentence."""
        return ngettext(
            "This page waits for its release “%(name)s”: it goes live together with %(count)s "
            "other page, once both are signed.",
            "This page waits for its release “%(name)s”: it goes live together with %(count)s "
            "other pages, once all are signed.",
            self.others,
        ) % {"name": self.release.name, "count": self.others}


def open_release_of(page_id: int | None) -> Release | None:
    """Return the open release that a page belongs to; there is one at most."""
    if page_id is None:
        return None
    return Release.objects.open().filter(members__page_id=page_id).first()


def waiting_of(page_id: int | None) -> Waiting | None:
    """Return what a page waits for, if it belongs to an open release."""
    release = open_release_of(page_id)
    if release is None or page_id is None:
        return None
    return Waiting(release, release.members.exclude(page_id=page_id).count())


def waiting_pages(page_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of the open releases of pages, by the page's id."""
    members = ReleaseMember.objects.filter(is_open=True, page_id__in=list(page_ids))
    return dict(members.values_list("page_id", "release__name"))


class WaitsForRelease:
    """A page of an open release goes live with it, and on no other way.

    The release closes in the transaction in which it goes, before its pages go live: nobody else
    sees that until they have.
    """

    code: ClassVar[str] = "release.waits"
    name = "release"
    stages = frozenset({Stage.PUBLICATION})

    def __call__(self, page: Any, *, stage: Stage) -> Iterable[Blocker]:
        """Yield one blocker that names the release."""
        waiting = waiting_of(page.pk)
        if waiting is not None:
            yield Blocker(
                self.code,
                _("%(words)s To publish it alone, take it out of the release.")
                % {"words": waiting.words},
            )

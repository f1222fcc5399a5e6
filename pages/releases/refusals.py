"""How a release, or a change of one, is refused: with the page and the reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pages.publishing import Blocker, PublicationRefused


class ReleaseRefused(PublicationRefused):
    """Raised where a release cannot go, or cannot be opened or changed. Nothing was changed."""

    def _sentence(self) -> str:
        return _("Nothing was changed: ") + " ".join(str(one.message) for one in self.blockers)


class ReleaseClosed(ReleaseRefused):
    """Raised where a release is not open any more."""

    def __init__(self) -> None:
        super().__init__(
            [
                Blocker(
                    "release.closed",
                    _("This release is not open any more: it has gone live, or was cancelled."),
                )
            ]
        )


class NothingWentLive(ReleaseRefused):
    """Raised where the members of a release cannot go live together. None of them went."""

    def _sentence(self) -> str:
        head = _("Nothing went live, and what is signed goes on waiting: ")
        return head + " ".join(str(one.message) for one in self.blockers)


def about(name: str, blockers: Iterable[Blocker]) -> list[Blocker]:
    """Return reasons with the name of the page that they are about before them."""
    return [
        Blocker(
            blocker.code,
            _("%(page)s: %(reason)s") % {"page": name, "reason": blocker.message},
            field=blocker.field,
            quote=blocker.quote,
        )
        for blocker in blockers
    ]

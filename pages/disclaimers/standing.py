"""What has become of a disclaimer's newest wording: signed, waiting, sent back, or unfinished."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.disclaimers.approvals import DisclaimerReturn
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.disclaimers.registry import registered_checks
from pages.disclaimers.signed import signed_wordings
from pages.disclaimers.wording import same_wording
from pages.publishing import Blocker

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class WordingState(enum.Enum):
    """The states of a disclaimer's newest wording."""

    SIGNED = "signed"
    WAITING = "waiting"
    SENT_BACK = "sent_back"
    UNFINISHED = "unfinished"

    @property
    def label(self) -> StrOrPromise:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    WordingState.SIGNED: gettext_lazy("signed"),
    WordingState.WAITING: gettext_lazy("waits for a signature"),
    WordingState.SENT_BACK: gettext_lazy("sent back"),
    WordingState.UNFINISHED: gettext_lazy("not translated yet"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A disclaimer in one language, and what has become of its newest wording.

    Attributes:
        disclaimer: the row, with its locale.
        newest: the version that keeps its newest wording.
        signed_version: number of the newest signed version, or 0.
        returned: the reviewer's answer, where the newest version was sent back.
        found: what the wording does not meet; asked only where it waits.
        state: what follows from these.
    """

    disclaimer: Disclaimer
    newest: DisclaimerVersion
    signed_version: int
    returned: DisclaimerReturn | None
    found: tuple[Blocker, ...]
    state: WordingState


def wording_state(
    *, version: int, signed_version: int, sent_back: bool, finished: bool
) -> WordingState:
    """Return the state of a wording.

    Args:
        version: its number.
        signed_version: number of the newest signed version, or 0.
        sent_back: whether a reviewer sent this version back.
        finished: whether nothing is left to translate.
    """
    if signed_version >= version:
        return WordingState.SIGNED
    if sent_back:
        return WordingState.SENT_BACK
    return WordingState.WAITING if finished else WordingState.UNFINISHED


def standings(disclaimers: Iterable[Disclaimer]) -> list[Standing]:
    """Return the standing of each disclaimer, in the same order.

    A query for each language, two for the versions and the answers, and what the checks of wordings
    that nobody has answered need.

    Args:
        disclaimers: rows with their locales.
    """
    rows = list(disclaimers)
    languages = {row.locale.language_code for row in rows}
    signed = {
        (wording.key, wording.language): wording.version
        for language in languages
        for wording in signed_wordings({row.key for row in rows}, language=language).values()
    }
    newest = _newest(rows)
    returned = _returned(rows)
    found = []
    for row in rows:
        signed_version = signed.get((row.key, row.locale.language_code), 0)
        answer = returned.get((row.pk, row.version)) if signed_version < row.version else None
        is_open = signed_version < row.version and answer is None
        faults = tuple(wording_blockers(row)) if is_open else ()
        state = wording_state(
            version=row.version,
            signed_version=signed_version,
            sent_back=answer is not None,
            finished=not any(fault.blocks for fault in faults),
        )
        found.append(Standing(row, newest[row.pk], signed_version, answer, faults, state))
    return found


def standing_of(disclaimer: Disclaimer) -> Standing:
    """Return the standing of one disclaimer."""
    return standings([disclaimer])[0]


def waiting_standings() -> list[Standing]:
    """Return the disclaimers whose newest wording waits for a reviewer, those first written first.

    Whoever looks at the queue of reviews sees them.
    """
    rows = Disclaimer.objects.select_related("locale")
    waiting = [one for one in standings(rows) if one.state is WordingState.WAITING]
    return sorted(waiting, key=lambda one: one.newest.pk)


def wording_blockers(disclaimer: Disclaimer) -> Iterator[Blocker]:
    """Yield what the newest wording does not meet: what a reviewer need not be asked about yet."""
    yield from _words_of_another_language(disclaimer)
    for check in registered_checks():
        yield from check(disclaimer)


def _words_of_another_language(disclaimer: Disclaimer) -> Iterator[Blocker]:
    """Find a copy that nobody has translated: it begins with the words of its source."""
    versions = DisclaimerVersion.objects.filter(disclaimer__key=disclaimer.key).order_by("pk")
    for version in versions.select_related("disclaimer__locale"):
        if same_wording(version.text, disclaimer.text):
            # Whoever had these words first did not copy them.
            if version.disclaimer_id != disclaimer.pk:
                yield Blocker(
                    code="wording.other_language",
                    message=_(
                        "The text is word for word the one in %(language)s. Translate it, so that "
                        "it can be signed."
                    )
                    % {"language": version.disclaimer.locale.get_display_name()},
                    field="text",
                    quote=disclaimer.title,
                )
            return


def _newest(rows: Iterable[Disclaimer]) -> dict[int, DisclaimerVersion]:
    versions = DisclaimerVersion.objects.filter(
        disclaimer__in=[row.pk for row in rows], version=F("disclaimer__version")
    ).select_related("created_by")
    return {version.disclaimer_id: version for version in versions}


def _returned(rows: Iterable[Disclaimer]) -> dict[tuple[int, int], DisclaimerReturn]:
    """Return the latest answer that sent a version back, by disclaimer and number of version."""
    answers = (
        DisclaimerReturn.objects.filter(version__disclaimer__in=[row.pk for row in rows])
        .select_related("version")
        .order_by("id")
    )
    return {(one.version.disclaimer_id, one.version.version): one for one in answers}

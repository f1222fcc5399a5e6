"""Whether a translated segment's words came from a person, and whether one answers for them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ObjectDoesNotExist
from wagtail_localize.models import StringTranslation

from pages.people import person_for
from pages.people.languages import covers_language
from pages.translation.models import Origin, SegmentProvenance

if TYPE_CHECKING:
    from datetime import datetime

UNSEEN: Final = frozenset({Origin.MACHINE, Origin.MEMORY, Origin.IMPORTED})
"""Origins of texts that no person wrote for this place: somebody has to confirm them."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What is known about the words of one translation on file.

    Attributes:
        origin: where they came from.
        tool: the machine translator or the file, or empty.
        score: of a memory's match, in percent, or None.
        confirmed_by: name of who answers for them, or empty.
        confirmed_at: when they said so, or None.
    """

    origin: Origin
    tool: str = ""
    score: int | None = None
    confirmed_by: str = ""
    confirmed_at: datetime | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether a person answers for these words."""
        return self.origin not in UNSEEN or self.confirmed_at is not None


def text_hash(text: str) -> str:
    """Return the SHA-256 of a segment's text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def provenance_of(recorded: StringTranslation) -> Provenance:
    """Return where a translation's words came from, and who answers for them.

    Where nothing was written down about exactly these words, wagtail-localize's own word counts: a
    machine's translation is a machine's, and nobody confirmed it.

    Args:
        recorded: the translation on file; fetch it with ``select_related("firma_provenance")``.
    """
    try:
        kept: SegmentProvenance | None = recorded.firma_provenance
    except ObjectDoesNotExist:
        kept = None
    if kept is not None and kept.text_hash == text_hash(recorded.data):
        return Provenance(
            origin=Origin(kept.origin),
            tool=kept.tool,
            score=kept.score,
            confirmed_by=kept.confirmed_name,
            confirmed_at=kept.confirmed_at,
        )
    is_machine = recorded.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    return Provenance(
        origin=Origin.MACHINE if is_machine else Origin.HUMAN, tool=recorded.tool_name
    )


def may_confirm(user: Any, language_code: str) -> bool:
    """Tell whether a user may answer for a text that no person wrote in a language.

    That is for people whose record names them as a translator or a medical reviewer and lists the
    language: a qualification is on file, and not only an account.
    """
    person = person_for(user)
    return (
        person is not None
        and (person.is_translator or person.is_reviewer)
        and covers_language(person.languages, language_code)
    )


def name_of(user: Any) -> str:
    """Return how a user is named where their word is kept: their record's name, or the account's.

    The e-mail address is never used.
    """
    person = person_for(user)
    if person is not None:
        return str(person)
    return str(user.get_full_name() or user.get_username())

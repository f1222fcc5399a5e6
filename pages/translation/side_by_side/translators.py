"""Who answers for the words of a translation, with what qualification, and where they came from.

What a signature keeps of it is read from what is on file for the very words that are signed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from django.utils.translation import gettext as _

from pages.people import person_for
from pages.translation.models import Origin
from pages.translation.placeholders import visible_text
from pages.translation.provenance import UNSEEN, may_confirm, provenance_of
from pages.translation.segments import recorded_translations, segment_pairs, segments_of
from pages.translation.sources import translation_into

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wagtail.models import TranslatableMixin
    from wagtail_localize.models import StringTranslation

    from pages.translation.checks import SegmentPair

Part = Literal["wrote", "brought", "confirmed"]
"""What somebody did for a segment: wrote its words, brought them in from elsewhere, or confirmed
such words."""

UNRECORDED: Final = "unrecorded"
"""Origin of words that are not those on file: they were written in the page itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator:
    """Somebody who had a part in a translation, as they are known now.

    Attributes:
        name: their record's, or else the account's; never an e-mail address.
        credentials: the letters after the name.
        languages: codes of those that their record lists.
        is_translator: whether their record names them as a translator.
        qualified: whether their record names them as a translator or a medical reviewer, and lists
            the language that is translated into.
        person: key of their record, or None without one.
    """

    name: str
    credentials: str = ""
    languages: tuple[str, ...] = ()
    is_translator: bool = False
    qualified: bool = False
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody did for one segment."""

    translator: Translator
    part: Part


@dataclass(slots=True)
class Translators:
    """Finds who answers for segments in one language; each account is looked up once."""

    language: str
    _known: dict[int, Translator] = field(default_factory=dict)

    def of(self, recorded: StringTranslation) -> list[Answer]:
        """Return who answers for the words on file.

        Args:
            recorded: as `pages.translation.segments.recorded_translations` returns it.
        """
        provenance = provenance_of(recorded)
        answers = []
        if recorded.last_translated_by is not None:
            part: Part = "brought" if provenance.origin in UNSEEN else "wrote"
            answers.append(Answer(self._translator(recorded.last_translated_by), part))
        if provenance.confirmed_at is not None:
            account = recorded.firma_provenance.confirmed_by
            # The account may be gone; the name was kept.
            confirmed = (
                self._translator(account)
                if account is not None
                else Translator(name=provenance.confirmed_by)
            )
            answers.append(Answer(confirmed, "confirmed"))
        return answers

    def _translator(self, user: Any) -> Translator:
        if user.pk not in self._known:
            self._known[user.pk] = as_translator(user, language=self.language)
        return self._known[user.pk]


def as_translator(user: Any, *, language: str) -> Translator:
    """Return an account as a translator into a language: by its record, or by its name alone."""
    person = person_for(user)
    if person is None:
        return Translator(name=str(user.get_full_name() or user.get_username()))
    return Translator(
        name=person.name,
        credentials=person.credentials,
        languages=tuple(person.languages),
        is_translator=person.is_translator,
        qualified=may_confirm(user, language),
        person=person.pk,
    )


def says_what_is_on_file(pair: SegmentPair) -> bool:
    """Tell whether a page says in a place the words of the translation on file."""
    return (
        pair.target is not None
        and pair.recorded is not None
        and visible_text(pair.target) == visible_text(pair.recorded)
    )


def translators_as_signed(target: TranslatableMixin) -> dict[str, Any]:
    """Return what a signature keeps of the translation that it is put under.

    Args:
        target: the page, or the disclaimer, with the content that is signed.

    Returns:
        Plain JSON values: ``people``, in the order of their names, each with the attributes of
        `Translator` and the numbers of segments that they ``wrote``, ``brought`` in and
        ``confirmed``; and ``origins``, the number of segments by where their words came from
        (`pages.translation.models.Origin`, or `UNRECORDED`). Nothing for what translates
        nothing.
    """
    translation = translation_into(target)
    if translation is None:
        return {}
    parts: dict[Translator, Counter[Part]] = {}
    origins: Counter[str] = Counter()
    translators = Translators(target.locale.language_code)
    keys = {segment.pk: segment for segment in segments_of(translation)}
    recorded = recorded_translations(translation)
    for pair in _said(segment_pairs(target, translation)):
        if pair.segment_id is None or not says_what_is_on_file(pair):
            origins[UNRECORDED] += 1
            continue
        segment = keys[pair.segment_id]
        entry = recorded[segment.string_id, segment.context_id]
        origins[provenance_of(entry).origin.value] += 1
        for answer in translators.of(entry):
            parts.setdefault(answer.translator, Counter())[answer.part] += 1
    people = [
        {
            **asdict(translator),
            "languages": list(translator.languages),
            "wrote": counted["wrote"],
            "brought": counted["brought"],
            "confirmed": counted["confirmed"],
        }
        for translator, counted in parts.items()
    ]
    return {
        "people": sorted(people, key=lambda one: (one["name"], one["person"] or 0)),
        "origins": dict(sorted(origins.items())),
    }


def _said(pairs: list[SegmentPair]) -> Iterator[SegmentPair]:
    return (pair for pair in pairs if pair.target)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a signature keeps of its translators, to be read by people.

    Attributes:
        people: as `translators_as_signed` has them.
        origins: where the words came from, in words, with the number of segments.
    """

    people: tuple[Mapping[str, Any], ...]
    origins: tuple[tuple[str, int], ...]

    @property
    def unqualified(self) -> list[str]:
        """The names of those whose qualification was not on file."""
        return [person["name"] for person in self.people if not person.get("qualified")]


def kept_translators(kept: Mapping[str, Any]) -> Kept | None:
    """Return what an approval keeps (``Approval.translators``) in words; None if it keeps nothing.

    Origins that this version does not know are named as they are.
    """
    if not kept:
        return None
    labels = {origin.value: str(origin.label) for origin in Origin}
    labels[UNRECORDED] = _("written in the page itself")
    return Kept(
        people=tuple(kept.get("people", ())),
        origins=tuple(
            (labels.get(origin, origin), count) for origin, count in kept.get("origins", {}).items()
        ),
    )

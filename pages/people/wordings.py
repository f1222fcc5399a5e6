"""What is said of a person in each language: the record's words, or those of that language."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.coreutils import get_content_languages
from wagtail.log_actions import log

from pages import conf, ledger
from pages.people.languages import covers_language
from pages.people.models import WORDED, Person, PersonWording

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WORDING_CHANGED: Final = "person.wording_changed"


class PersonWordingState(enum.Enum):
    """What has become of a person's record in one language."""

    NOT_STARTED = "not_started"
    WRITTEN = "written"
    OUTDATED = "outdated"

    @property
    def label(self) -> StrOrPromise:
        """The state in words."""
        return _LABELS[self]


_LABELS = {
    PersonWordingState.NOT_STARTED: gettext_lazy("Not started"),
    PersonWordingState.WRITTEN: gettext_lazy("Written"),
    PersonWordingState.OUTDATED: gettext_lazy("Written and outdated"),
}


@dataclass(frozen=True, slots=True)
class PublicTexts:
    """What a person's record says in words, as one language says it."""

    credentials: str
    affiliation: str


def texts_in(person: Person, language: str) -> PublicTexts:
    """Return what is said of a person in a language. One query, for a stored person.

    Args:
        person: the record.
        language: code of the language of the page, or of the disclaimer, that names the person.
    """
    wordings = {wording.language: wording for wording in person.wordings.all()}
    wording = wordings.get(nearest(wordings, language))
    return PublicTexts(
        credentials=worded(person.credentials, wording.credentials if wording else ""),
        affiliation=worded(person.affiliation, wording.affiliation if wording else ""),
    )


def worded(record: str, wording: str) -> str:
    """Return the words for what a record says; where it says nothing, no language says anything."""
    return (wording or record) if record else ""


def nearest(written: Collection[str], language: str) -> str:
    """Return the code among ``written`` that is read in a language; empty if none is.

    The language itself comes first, then the one that covers it (``es`` for ``es-mx``).
    """
    return max((code for code in written if covers_language([code], language)), key=len, default="")


def fields_to_word(person: Person) -> list[str]:
    """Return the names of what can be worded: what the record says and the public may read."""
    hidden = not person.show_affiliation or "affiliation" not in conf.person_public_fields()
    return [
        name for name in WORDED if getattr(person, name) and not (name == "affiliation" and hidden)
    ]


def wording_state(
    *, record: Mapping[str, str], words: Mapping[str, str], sources: Mapping[str, str]
) -> PersonWordingState:
    """Return the state of a record's wording in one language.

    Args:
        record: what can be worded, as the record says it now.
        words: what is written in the language; nothing, or an empty text, where nothing is.
        sources: what the record said when that was written.
    """
    written = [name for name in record if words.get(name)]
    if not written:
        return PersonWordingState.NOT_STARTED
    if any(sources.get(name) != record[name] for name in written):
        return PersonWordingState.OUTDATED
    return PersonWordingState.WRITTEN


def state_of(person: Person, wording: PersonWording | None) -> PersonWordingState:
    """Return what has become of a person's record in the language of a wording, if there is one."""
    return wording_state(
        record={name: getattr(person, name) for name in fields_to_word(person)},
        words={name: getattr(wording, name) for name in WORDED} if wording else {},
        sources={name: getattr(wording, f"{name}_source") for name in WORDED} if wording else {},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteWording:
    """Write what a person's record says in the words of one language.

    What the public reads stays until a page of that language is signed again.
    """

    person_id: int
    language: str
    user: Any

    def check(self) -> None:
        """Refuse a language in which the site has no pages.

        Raises:
            ValidationError: it is none of the content languages.
        """
        if self.language not in get_content_languages():
            raise ValidationError(
                _("“%(code)s” is not a content language of this site.") % {"code": self.language}
            )

    @transaction.atomic
    def execute(self, words: Mapping[str, str]) -> PersonWording | None:
        """Store the words, as written beside what the record says now.

        Args:
            words: by name of what they word; what is not named stays as it is, and what is empty
                is said in the words of the record.

        Returns:
            The wording; None where nothing is worded any more.

        Raises:
            ValidationError: the language is none of the site's, or a text is too long.
            Person.DoesNotExist: the record is gone.
        """
        self.check()
        person = Person.objects.select_for_update(no_key=True).get(pk=self.person_id)
        found = PersonWording.objects.filter(person=person, language=self.language).first()
        wording = found or PersonWording(person=person, language=self.language)
        before = {name: getattr(wording, name) for name in WORDED}
        for name in WORDED:
            if name in words:
                setattr(wording, name, " ".join(words[name].split()))
                setattr(wording, f"{name}_source", getattr(person, name))
        changed = [name for name in WORDED if getattr(wording, name) != before[name]]
        kept: PersonWording | None = wording
        if any(getattr(wording, name) for name in WORDED):
            wording.full_clean()
            wording.save()
        else:
            kept = None
            if found is not None:
                found.delete()
        if changed:
            log(person, "wagtail.edit", user=self.user, content_changed=True)
            ledger.record(
                action=WORDING_CHANGED,
                actor=self.user,
                data={"person": person.pk, "language": self.language, "fields": changed},
            )
        return kept

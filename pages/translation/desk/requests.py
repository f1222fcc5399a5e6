"""Asking somebody to translate pages: who, until when, with what note."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from pages import ledger
from pages.outbox.mail import put_mail
from pages.people.languages import covers_language
from pages.people.models import Person
from pages.publishing import is_reviewed
from pages.translation.models import TranslationRequest
from pages.translation.permissions import locales_for, may_translate, target_locales
from pages.translation.provenance import name_of
from pages.translation.sources import translation_into

if TYPE_CHECKING:
    from wagtail.models import Locale

REQUESTED = "translation.requested"


class RequestRefused(Exception):
    """A request that cannot be made; its text says why."""


def translators_into(locale: Locale) -> list[Any]:
    """Return the accounts that can be asked to translate into a language, by name.

    They are people whose record names them as translators and lists the language, and whose account
    may change pages in it.
    """
    people = Person.objects.filter(is_translator=True, user__is_active=True).select_related("user")
    return [
        person.user
        for person in people
        if person.user is not None
        and covers_language(person.languages, locale.language_code)
        and locale in target_locales(person.user)
    ]


@dataclass(slots=True)
class RequestReport:
    """What became of a request.

    Attributes:
        requested: the pages that were asked for.
        refused: pages that were left out, each with the reason.
    """

    requested: list[Page] = field(default_factory=list)
    refused: list[tuple[Page, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTranslation:
    """Ask for the translation of some pages into a language; starts what was not started.

    Attributes:
        pages: of the source language.
        locale: the language to translate into.
        user: who asks.
        assignee: who is asked; None asks all translators of the language.
        due_date: until when, or None.
        note: what they should know.
    """

    pages: Sequence[Page]
    locale: Locale
    user: Any
    assignee: Any = None
    due_date: datetime.date | None = None
    note: str = ""

    def check(self, *, today: datetime.date) -> None:
        """Refuse with words what makes no sense for any page.

        Raises:
            RequestRefused: the day is over, or the translator cannot write this language.
        """
        if self.due_date is not None and self.due_date < today:
            raise RequestRefused(_("The due date lies in the past."))
        if self.assignee is not None and self.locale not in target_locales(self.assignee):
            raise RequestRefused(
                _("%(name)s cannot translate into %(language)s.")
                % {
                    "name": self.assignee.get_full_name() or self.assignee.get_username(),
                    "language": self.locale.get_display_name(),
                }
            )

    def refusal(self, page: Page) -> str:
        """Return why a page cannot be asked for, or an empty string."""
        if not is_reviewed(page):
            return _("This page carries no text that is translated here.")
        if page.locale_id == self.locale.pk:
            return _("This page is in %(language)s already.") % {
                "language": self.locale.get_display_name()
            }
        if page.alias_of_id is not None:
            return _("This page is a copy of another one: ask for that one.")
        if translation_into(page) is not None:
            return _("This page is a translation itself: ask for its source.")
        existing = page.get_translation_or_none(self.locale)
        if existing is not None and existing.alias_of_id is None and not self._is_enabled(page):
            return _("In %(language)s this page is written by hand.") % {
                "language": self.locale.get_display_name()
            }
        if not locales_for(self.user, page, [self.locale]):
            return _("You may not start this translation.")
        return ""

    @transaction.atomic
    def execute(self, *, today: datetime.date) -> RequestReport:
        """Ask, start what is not started, tell the translators, and write it down.

        Raises:
            RequestRefused: see `check`.
        """
        self.check(today=today)
        report = RequestReport()
        asked = []
        for page in self.pages:
            specific = page.specific
            if words := self.refusal(specific):
                report.refused.append((specific, words))
                continue
            request = self._ask(specific)
            asked.append(request.pk)
            report.requested.append(specific)
        if asked:
            put_mail(
                template="translation_requested",
                user_ids=[user.pk for user in self._to_tell()],
                facts={"requests": asked},
            )
        return report

    def _is_enabled(self, page: Page) -> bool:
        return bool(
            Translation.objects.filter(
                source__object_id=page.translation_key, target_locale=self.locale, enabled=True
            ).exists()
        )

    def _ask(self, page: Page) -> TranslationRequest:
        if not self._is_enabled(page):
            translate_object(page, [self.locale], user=self.user)
        translation = Translation.objects.get(
            source__object_id=page.translation_key, target_locale=self.locale, enabled=True
        )
        request, _created = TranslationRequest.objects.update_or_create(
            translation=translation,
            defaults={
                "assignee": self.assignee,
                "due_date": self.due_date,
                "note": self.note.strip(),
                "requested_by": self.user,
            },
        )
        ledger.record(
            action=REQUESTED,
            page=page,
            actor=self.user,
            data={
                "target_language": self.locale.language_code,
                "assignee_id": self.assignee.pk if self.assignee is not None else None,
                "due_date": self.due_date,
            },
        )
        return request

    def _to_tell(self) -> list[Any]:
        people = [self.assignee] if self.assignee is not None else translators_into(self.locale)
        return [person for person in people if person.pk != self.user.pk]


@transaction.atomic
def take(translation: Translation, *, user: Any) -> TranslationRequest:
    """Take a job that nobody was asked to do, or that all were.

    Raises:
        RequestRefused: somebody else has it, or the user may not translate into this language.
    """
    if not may_translate(user) or translation.target_locale not in target_locales(user):
        raise RequestRefused(_("You may not translate into this language."))
    request, _created = TranslationRequest.objects.select_for_update().get_or_create(
        translation=translation, defaults={"requested_by": user}
    )
    if request.assignee is not None and request.assignee.pk != user.pk:
        raise RequestRefused(_("%(name)s has this job.") % {"name": name_of(request.assignee)})
    request.assignee = user
    request.save(update_fields=["assignee"])
    return request

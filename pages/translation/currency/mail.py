"""Whom to tell that a translation is outdated, and what the mail shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import get_user_model
from wagtail.models import Page

from pages.outbox import Moot
from pages.people.languages import covers_language
from pages.people.models import Person
from pages.review.approvals import active_approval
from pages.review.reminders import page_facts, people_behind
from pages.translation.currency.labels import field_labels, language_name
from pages.translation.models import TranslationRequest
from pages.translation.sources import translators_of

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTDATED_MAIL: Final = "translation_outdated"


def people_to_tell(target: Page) -> set[int]:
    """Return the ids of the accounts that have to know that a translation is outdated.

    They are the translators of its language by their record, those who translated it, who asked
    for it and who was asked, the page's author, and the reviewers who answer for it.
    """
    found = translators_of(target) | set(_of_request(target)) | set(_translators_into(target))
    return found | people_behind(target.specific, active_approval(target))


def _of_request(target: Page) -> Iterator[int]:
    for request in TranslationRequest.objects.filter(
        translation__source__object_id=target.translation_key,
        translation__target_locale_id=target.locale_id,
    ):
        yield from (pk for pk in (request.assignee_id, request.requested_by_id) if pk is not None)


def _translators_into(target: Page) -> Iterator[int]:
    accounts = get_user_model().objects.filter(is_active=True)
    for person in Person.objects.filter(is_translator=True, user__in=accounts):
        if person.user_id and covers_language(person.languages, target.locale.language_code):
            yield person.user_id


def mail_about_outdated(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Collect the news that the source of a live translation says something else.

    Raises:
        Moot: the page is gone, or it is not public any more and was not taken offline for this.
    """
    shown = page_facts(facts)
    target = Page.objects.get(pk=facts["page"])
    if not target.live and not facts["taken_offline"]:
        raise Moot("The translation is not public any more.")
    changed = facts["changed"]
    return shown | {
        "source_language": language_name(facts["language"]),
        "changed": field_labels(target.specific_class, changed) if changed else [],
        "is_critical": facts["is_critical"],
        "taken_offline": facts["taken_offline"],
    }

"""Disclaimers through wagtail-localize, which begins a translation with the source's words."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.fields import copy_synchronised_fields, get_translatable_fields
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments.extract import extract_segments

from pages.disclaimers import GROUP_PERMISSIONS, disclaimers_for
from pages.disclaimers.confirmation import confirm_disclaimer
from pages.disclaimers.models import Disclaimer
from pages.publishing import blockers
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import DisclaimerFactory, locale
from tests.factories.people import an_account

pytestmark = pytest.mark.django_db

ENGLISH = "<p>This page does not replace your doctor.</p><p>Call one.</p>"
WORDS = {
    "Medical information": "Información médica",
    "This page does not replace your doctor.": "Esta página no sustituye a su médico.",
    "Call one.": "Llame a uno.",
}


def submit(english: Disclaimer) -> Translation:
    """Do what the submission view does for a snippet."""
    source, _created = TranslationSource.update_or_create_from_instance(english)
    translation = Translation.objects.create(source=source, target_locale=locale("es"))
    translation.save_target(publish=True)
    return translation


def translate(translation: Translation, words: dict[str, str]) -> Disclaimer:
    """Translate these strings and store the result, as the translation editor does."""
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        if segment.string.data in words:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale("es"),
                context=segment.context,
                defaults={"data": words[segment.string.data]},
            )
    translation.save_target(publish=True)
    return spanish()


def spanish() -> Disclaimer:
    return Disclaimer.objects.get(locale=locale("es"))


@pytest.fixture
def english() -> Disclaimer:
    return DisclaimerFactory(text=ENGLISH)


def blocked(page: Any) -> list[str]:
    return [blocker.code for blocker in blockers(page) if blocker.code.startswith("disclaimer.")]


def test_title_and_text_are_translated_and_nothing_else(english: Disclaimer) -> None:
    english.save()

    paths = {segment.path.split(".")[0] for segment in extract_segments(english)}
    synchronised = [
        field.field_name
        for field in get_translatable_fields(Disclaimer)
        if field.is_synchronized(english)
    ]

    assert paths == {"title", "text"}
    assert synchronised == ["key"]


def test_versions_and_completeness_are_never_copied(english: Disclaimer) -> None:
    target = Disclaimer(version=7, ready=False)

    copy_synchronised_fields(english, target)

    assert (target.key, target.version, target.ready) == (english.key, 7, False)


def test_a_submitted_translation_does_not_satisfy_a_spanish_page(english: Disclaimer) -> None:
    submit(english)
    page = ConditionPageFactory(language="es")

    assert spanish().text == english.text
    assert not spanish().ready
    assert disclaimers_for(page) == []
    assert blocked(page) == ["disclaimer.untranslated"]


def test_a_half_translated_text_does_not_satisfy_it_either(english: Disclaimer) -> None:
    half = translate(submit(english), {"Call one.": "Llame a uno."})

    assert "Llame a uno." in half.text
    assert not half.ready


def test_a_full_translation_counts_once_someone_confirms_it(english: Disclaimer) -> None:
    page = ConditionPageFactory(language="es")
    full = translate(submit(english), WORDS)

    assert blocked(page) == ["disclaimer.untranslated"]
    assert full.title == "Información médica"
    assert "sustituye" in full.text

    confirm_disclaimer(full, by=an_account(), version=full.version)

    assert blocked(page) == []
    assert disclaimers_for(page) == [full]


def test_each_language_has_its_own_versions(english: Disclaimer) -> None:
    full = translate(submit(english), WORDS)

    assert english.version == 1
    assert full.version == 2
    assert [version.version for version in full.versions.all()] == [2, 1]


def test_a_synchronisation_with_a_changed_source_asks_for_confirmation_again(
    english: Disclaimer,
) -> None:
    translation = submit(english)
    full = translate(translation, WORDS)
    confirm_disclaimer(full, by=an_account(), version=full.version)

    english.text = ENGLISH + "<p>A new sentence.</p>"
    english.save()
    translation.source.update_from_db()
    translation.save_target(publish=True)

    assert "A new sentence." in spanish().text
    assert not spanish().ready
    assert spanish().version == full.version + 1


def test_a_synchronisation_that_changes_nothing_keeps_the_confirmation(english: Disclaimer) -> None:
    translation = submit(english)
    full = translate(translation, WORDS)
    confirm_disclaimer(full, by=an_account(), version=full.version)

    translation.source.update_from_db()
    translation.save_target(publish=True)

    assert spanish().ready
    assert spanish().version == full.version


def test_the_translation_editor_stores_the_text_and_leads_to_the_confirmation(
    english: Disclaimer, client: Client
) -> None:
    client.force_login(an_account(*GROUP_PERMISSIONS["editors"]))
    full = translate(submit(english), {})
    edit = reverse("wagtailsnippets_pages_disclaimer:edit", args=[full.pk])
    confirm = reverse("wagtailsnippets_pages_disclaimer:confirm", args=[full.pk])

    before = client.get(edit).content.decode()
    after = client.post(edit, {"action": "publish"}, follow=True).content.decode()

    assert "js-translation-editor" in before
    assert confirm in before
    assert confirm in after
    assert not spanish().ready
    client.post(confirm, {"version": spanish().version})
    assert spanish().ready
    assert confirm not in client.get(edit).content.decode()


def test_a_text_that_was_written_by_hand_is_found_by_localize(english: Disclaimer) -> None:
    by_hand = DisclaimerFactory(language="es")
    source, _created = TranslationSource.update_or_create_from_instance(english)

    assert source.get_translated_instance(Locale.objects.get(language_code="es")) == by_hand

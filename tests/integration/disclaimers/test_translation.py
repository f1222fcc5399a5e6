"""Disclaimers through wagtail-localize, which begins a translation with the source's words."""

from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.fields import copy_synchronised_fields, get_translatable_fields
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.segments.extract import extract_segments

from pages.disclaimers import disclaimers_for
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.standing import WordingState, standing_of
from pages.publishing import blockers
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import DisclaimerFactory, locale, reworded, sign_wording

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


def test_versions_are_never_copied(english: Disclaimer) -> None:
    target = Disclaimer(version=7)

    copy_synchronised_fields(english, target)

    assert (target.key, target.version) == (english.key, 7)


def state() -> WordingState:
    return standing_of(spanish()).state


def test_a_submitted_translation_does_not_satisfy_a_spanish_page(english: Disclaimer) -> None:
    submit(english)
    page = ConditionPageFactory(language="es")

    assert spanish().text == english.text
    assert state() is WordingState.UNFINISHED
    assert disclaimers_for(page) == []
    assert blocked(page) == ["disclaimer.unsigned"]


def test_a_half_translated_text_does_not_wait_for_a_reviewer(english: Disclaimer) -> None:
    half = translate(submit(english), {"Call one.": "Llame a uno."})

    assert "Llame a uno." in half.text
    assert state() is WordingState.UNFINISHED


def test_a_full_translation_counts_once_a_reviewer_signs_it(english: Disclaimer) -> None:
    page = ConditionPageFactory(language="es")
    full = translate(submit(english), WORDS)

    assert state() is WordingState.WAITING
    assert blocked(page) == ["disclaimer.unsigned"]
    assert full.title == "Información médica"
    assert "sustituye" in full.text

    sign_wording(full)

    assert blocked(page) == []
    assert [(one.language, one.version) for one in disclaimers_for(page)] == [("es", full.version)]


def test_each_language_has_its_own_versions(english: Disclaimer) -> None:
    full = translate(submit(english), WORDS)

    assert english.version == 1
    assert full.version == 2
    assert [version.version for version in full.versions.all()] == [2, 1]


def test_a_synchronisation_with_a_changed_source_leaves_pages_with_what_is_signed(
    english: Disclaimer,
) -> None:
    page = ConditionPageFactory(language="es")
    translation = submit(english)
    full = translate(translation, WORDS)
    sign_wording(full)

    reworded(english, ENGLISH + "<p>A new sentence.</p>")
    translation.source.update_from_db()
    translation.save_target(publish=True)

    assert "A new sentence." in spanish().text
    assert state() is WordingState.UNFINISHED
    assert spanish().version == full.version + 1
    assert [one.version for one in disclaimers_for(page)] == [full.version]
    assert blocked(page) == []


def test_a_synchronisation_that_changes_nothing_keeps_the_signature(english: Disclaimer) -> None:
    translation = submit(english)
    full = translate(translation, WORDS)
    sign_wording(full)

    translation.source.update_from_db()
    translation.save_target(publish=True)

    assert state() is WordingState.SIGNED
    assert spanish().version == full.version


def test_a_text_that_was_written_by_hand_is_found_by_localize(english: Disclaimer) -> None:
    by_hand = DisclaimerFactory(language="es")
    source, _created = TranslationSource.update_or_create_from_instance(english)

    assert source.get_translated_instance(Locale.objects.get(language_code="es")) == by_hand

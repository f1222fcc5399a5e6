"""Filling a translation from the memory."""

import uuid
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.ledger.models import LedgerEntry
from pages.publishing import SubmissionRefused
from pages.translation.actions import submit_for_review
from pages.translation.memory.filling import FILLED, Filled, FillFromMemory, untranslated
from pages.translation.memory.models import UnitOrigin
from pages.translation.memory.storing import Pair, Provider, store
from pages.translation.models import Origin
from pages.translation.provenance import provenance_of
from pages.translation.writing import SegmentRefused
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_reference,
    start_translation,
    translate,
)
from tests.integration.translation.memory.conftest import SENTENCE, SENTENCE_ES, SignedPair


@pytest.fixture
def second(site: BilingualSite, signed: SignedPair) -> Translation:
    """The translation of another page that says much the same, with nothing translated."""
    return start_translation(make_condition(site, title="Lupus"), site.spanish)


def fill(translation: Translation, user: Any, threshold: int | None = None) -> Filled:
    return FillFromMemory(translation=translation, user=user, threshold=threshold).execute()


def on_file(translation: Translation, source: str) -> StringTranslation | None:
    segment = StringSegment.objects.get(source=translation.source, string__data=source)
    return StringTranslation.objects.filter(
        translation_of=segment.string, context=segment.context, locale=translation.target_locale
    ).first()


def remember(source: str, target: str, *, origin: UnitOrigin = UnitOrigin.PAGE) -> None:
    store(
        [Pair(source, target, "causes")],
        provider=Provider(
            origin=origin,
            source_language="en",
            target_language="es",
            title="Otra página",
            translation_key=None if origin is UnitOrigin.IMPORTED else uuid.uuid4(),
        ),
    )


def test_what_was_signed_fills_another_page_and_waits_to_be_confirmed(
    signed: SignedPair, second: Translation
) -> None:
    done = fill(second, signed.translator)
    assert done.filled >= 5
    assert done.ambiguous == 0
    written = on_file(second, SENTENCE)
    assert written is not None
    assert written.data == SENTENCE_ES
    provenance = provenance_of(written)
    assert (provenance.origin, provenance.score, provenance.is_confirmed) == (
        Origin.MEMORY,
        100,
        False,
    )
    assert provenance.tool == "Artritis reumatoide"
    entry = LedgerEntry.objects.get(action=FILLED)
    assert (entry.data["segments"], entry.actor_id) == (done.filled, signed.translator.pk)


def test_what_was_filled_cannot_be_submitted_before_somebody_confirms_it(
    signed: SignedPair, second: Translation
) -> None:
    fill(second, signed.translator)
    for segment in untranslated(second):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=second.target_locale,
            data=f"ES {segment.string.data}",
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    with pytest.raises(SubmissionRefused) as refused:
        submit_for_review(translation=second, user=signed.translator)
    assert "translation.unconfirmed" in {one.code for one in refused.value.blockers}


def test_what_is_translated_already_is_left_alone(signed: SignedPair, second: Translation) -> None:
    translate(second, user=signed.translator)
    before = set(StringTranslation.objects.values_list("pk", "data"))
    assert fill(second, signed.translator) == Filled()
    assert set(StringTranslation.objects.values_list("pk", "data")) == before


def test_two_signed_translations_of_one_source_are_no_choice_for_a_program(
    signed: SignedPair, second: Translation
) -> None:
    remember(SENTENCE, "Las defensas atacan las articulaciones.")
    assert fill(second, signed.translator).ambiguous == 1
    assert on_file(second, SENTENCE) is None


def test_what_nobody_signed_is_not_inserted_and_makes_nothing_ambiguous(
    signed: SignedPair, second: Translation
) -> None:
    remember(SENTENCE, "Importado.", origin=UnitOrigin.IMPORTED)
    urgent = "Call a doctor."
    remember(urgent, "Llame al médico.", origin=UnitOrigin.IMPORTED)
    fill(second, signed.translator)
    written = on_file(second, SENTENCE)
    assert written is not None
    assert written.data == SENTENCE_ES


def test_the_sites_threshold_lets_likeness_in_but_no_other_number(
    site: BilingualSite, signed: SignedPair, settings: Settings
) -> None:
    page = make_condition(site, title="Lupus")
    page.causes = "<p>The immune system attacks healthy joints.</p>"
    page.urgent_care = "<p>Seek help within 24 hours if joints are red and hot and swollen.</p>"
    page.save_revision()
    page.save()
    remember("Seek help within 48 hours if joints are red and hot and swollen.", "48 horas.")
    translation = start_translation(page, site.spanish)
    source = "The immune system attacks healthy joints."
    fill(translation, signed.translator, threshold=70)
    assert on_file(translation, source) is None
    settings.PAGES = {**settings.PAGES, "MEMORY_INSERT_FROM": 75}
    fill(translation, signed.translator)
    written = on_file(translation, source)
    assert written is not None
    assert written.data == SENTENCE_ES
    assert 75 <= (provenance_of(written).score or 0) < 99
    urgent = "Seek help within 24 hours if joints are red and hot and swollen."
    assert on_file(translation, urgent) is None


def test_a_site_may_have_nothing_inserted(
    signed: SignedPair, second: Translation, settings: Settings
) -> None:
    settings.PAGES = {**settings.PAGES, "MEMORY_INSERT_FROM": None}
    assert fill(second, signed.translator, threshold=70).filled == 0
    assert not StringTranslation.objects.filter(context__object_id=second.source.object_id).exists()


def test_the_citation_is_that_of_the_new_page(site: BilingualSite, signed: SignedPair) -> None:
    other = make_reference(year=2020)
    page = make_condition(site, title="Lupus")
    page.body = [
        {
            "type": "section",
            "value": {
                "heading": "What it is",
                "text": '<p>It inflames the joints <a linktype="citation" '
                f'keys="{other.key}">[{other.key}]</a>.</p>',
            },
        }
    ]
    page.save_revision()
    page.save()
    translation = start_translation(page, site.spanish)
    fill(translation, signed.translator)
    source = f'It inflames the joints <a id="a1">[{other.key}]</a>.'
    written = on_file(translation, source)
    assert written is not None
    assert written.data == f'Inflama las articulaciones <a id="a1">[{other.key}]</a>.'


def test_a_page_in_review_is_not_filled(signed: SignedPair, second: Translation) -> None:
    translate(second, user=signed.translator)
    submit_for_review(translation=second, user=signed.translator)
    with pytest.raises(SegmentRefused, match="in medical review"):
        fill(second, signed.translator)

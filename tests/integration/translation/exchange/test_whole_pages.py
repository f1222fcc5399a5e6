"""Every block type, every page type and the demo: out, through a tool, and back."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.management.demo.build import ALL_PAGES
from pages.translation.exchange.exporting import FORMATS, document_of, export
from pages.translation.exchange.importing import ImportFile
from pages.translation.exchange.reports import ImportReport
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    TestimonialPageFactory,
    home,
)
from tests.factories.exchange import saved_again
from tests.factories.large import a_large_draft
from tests.factories.translation import start_translation, translate

pytestmark = pytest.mark.django_db

KINDS = list(FORMATS)


def spanish() -> Locale:
    home("es")
    return Locale.objects.get(language_code="es")


def on_file() -> list[Any]:
    return list(StringTranslation.objects.order_by("pk").values_list("pk", "data", "updated_at"))


def round_trip(translation: Translation, kind: str) -> ImportReport:
    content = export([translation], kind=FORMATS[kind]).content
    return ImportFile(content=saved_again(content, kind), name="back").execute()


def check_round_trips(translation: Translation) -> None:
    """Check that a file of a translation, in each format, changes nothing when it comes back."""
    for kind in KINDS:
        before = on_file()
        report = round_trip(translation, kind)
        assert report.is_whole, [one.reason for one in report.documents[0].refused]
        assert report.counts["imported"] == 0
        assert before
        assert on_file() == before


@pytest.mark.parametrize(
    "factory", [ConditionPageFactory, ProcedurePageFactory, TestimonialPageFactory]
)
def test_a_page_of_each_type_comes_back_the_same(factory: Any) -> None:
    translation = start_translation(factory(complete=True), spanish())
    translate(translation)
    check_round_trips(translation)


@pytest.mark.parametrize("kind", KINDS)
def test_every_block_type_comes_back_as_it_was_translated(kind: str) -> None:
    translation = start_translation(a_large_draft(blocks=24, references=6), spanish())
    translate(translation)
    check_round_trips(translation)
    content = saved_again(export([translation], kind=FORMATS[kind]).content, kind)
    texts = {
        (row.context_id, row.translation_of_id): row.data for row in StringTranslation.objects.all()
    }
    StringTranslation.objects.all().delete()
    report = ImportFile(content=content, name="back", overwrites=True).execute()
    assert report.is_whole, [one.reason for one in report.documents[0].refused]
    assert {
        (row.context_id, row.translation_of_id): row.data for row in StringTranslation.objects.all()
    } == texts


def test_every_place_has_a_name_in_words() -> None:
    translation = start_translation(a_large_draft(blocks=12, references=6), spanish())
    units = document_of(translation).units
    assert len(units) > 40
    places = {unit.place for unit in units}
    assert "Summary" in places
    assert not [place for place in places if "_" in place or "." in place or "-4" in place]
    assert len({unit.key for unit in units}) == len(units)


def test_the_demo_comes_back_the_same() -> None:
    with override_settings(DEBUG=True):
        call_command("load_demo", stdout=StringIO())
    translations = list(Translation.objects.filter(enabled=True))
    assert len(translations) >= len(ALL_PAGES) // 2
    segments = StringSegment.objects.count()
    assert segments > 200
    before = on_file()
    for kind in KINDS:
        for translation in translations:
            report = round_trip(translation, kind)
            assert report.is_whole or report.documents[0].refusal, report.as_json()
            assert report.counts["imported"] == report.counts["confirmed"] == 0
    assert on_file() == before


def test_exporting_a_page_asks_the_database_no_question_for_each_segment(
    django_assert_max_num_queries: Any,
) -> None:
    translation = start_translation(a_large_draft(blocks=24, references=6), spanish())
    translate(translation)
    with django_assert_max_num_queries(60):
        document_of(translation)

"""What of each block is offered to the translator, and what every language shares.

``translated`` are texts that the translator writes. ``adapted`` are values that all languages share
unless a translator chooses another, such as a picture with words in it. Everything else is shared.
"""

import re

import pytest
from django.utils.html import strip_tags
from wagtail.blocks import PageChooserBlock, StreamBlock
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor, extract_segments
from wagtail_localize.segments.ingest import StreamFieldSegmentsWriter, ingest_segments
from wagtail_localize.strings import StringValue

from pages.models import ConditionPage, ProcedurePage, TestimonialPage
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    TestimonialPageFactory,
    a_reference,
    an_image,
    cite,
    home,
    locale,
)
from tests.unit.content.examples import VALID

pytestmark = pytest.mark.django_db

TRANSLATED = {
    "section": {"heading", "text"},
    "study_summary": {"outcome"},
    "step": {"title", "description"},
    "steps": {"heading", "steps.*.title", "steps.*.description"},
    "include": {"text"},
    "exclude": {"text"},
    "criteria": {"heading", "include.*.text", "exclude.*.text"},
    "outcome": {"label", "period", "instrument", "note"},
    "adverse_effect": {"effect", "description"},
    "adverse_effects": {"heading", "effects.*.effect", "effects.*.description"},
    "comparison": {"heading", "intervention", "comparator", "text"},
    "image": {"alt_text", "caption"},
    "callout": {"title", "text"},
    "table": {"caption", "header.*", "rows.*.cells.*", "note"},
    "call_to_action": {"text", "label"},
    "symptom": {"name", "description", "children.*.name"},
    "stage": {"name", "description"},
    "question": {"question", "answer"},
    "status": {"jurisdiction", "statement"},
}
ADAPTED = {"image": {"image"}, "call_to_action": {"url"}}


def filled_stream(name, **changes):
    """A stream with one complete block, as the database would give it back."""
    block, example = VALID[name]
    value = {**example, **changes}
    if value.get("reference"):
        value["reference"] = a_reference().pk
    if value.get("image"):
        value["image"] = an_image().pk
    stream_block = StreamBlock([(name, block)])
    stream = stream_block.to_python([{"type": name, "value": value, "id": "the-block"}])
    # Read once, so that the items of lists get their ids: see `give_lasting_ids`.
    assert stream[0].value
    return stream_block, stream_block.to_python(stream_block.get_prep_value(stream))


def segments_of(stream):
    return StreamFieldSegmentExtractor(None, include_overridables=True).handle_stream_block(stream)


def pattern(path):
    """The path below the block, with ids of list items as ``*``."""
    below = path.partition(".")[2]
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", below)


@pytest.mark.parametrize("name", sorted(VALID))
def test_the_translator_is_offered_the_texts_and_nothing_else(name):
    _, stream = filled_stream(name)
    texts = {
        pattern(each.path)
        for each in segments_of(stream)
        if isinstance(each, StringSegmentValue) and not each.is_empty()
    }
    assert texts == TRANSLATED[name]


@pytest.mark.parametrize("name", sorted(VALID))
def test_only_pictures_and_targets_of_links_may_be_exchanged(name):
    _, stream = filled_stream(name)
    exchangeable = {
        pattern(each.path)
        for each in segments_of(stream)
        if isinstance(each, OverridableSegmentValue) and not each.is_empty()
    }
    assert exchangeable == ADAPTED.get(name, set())


def test_a_page_that_a_button_leads_to_may_be_exchanged():
    _, stream = filled_stream("call_to_action", page=home().pk, url="")
    block = stream[0].block
    assert isinstance(block.child_blocks["page"], PageChooserBlock)
    paths = {
        pattern(each.path)
        for each in segments_of(stream)
        if isinstance(each, OverridableSegmentValue) and not each.is_empty()
    }
    assert paths == {"page"}


@pytest.mark.parametrize("name", sorted(VALID))
def test_a_translation_changes_the_texts_and_keeps_everything_else(name):
    stream_block, source = filled_stream(name)
    _, target = stream_block, stream_block.to_python(stream_block.get_prep_value(source))
    translated = [translate(each) for each in segments_of(source)]
    writer = StreamFieldSegmentsWriter(None, locale("en"), locale("es"))
    writer.handle_stream_block(target, [each for each in translated if not each.is_empty()])

    before = dict(leaves(stream_block.get_prep_value(source)[0]["value"]))
    after = dict(leaves(stream_block.get_prep_value(target)[0]["value"]))
    assert before.keys() == after.keys()
    for path, value in before.items():
        if path in TRANSLATED[name] and value:
            assert "ES " in after[path]
        else:
            assert after[path] == value


def translate(segment):
    """The same segment with its text marked as Spanish."""
    if not isinstance(segment, StringSegmentValue):
        return segment
    text = StringValue.from_translated_html(f"ES {segment.string.data}")
    return StringSegmentValue(segment.path, text, attrs=segment.attrs, order=segment.order)


def leaves(value, path=""):
    """Yield path and value of everything that a stored struct value holds."""
    if isinstance(value, dict) and value.get("type") == "item":
        yield from leaves(value["value"], f"{path}.*")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, path)
    else:
        yield path, value


# Whole pages

TRANSLATED_FIELDS = {
    ConditionPage: {
        "title",
        "slug",
        "search_description",
        "summary",
        "body",
        "symptoms",
        "causes",
        "urgent_care",
        "faq",
    },
    ProcedurePage: {
        "title",
        "slug",
        "search_description",
        "summary",
        "what_it_is",
        "steps",
        "preparation",
        "recovery",
        "criteria",
        "risks",
        "adverse_effects",
        "alternatives",
        "outcomes",
        "regulatory_status",
    },
    TestimonialPage: {
        "title",
        "slug",
        "search_description",
        "summary",
        "quotation",
        "expected_results",
    },
}


@pytest.mark.parametrize(
    ("factory", "fields"),
    [
        (ConditionPageFactory, TRANSLATED_FIELDS[ConditionPage]),
        (ProcedurePageFactory, TRANSLATED_FIELDS[ProcedurePage]),
        (TestimonialPageFactory, TRANSLATED_FIELDS[TestimonialPage]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_translator_is_offered_a_pages_texts_and_no_shared_field(factory, fields):
    page = factory(complete=True)
    segments = extract_segments(page)
    texts = {
        each.path.partition(".")[0] for each in segments if isinstance(each, StringSegmentValue)
    }
    exchangeable = {each.path for each in segments if isinstance(each, OverridableSegmentValue)}
    assert texts == fields
    assert exchangeable == set()


def test_alternative_texts_and_names_of_scales_are_translated():
    page = ConditionPageFactory(hero_alt="A hand", stages_scale="A scale", seo_title="Joints")
    story = TestimonialPageFactory(photograph_alt="A person", material_connection_details="None")
    paths = {each.path for each in [*extract_segments(page), *extract_segments(story)]}
    assert paths >= {"hero_alt", "stages_scale", "seo_title", "photograph_alt"}
    assert "material_connection_details" in paths


def test_a_patients_words_name_and_permission_are_never_translated():
    page = TestimonialPageFactory(
        complete=True, quotation_language="es", original_quotation="Vuelvo a caminar."
    )
    paths = {each.path for each in extract_segments(page)}
    assert not paths & {"original_quotation", "display_name", "authorization", "quotation_language"}


def test_a_citation_stays_in_one_segment_and_survives_the_way_back():
    reference = a_reference()
    page = ConditionPageFactory(causes=f"<p>The cause {cite(reference)} is <b>unknown</b>.</p>")
    own = [each for each in extract_segments(page) if each.path == "causes"]
    [text] = [each for each in own if isinstance(each, StringSegmentValue)]
    assert strip_tags(text.string.data).startswith("The cause")

    target = ConditionPage.objects.get(pk=page.pk)
    ingest_segments(page, target, locale("en"), locale("es"), own)
    assert cite(reference).split(">")[0].split(" ")[1] in target.causes
    assert reference.key in target.causes


def test_items_of_lists_are_translated_however_a_page_was_filled():
    page = ProcedurePageFactory(
        body=[{"type": name, "value": VALID[name][1]} for name in ("steps", "table")]
    )
    texts = [
        each.string.data for each in extract_segments(page) if isinstance(each, StringSegmentValue)
    ]
    assert {"Numbing", "When", "Eat"} <= set(texts)


def test_a_page_keeps_its_block_ids_when_it_is_saved_again():
    page = ProcedurePageFactory(body=[{"type": "steps", "value": VALID["steps"][1]}])
    paths = [each.path for each in extract_segments(page)]
    page.save()
    page.save_revision()
    fresh = ProcedurePage.objects.get(pk=page.pk)
    assert [each.path for each in extract_segments(fresh)] == paths
    draft = fresh.get_latest_revision_as_object()
    assert [each.path for each in extract_segments(draft)] == paths

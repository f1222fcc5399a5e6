"""What each block needs, and what it refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail import blocks as wagtail_blocks
from wagtail.rich_text import RichText

from pages.content.blocks import BODY_BLOCKS, ContentBlock
from pages.content.blocks.structure import is_empty, problems
from tests.unit.content.examples import EFFECT, STEP, VALID, WITHOUT_CHOOSERS

BODY_ORDER = [
    "section",
    "study_summary",
    "steps",
    "criteria",
    "outcome",
    "adverse_effects",
    "comparison",
    "image",
    "callout",
    "table",
    "call_to_action",
]


def value_of(name, **changes):
    block, example = VALID[name]
    return block, block.normalize({**example, **changes})


def found(block, value):
    return [(problem.path, str(problem.message)) for problem in problems(block, value)]


def all_content_blocks():
    seen = {}

    def visit(block):
        if isinstance(block, ContentBlock):
            seen[type(block).__name__] = block
        if isinstance(block, wagtail_blocks.StructBlock):
            for child in block.child_blocks.values():
                visit(child)
        elif isinstance(block, wagtail_blocks.ListBlock):
            visit(block.child_block)

    for block, _ in VALID.values():
        visit(block)
    return [pytest.param(block, id=name) for name, block in sorted(seen.items())]


def test_the_body_offers_its_blocks_in_the_agreed_order():
    assert [name for name, _ in BODY_BLOCKS] == BODY_ORDER


@pytest.mark.parametrize("name", sorted(VALID))
def test_a_complete_block_has_no_problems(name):
    block, value = value_of(name)
    assert found(block, value) == []


@pytest.mark.parametrize("name", WITHOUT_CHOOSERS)
def test_a_complete_block_is_clean(name):
    block, value = value_of(name)
    assert block.get_prep_value(block.clean(value)).keys() == block.child_blocks.keys()


MISSING = [
    pytest.param(name, field, id=f"{name}-{field}")
    for name, (block, _) in sorted(VALID.items())
    for field in block.mandatory
]


@pytest.mark.parametrize(("name", "field"), MISSING)
def test_each_mandatory_field_is_missed_when_it_is_empty(name, field):
    block, value = value_of(name)
    child = block.child_blocks[field]
    value[field] = [] if isinstance(child, wagtail_blocks.ListBlock) else None
    value[field] = child.normalize(value[field])
    paths = [path for path, _ in found(block, value)]
    assert (field,) in paths


@pytest.mark.parametrize(("name", "field"), MISSING)
def test_a_missing_field_is_named_by_its_label(name, field):
    block, value = value_of(name)
    value[field] = None
    [message] = [message for path, message in list(map(tuple, _own(block, value))) if path == field]
    assert str(block.child_blocks[field].label) in message


def _own(block, value):
    return [(problem.path[0], str(problem.message)) for problem in block.missing(value)]


@pytest.mark.parametrize("block", all_content_blocks())
def test_what_is_mandatory_is_what_the_editor_marks_as_required(block):
    required = {
        name
        for name, child in block.child_blocks.items()
        if (
            (isinstance(child, wagtail_blocks.FieldBlock) and child.required)
            or (isinstance(child, wagtail_blocks.ListBlock) and child.meta.min_num)
        )
    }
    assert set(block.mandatory) == required


@pytest.mark.parametrize("block", all_content_blocks())
def test_every_block_has_a_label_and_an_icon(block):
    assert block.meta.label
    assert block.meta.icon != "placeholder"


@pytest.mark.parametrize("name", sorted(VALID))
def test_every_block_of_the_picker_says_what_it_is_for(name):
    block, _ = VALID[name]
    assert block.meta.group
    assert block.get_description()
    assert block.is_previewable


CONTRADICTIONS = [
    ("outcome", {"numerator": 81}, ("numerator",), "81 people out of 80"),
    ("outcome", {"numerator": -1}, ("numerator",), "below zero"),
    ("outcome", {"denominator": 0}, ("denominator",), "at least 1"),
    ("outcome", {"denominator": -3}, ("denominator",), "at least 1"),
    ("study_summary", {"participants": 0}, ("participants",), "at least one participant"),
    ("step", {"minimum_minutes": 11}, ("maximum_minutes",), "10 minutes"),
    ("step", {"minimum_minutes": -1}, ("minimum_minutes",), "below zero"),
    ("step", {"maximum_minutes": -1, "minimum_minutes": None}, ("maximum_minutes",), "below zero"),
    (
        "steps",
        {"steps": [STEP, {**STEP, "minimum_minutes": 20}]},
        ("steps", 1, "maximum_minutes"),
        "20 minutes",
    ),
    ("criteria", {"include": [], "exclude": []}, ("include",), "at least one criterion"),
    (
        "adverse_effects",
        {"effects": [EFFECT, {**EFFECT, "effect": " "}]},
        ("effects", 1, "effect"),
        "empty",
    ),
    ("image", {"alt_text": ""}, ("alt_text",), "decorative"),
    ("image", {"alt_text": " \u200b"}, ("alt_text",), "decorative"),
    ("table", {"header": ["When", ""]}, ("header", 1), "Column 2"),
    ("table", {"rows": [{"cells": ["<p>One</p>"]}]}, ("rows", 0), "Row 1"),
    ("table", {"rows": [{"cells": ["", "", ""]}]}, ("rows", 0), "different number of cells (3)"),
    ("table", {"rows": [{"cells": []}]}, ("rows", 0, "cells"), "empty"),
    ("call_to_action", {"url": ""}, ("page",), "Choose a page"),
    ("call_to_action", {"url": "not an address"}, ("url",), "not an address"),
    ("call_to_action", {"url": "javascript:alert(1)"}, ("url",), "not a web address"),
    ("symptom", {"code_system": ""}, ("code_system",), "which system"),
    ("symptom", {"code": ""}, ("code",), "Enter the code"),
    ("symptom", {"code": "25.6"}, ("code",), "ICD-10"),
    ("symptom", {"code_system": "mesh"}, ("code",), "MeSH"),
    (
        "symptom",
        {"children": [{"name": "Dawn", "code_system": "icd-10", "code": "?"}]},
        ("children", 0, "code"),
        "ICD-10",
    ),
]


@pytest.mark.parametrize(
    ("name", "changes", "path", "words"),
    [pytest.param(*case, id=f"{case[0]}-{case[3]}") for case in CONTRADICTIONS],
)
def test_a_contradiction_is_found_at_its_place(name, changes, path, words):
    block, value = value_of(name, **changes)
    [(where, message)] = found(block, value)
    assert where == path
    assert words in message


@pytest.mark.parametrize(
    ("name", "changes", "path"),
    [
        pytest.param(name, changes, path, id=f"{name}-{words}")
        for name, changes, path, words in CONTRADICTIONS
        if name in WITHOUT_CHOOSERS
    ],
)
def test_a_contradiction_is_refused_at_the_sub_field_unless_a_draft_is_saved(name, changes, path):
    block, value = value_of(name, **changes)
    with pytest.raises(ValidationError) as refusal:
        block.clean(value)
    error = refusal.value
    for step in path:
        error = error.block_errors[step]
    assert block.clean_deferred(value) is not None


def test_a_button_with_two_targets_must_lose_one():
    block, value = value_of("call_to_action")
    value["page"] = object()
    assert [path for path, _ in found(block, value)] == [("url",)]


@pytest.mark.parametrize("name", sorted(VALID))
def test_an_empty_block_can_always_be_saved_in_a_draft(name):
    block, _ = VALID[name]
    assert block.clean_deferred(block.get_default()) is not None


@pytest.mark.parametrize("name", sorted(VALID))
def test_an_empty_block_is_refused_when_it_is_submitted(name):
    block, _ = VALID[name]
    with pytest.raises(ValidationError):
        block.clean(block.get_default())


def test_rich_text_that_only_looks_filled_is_refused_when_it_is_submitted():
    block, value = value_of("section", text='<p data-block-key="a1b2c">&nbsp;</p>')
    with pytest.raises(ValidationError) as refusal:
        block.clean(value)
    assert set(refusal.value.block_errors) == {"text"}


def test_what_is_mandatory_does_not_depend_on_a_draft_being_saved_at_the_same_time():
    block, value = value_of("section", heading="")
    block.defer_required_validation()
    try:
        assert [path for path, _ in found(block, value)] == [("heading",)]
    finally:
        block.restore_deferred_validation()


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (None, True),
        ("", True),
        (" \n\t\xa0\u200b", True),
        ("a", False),
        (0, False),
        (RichText(None), True),
        (RichText("<p></p>"), True),
        (RichText("<p>&nbsp;<br/></p>"), True),
        (RichText("<p>a</p>"), False),
        ([], True),
        ([""], False),
        ({}, False),
    ],
)
def test_a_value_is_empty_when_its_reader_sees_nothing(value, verdict):
    assert is_empty(value) is verdict


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", sorted(VALID))
def test_the_example_in_the_picker_is_itself_without_contradictions(name, language):
    block, _ = VALID[name]
    with override(language):
        example = block.get_preview_value()
        open_ends = {path[-1] for path, _ in found(block, example)}
    assert open_ends <= {"reference", "image"}


def test_a_choice_is_shown_by_its_label():
    _, value = value_of("adverse_effect")
    assert value.display["severity"] == "Mild"
    assert value.display["frequency"].startswith("Common")

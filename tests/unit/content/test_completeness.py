"""The pure rules of completeness."""

from django.utils.translation import override
from wagtail import blocks as wagtail_blocks
from wagtail.rich_text import RichText

from pages.content.blocks import BODY_BLOCKS
from pages.content.completeness import empty_fields, missing_message, stream_problems
from tests.unit.content.examples import STEP, VALID

STREAM = wagtail_blocks.StreamBlock(BODY_BLOCKS)


def stream(*children):
    return STREAM.to_python([{"type": name, "value": value} for name, value in children])


def test_required_fields_that_say_nothing_are_listed_in_order():
    values = {"a": "", "b": "text", "c": RichText("<p></p>"), "d": 0, "e": None}
    assert empty_fields(values, required=["e", "a", "b", "c", "d", "absent"]) == [
        "e",
        "a",
        "c",
        "absent",
    ]


def test_a_message_names_the_field_by_its_label():
    assert "“Causes”" in missing_message("Causes")


def test_a_message_is_in_the_language_of_whoever_reads_it():
    with override("es"):
        assert missing_message("Causas").startswith("“Causas” está vacío")
    with override("en"):
        assert missing_message("Causes").startswith("“Causes” is empty")


def test_a_stream_of_complete_blocks_has_no_problems():
    complete = [(name, VALID[name][1]) for name in ("section", "steps", "table", "callout")]
    assert list(stream_problems(stream(*complete), label="Body")) == []


def test_a_problem_names_the_block_and_its_position():
    value = stream(
        ("section", VALID["section"][1]),
        ("section", {"heading": "", "text": "<p>Text</p>"}),
    )
    [message] = stream_problems(value, label="Body")
    assert message.startswith("Body, block 2 (Section): ")
    assert "“Heading”" in message


def test_a_problem_names_the_item_of_a_list():
    value = stream(("steps", {"heading": "Day", "steps": [STEP, {**STEP, "title": ""}]}))
    [message] = stream_problems(value, label="Body")
    assert message.startswith("Body, block 1 (Steps), item 2: ")


def test_an_empty_block_reports_everything_that_it_needs():
    value = stream(("outcome", {}))
    assert len(list(stream_problems(value, label="Body"))) == 6

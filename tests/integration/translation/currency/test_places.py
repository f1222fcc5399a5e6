"""Reading a content as places, and where in it safety is at stake."""

from typing import Any

import pytest

from pages.content.condition import ConditionPage
from pages.content.procedure import ProcedurePage
from pages.translation.currency.changes import Change, changed_fields, compare
from pages.translation.currency.places import places

pytestmark = pytest.mark.django_db

EFFECT = {
    "effect": "Rash",
    "frequency": "rare",
    "severity": "mild",
    "description": "<p>It fades.</p>",
}
BODY: list[dict[str, Any]] = [
    {"type": "section", "id": "s", "value": {"heading": "About", "text": "<p>Joints.</p>"}},
    {
        "type": "criteria",
        "id": "c",
        "value": {
            "heading": "For whom",
            "include": [{"type": "item", "id": "i", "value": {"text": "<p>Adults.</p>"}}],
            "exclude": [{"type": "item", "id": "e", "value": {"text": "<p>Infection.</p>"}}],
        },
    },
    {
        "type": "callout",
        "id": "k",
        "value": {"kind": "note", "title": "Tip", "text": "<p>Rest.</p>"},
    },
    {
        "type": "adverse_effects",
        "id": "a",
        "value": {"heading": "Effects", "effects": [{"type": "item", "id": "1", "value": EFFECT}]},
    },
    {
        "type": "steps",
        "id": "t",
        "value": {
            "heading": "Visit",
            "steps": [
                {
                    "type": "item",
                    "id": "2",
                    "value": {
                        "title": "Talk",
                        "description": "<p>We talk.</p>",
                        "minimum_minutes": 5,
                    },
                }
            ],
        },
    },
]


def condition(body: Any = None, **values: Any) -> ConditionPage:
    """Return a page that is in no database."""
    return ConditionPage(
        title="Gout", summary="A disease.", body=BODY if body is None else body, **values
    )


def edited(number: int, **values: Any) -> list[dict[str, Any]]:
    """Return the body with other values in one of its blocks."""
    body = [dict(block) for block in BODY]
    body[number]["value"] = body[number]["value"] | values
    return body


def changes(before: Any, after: Any) -> tuple[Change, ...]:
    return compare(places(before), places(after))


def test_a_content_is_read_in_the_order_of_its_readers() -> None:
    page = condition(urgent_care="<p>Seek help.</p>", causes="<p></p>")
    assert [(place.path, place.name) for place in places(page)] == [
        ("title", ""),
        ("summary", ""),
        ("urgent_care", ""),
        ("body.s", "About"),
        ("body.c", "For whom"),
        ("body.k", "Tip"),
        ("body.a", "Effects"),
        ("body.t", "Visit"),
    ]


@pytest.mark.parametrize(
    ("body", "critical", "text"),
    [
        (edited(0, text="<p>All joints.</p>"), False, True),
        (edited(1, include=[{"type": "item", "id": "i", "value": {"text": "All."}}]), False, True),
        (edited(1, exclude=[{"type": "item", "id": "e", "value": {"text": "Any."}}]), True, True),
        (edited(1, exclude=[]), True, True),
        (edited(2, text="<p>Move.</p>"), False, True),
        (edited(2, kind="urgent"), True, False),
        (edited(3, heading="What can happen"), True, True),
        (
            edited(
                3,
                effects=[{"type": "item", "id": "1", "value": EFFECT | {"frequency": "common"}}],
            ),
            True,
            False,
        ),
        (
            edited(
                4,
                steps=[
                    {
                        "type": "item",
                        "id": "2",
                        "value": {
                            "title": "Talk",
                            "description": "<p>We talk.</p>",
                            "minimum_minutes": 15,
                        },
                    }
                ],
            ),
            False,
            False,
        ),
    ],
)
def test_blocks_say_of_themselves_whether_safety_depends_on_them(
    body: Any, critical: bool, text: bool
) -> None:
    [change] = changes(condition(), condition(body))
    assert (change.field, change.is_critical, change.touches_text) == ("body", critical, text)


@pytest.mark.parametrize("name", ["risks", "recovery", "preparation", "alternatives"])
def test_page_types_name_their_fields(name: str) -> None:
    before = ProcedurePage(title="Injection", **{name: "<p>Some words.</p>"})
    after = ProcedurePage(title="Injection", **{name: "<p>Other words.</p>"})
    [change] = changes(before, after)
    assert change.is_critical is (name == "risks")


def test_what_nobody_reads_is_no_place() -> None:
    listed = [{"type": "reference", "id": "r", "value": 1}]
    assert changes(condition(), condition(listed_references=listed)) == ()


def test_the_editors_own_numbering_is_no_change() -> None:
    numbered = edited(0, text='<p data-block-key="a1b2">Joints.</p>')
    assert changes(condition(), condition(numbered)) == ()


def test_a_link_to_another_place_is_a_change_without_other_words() -> None:
    before = condition(causes='<p><a href="https://a.example">Read</a></p>')
    after = condition(causes='<p><a href="https://b.example">Read</a></p>')
    [change] = changes(before, after)
    assert (change.touches_text, change.words) == (True, ())


def test_codes_in_rows_of_their_own_are_read_too() -> None:
    page = condition()
    page.codes.create(system="icd-10", code="M05.7")
    assert changed_fields(changes(condition(), page)) == ["codes"]

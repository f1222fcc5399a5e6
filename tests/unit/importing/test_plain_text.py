"""Headings, paragraphs and lists of plain text, by their looks alone."""

from __future__ import annotations

import pytest

from pages.content.importing.elements import (
    Element,
    Findings,
    Gap,
    Heading,
    Item,
    ItemList,
    Paragraph,
)
from pages.content.importing.plain_text import read_plain_text


def read(text: str) -> list[Element]:
    return read_plain_text(
        text, findings=Findings(), is_known_heading=lambda heading: "ymptoms" in heading
    )


def shape(text: str) -> list[tuple[str, int, str]]:
    """Return kind, line and text of each element."""
    found = []
    for element in read(text):
        if isinstance(element, Heading):
            found.append(("heading", element.line, element.text))
        elif isinstance(element, Paragraph):
            found.append(("paragraph", element.line, element.phrase.plain))
        elif isinstance(element, ItemList):
            found.append(("list", element.line, _outline(element.items)))
        elif isinstance(element, Gap):
            found.append(("gap", element.line, ""))
    return found


def _outline(items: tuple[Item, ...]) -> str:
    return " ".join(
        item.phrase.plain + (f"({_outline(item.children)})" if item.children else "")
        for item in items
    )


def test_a_short_line_alone_is_a_heading_and_a_sentence_is_not():
    assert shape("What helps\n\nRest helps.\n") == [
        ("heading", 1, "What helps"),
        ("paragraph", 3, "Rest helps."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Rest helps",
        "Does it hurt?",
        "¿Duele?",
        "Stages of gout (podagra)",
        "COMPLICATIONS",
        "Treatment: what to expect",
    ],
)
def test_these_lines_are_headings(line):
    assert shape(f"{line}\n\nText follows here.") == [
        ("heading", 1, line),
        ("paragraph", 3, "Text follows here."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "It may swell;",
        "You may notice:",
        "Rest!",
        "It hurts. Sometimes",
        "It hurts (badly.)",
        "12 – 14",
        "a " * 60,
    ],
)
def test_these_lines_are_not_headings(line):
    assert shape(f"{line}\n\nText.")[0][0] == "paragraph"


def test_a_known_heading_may_end_in_a_colon():
    assert shape("Symptoms:\n- pain")[0] == ("heading", 1, "Symptoms")


def test_a_heading_may_stand_directly_above_its_paragraph():
    text = "What helps\nRest and a little movement help most people through the first weeks."
    assert [kind for kind, _line, _text in shape(text)] == ["heading", "paragraph"]


def test_lines_broken_by_hand_are_one_paragraph():
    text = "Rest and a little movement help most\nthrough the first weeks of a frozen\nshoulder."
    assert shape(text) == [("paragraph", 1, text.replace("\n", " "))]


def test_long_lines_are_paragraphs_of_their_own():
    first, second = "One. " * 30, "Two. " * 30
    assert [line for _kind, line, _text in shape(f"{first}\n{second}")] == [1, 2]


def test_markdown_headings_keep_their_level():
    levels = [
        (element.level, element.text)
        for element in read("# Gout\n\n### More ##\n\nA\n===\n\nB\n---\n\ntext.")
        if isinstance(element, Heading)
    ]
    assert levels == [(1, "Gout"), (3, "More"), (1, "A"), (2, "B")]


@pytest.mark.parametrize("sign", ["•", "-", "*", "–", "▪", "1.", "1)"])
def test_items_are_known_by_the_signs_before_them(sign):
    assert shape(f"{sign} pain\n{sign} fever") == [("list", 1, "pain fever")]


def test_lists_nest_by_indentation():
    text = "  • pain\n  • general:\n    • fever\n    • fatigue\n  • swelling"
    assert shape(text) == [("list", 1, "pain general:(fever fatigue) swelling")]


def test_tabs_indent_as_spaces_do():
    assert shape("- pain\n\t- at night\n- fever") == [("list", 1, "pain(at night) fever")]


def test_items_may_have_blank_lines_between_them_and_lines_below_them():
    assert shape("- pain in\n  the arm\n\n- fever") == [("list", 1, "pain in the arm fever")]


def test_an_item_broken_by_hand_goes_on_in_the_next_line():
    first = "- Hand C, Clipsham K, Rees JL, Carr AJ. Long-term outcome of frozen shoulder, J"
    assert shape(f"{first}\nShoulder Elbow Surg (2008)\n\nRest.") == [
        ("list", 1, f"{first[2:]} Shoulder Elbow Surg (2008)"),
        ("paragraph", 4, "Rest."),
    ]


def test_very_deep_lists_are_held_to_a_few_levels():
    text = "\n".join(f"{' ' * depth}- x{depth}" for depth in range(300))
    assert shape(text)[0][2].count("(") == 5


def test_short_lines_below_each_other_are_a_list_that_lost_its_bullets():
    assert shape("Pain\nFever\nFatigue") == [("list", 1, "Pain Fever Fatigue")]


def test_a_number_before_a_heading_is_no_list():
    assert shape("1. Preparation\n\nEat nothing.\n\n2. Afterwards\n\nRest.") == [
        ("heading", 1, "Preparation"),
        ("paragraph", 3, "Eat nothing."),
        ("heading", 5, "Afterwards"),
        ("paragraph", 7, "Rest."),
    ]


def test_a_number_in_brackets_stays_with_its_item():
    assert shape("(1) Smith A, 2019.\n(2) Jones B, 2020.") == [
        ("list", 1, "(1) Smith A, 2019. (2) Jones B, 2020.")
    ]


def test_the_line_below_a_button_goes_with_it():
    findings = Findings()
    elements = read_plain_text("Book your free appointment\nOnly this week.", findings=findings)
    assert [type(element) for element in elements] == [Gap, Gap]
    assert [left.code for left in findings.left_out] == ["call_to_action", "around_left_out"]


def test_markup_in_plain_text_is_only_text():
    (paragraph,) = read("A <script>alert(1)</script> & more words in a sentence.")
    assert isinstance(paragraph, Paragraph)
    assert paragraph.phrase.html.startswith("A &lt;script&gt;alert(1)&lt;/script&gt; &amp; more")

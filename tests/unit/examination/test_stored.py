"""Stored rich text as the rules read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.claims.document import Place
from pages.content.examination.stored import plain_block, rich_blocks

PLACE = Place("causes", "causes")


def shape(source: str) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in rich_blocks(source, PLACE)]


def test_paragraphs_items_and_headings_are_told_apart() -> None:
    assert shape(
        "<h3>Rest</h3><p>Lie <b>down</b>.<br/>Sleep.</p>"
        "<ul><li>Ice</li><li>Heat &amp; rest</li></ul>"
    ) == [
        ("heading", 3, "Rest"),
        ("paragraph", 0, "Lie down.\nSleep."),
        ("item", 0, "Ice"),
        ("item", 0, "Heat & rest"),
    ]


def test_a_citation_is_a_marker_and_its_label_no_text() -> None:
    (block,) = rich_blocks(
        '<p>Rest helps<a linktype="citation" keys="ito-2020 lane-2019">[Ito 2020]</a>. Ice '
        '<a href="https://example.org">too</a>.</p>',
        PLACE,
    )
    assert block.text == "Rest helps. Ice too."
    assert [(marker.start, marker.keys) for marker in block.markers] == [
        (len("Rest helps"), ("ito-2020", "lane-2019"))
    ]
    assert block.place == PLACE


@pytest.mark.parametrize(
    ("name", "path", "kind", "level"),
    [
        ("title", "title", "title", 1),
        ("heading", "body.4f.heading", "heading", 2),
        ("question", "faq.4f.question", "heading", 2),
        ("title", "body.4f.title", "label", 0),
        ("summary", "summary", "paragraph", 0),
        ("alt_text", "body.4f.alt_text", "label", 0),
    ],
)
def test_the_name_of_a_field_says_what_its_text_is(
    name: str, path: str, kind: str, level: int
) -> None:
    block = plain_block(name, " Rest ", Place("x", path))
    assert (block.kind, block.level, block.text) == (kind, level, "Rest")


@given(source=st.text())
def test_no_stored_text_crashes_the_reader(source: str) -> None:
    for block in rich_blocks(f"<p>{source}</p><a>{source}", PLACE):
        assert block.text.strip()
        assert all(0 <= marker.start <= len(block.text) for marker in block.markers)

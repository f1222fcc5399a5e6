"""From the numbers in an old text to citations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.citations.inline import cited_keys
from pages.content.importing.markers import Citation, cited, with_citations

CITATIONS = {
    1: Citation("dalbeth-2021", "Dalbeth 2021"),
    2: Citation("hand-2008", "Hand & Co 2008"),
    3: Citation("choi-2004", "Choi 2004"),
}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("<p>Pain [1].</p>", [["dalbeth-2021"]]),
        ("<p>Pain[1, 3].</p>", [["dalbeth-2021", "choi-2004"]]),
        ("<p>Pain [1–3].</p>", [["dalbeth-2021", "hand-2008", "choi-2004"]]),
        ("<p>Painful<sup>2</sup> and<sup>[3]</sup></p>", [["hand-2008"], ["choi-2004"]]),
        ("<p>A [1] b [2]</p>", [["dalbeth-2021"], ["hand-2008"]]),
    ],
)
def test_numbers_of_the_list_become_citations(text, keys):
    changed, made = cited(text, CITATIONS)
    assert cited_keys(changed) == keys
    assert made == len(keys)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Pain [4].</p>",
        "<p>Pain [1, 9].</p>",
        "<p>10<sup>3</sup> cells, 4 cm<sup>2</sup></p>",
        "<p>(1) first</p>",
        "<p>[3-1]</p>",
        '<p><a href="https://example.org/[1]">[1]</a></p>',
        "<p>[2020]</p>",
    ],
)
def test_other_numbers_stay_as_they_are(text):
    assert cited(text, CITATIONS) == (text, 0)


def test_only_rich_texts_of_blocks_are_changed():
    blocks = [
        {"type": "section", "value": {"heading": "Pain [1]", "text": "<p>Pain [1]</p>"}},
        {"type": "table", "value": {"header": ["[1]"], "rows": [{"cells": ["<p>a [2]</p>"]}]}},
    ]
    changed, made = with_citations(blocks, CITATIONS)
    assert made == 2
    assert changed[0]["value"]["heading"] == "Pain [1]"
    assert changed[1]["value"]["header"] == ["[1]"]
    assert "hand-2008" in changed[1]["value"]["rows"][0]["cells"][0]


def test_labels_are_escaped():
    changed, _made = cited("[2]", CITATIONS)
    assert changed == '<a linktype="citation" keys="hand-2008">[Hand &amp; Co 2008]</a>'


@given(st.text(alphabet="[]()<>/sup12,–- a", max_size=80))
def test_any_text_is_gone_through(text):
    changed, made = cited(text, CITATIONS)
    assert (changed == text) is (made == 0)

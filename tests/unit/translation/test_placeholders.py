"""Reading one segment."""

import pytest

from pages.translation.placeholders import citation_keys, placeholder_ids, visible_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Joint pain", "Joint pain"),
        ("Joint <b>pain</b><br>and  swelling", "Joint pain and swelling"),
        ("Rest &amp; ice", "Rest & ice"),
        ('It helps <a id="a1">[Smolen 2016]</a>.', "It helps [Smolen 2016]."),
        ("", ""),
        ("cafe\u0301", "café"),
    ],
)
def test_visible_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert visible_text(html) == text


def test_placeholders_come_in_the_order_of_the_text_and_doubled_ones_twice() -> None:
    assert placeholder_ids('<a id="a2">x</a> <b>y</b> <a id="a1">z</a> <a id="a2">x</a>') == [
        "a2",
        "a1",
        "a2",
    ]


def test_only_citations_have_keys_and_other_links_are_left_out() -> None:
    attributes = {
        "a1": {"linktype": "citation", "keys": "smolen-2016 gabriel-2009"},
        "a2": {"linktype": "page", "id": "7"},
    }
    assert citation_keys('<a id="a1">[1]</a> <a id="a2">more</a> <a id="a9">?</a>', attributes) == [
        "smolen-2016 gabriel-2009"
    ]

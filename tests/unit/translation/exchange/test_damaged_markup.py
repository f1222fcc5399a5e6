"""Markup that no tool should write, and that must not bring a file down."""

import pytest

from pages.translation.exchange.inline import MarkupFault, parse


@pytest.mark.parametrize("html", ["d <![foo[ x", "<![ ", "a <![CDATA["])
def test_a_marked_section_without_a_known_word_is_a_fault_of_its_segment(html: str) -> None:
    try:
        parse(html)
    except MarkupFault:
        return
    assert html == "a <![CDATA["  # what Python's parser reads as words


def test_tags_within_one_another_without_end_are_a_fault_of_their_segment() -> None:
    with pytest.raises(MarkupFault):
        parse("<b>" * 2000 + "x" + "</b>" * 2000)

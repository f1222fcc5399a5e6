from hypothesis import given
from hypothesis import strategies as st

from pages.citations.inline import (
    cited_keys,
    mentions,
    number,
    render,
    render_keys,
    unknown_keys,
)
from tests.timing import cpu_seconds

ONE = '<a linktype="citation" keys="smolen-2016">[Smolen 2016]</a>'
TWO = '<a keys="gabriel-2009 smolen-2016" linktype="citation">[Gabriel 2009; Smolen 2016]</a>'


def test_the_keys_of_each_citation_are_read_in_order() -> None:
    assert cited_keys(f"<p>One{ONE} and two{TWO}.</p>") == [
        ["smolen-2016"],
        ["gabriel-2009", "smolen-2016"],
    ]


def test_other_links_are_no_citations() -> None:
    assert cited_keys('<p><a href="/x">citation</a> <a linktype="page" id="3">y</a></p>') == []


def test_a_key_repeated_in_one_citation_counts_once() -> None:
    assert cited_keys('<a linktype="citation" keys="a  b a">x</a>') == [["a", "b"]]


def test_references_are_numbered_by_first_mention_across_texts() -> None:
    assert number([f"<p>{TWO}</p>", f"<p>{ONE}</p>"]) == {"gabriel-2009": 1, "smolen-2016": 2}


def test_a_citation_becomes_a_superscript_link_and_everything_else_stays() -> None:
    html = f'<p data-block-key="x&amp;y">A &lt; b {ONE}.</p>\n<p>&nbsp;<br/>é</p>'
    assert render(html, {"smolen-2016": 1}) == (
        '<p data-block-key="x&amp;y">A &lt; b <sup class="citation">'
        '<a href="#ref-1" data-reference="smolen-2016">1</a></sup>.</p>\n<p>&nbsp;<br/>é</p>'
    )


def test_two_numbers_are_sorted_and_separated_by_a_comma() -> None:
    assert render(TWO, {"gabriel-2009": 5, "smolen-2016": 4}) == (
        '<sup class="citation"><a href="#ref-4" data-reference="smolen-2016">4</a>,'
        '<a href="#ref-5" data-reference="gabriel-2009">5</a></sup>'
    )


def test_three_consecutive_numbers_become_a_range_with_both_ends_linked() -> None:
    numbers = {"a": 1, "b": 2, "c": 3, "d": 7, "e": 8}
    assert render_keys("edcba", numbers) == (
        '<sup class="citation"><a href="#ref-1" data-reference="a">1</a>–'
        '<a href="#ref-3" data-reference="c">3</a>,<a href="#ref-7" data-reference="d">7</a>,'
        '<a href="#ref-8" data-reference="e">8</a></sup>'
    )


def test_an_unknown_key_is_left_out_and_reported() -> None:
    assert unknown_keys(TWO + TWO, {"smolen-2016": 1}) == ["gabriel-2009"]
    assert "gabriel" not in render(TWO, {"smolen-2016": 1})
    assert render(f"<p>Text{ONE}.</p>", {}) == "<p>Text.</p>"


def test_a_citation_with_markup_inside_is_replaced_as_a_whole() -> None:
    html = '<p><a linktype="citation" keys="a"><b>[A <a>x</a>]</b></a> and on</p>'
    assert render(html, {"a": 1}).endswith("</sup> and on</p>")


def test_a_citation_that_is_never_closed_ends_with_the_text() -> None:
    assert render('<p>x<a linktype="citation" keys="a">rest', {"a": 1}).startswith("<p>x<sup")


def test_citations_on_several_lines_keep_their_places() -> None:
    html = f"<p>é\n{ONE}\n\n😀{TWO}</p>"
    assert [html[mention.start : mention.end] for mention in mentions(html)] == [ONE, TWO]


def test_hostile_keys_are_escaped() -> None:
    html = '<a linktype="citation" keys="&quot;&gt;&lt;b&gt;">x</a>'
    assert "<b>" not in render(html, {'"><b>': 1})


@given(st.text(st.sampled_from('<a/> linktype="citation" keys=x\n&;!-'), max_size=200))
def test_broken_markup_never_raises_and_loses_nothing_outside_citations(html: str) -> None:
    found = mentions(html)
    outside = html if not found else html[: found[0].start]
    assert render(html, {}).startswith(outside)
    assert all(0 <= mention.start < mention.end <= len(html) for mention in found)


def test_a_long_text_with_many_citations_is_rendered_quickly() -> None:
    html = f"<p>Some words before it{ONE}.</p>\n" * 3000
    took, rendered = cpu_seconds(lambda: render(html, {"smolen-2016": 1}))
    assert rendered.count("<sup") == 3000
    assert took < 2

"""HTML to elements: what is kept, what is skipped, and nothing that could do harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.content.importing.elements import (
    Element,
    Findings,
    Heading,
    ItemList,
    Paragraph,
    Table,
)
from pages.content.importing.inline import safe_address
from pages.content.importing.markup import prepared
from pages.content.importing.refusals import ImportRefused
from pages.content.importing.rendering import rich_text
from pages.content.importing.web_page import read_web_page


def read(markup: str, findings: Findings | None = None) -> list[Element]:
    elements, _description = read_web_page(markup, findings=findings or Findings())
    return elements


def html_of(markup: str) -> str:
    """Return everything but headings as it would be stored."""
    return rich_text(
        part for part in read(markup) if isinstance(part, Paragraph | ItemList | Table)
    )


@pytest.mark.parametrize(
    ("markup", "stored"),
    [
        ("<p>a <b>b</b> <strong>c</strong></p>", "<p>a <b>b</b> <b>c</b></p>"),
        ("<p>a <em>b</em><i>c</i></p>", "<p>a <i>bc</i></p>"),
        ("<p>H<sub>2</sub>O 10<sup>3</sup></p>", "<p>H<sub>2</sub>O 10<sup>3</sup></p>"),
        ("<p><b>a <i>b</b> c</i></p>", "<p><b>a</b> <b><i>b</i></b> c</p>"),
        ("<p>1 < 2 &amp; 3 &lt; 4</p>", "<p>1 &lt; 2 &amp; 3 &lt; 4</p>"),
        ("<p>  a\n  b  </p>", "<p>a b</p>"),
        ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a<br>b<br><br>c</p>", "<p>a b</p><p>c</p>"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("<blockquote><p>a</p></blockquote>", "<p>a</p>"),
        ("<p>a <custom-tag>b</custom-tag></p>", "<p>a b</p>"),
        (
            '<p><a href="https://example.org/?a=1&amp;b=2">a</a></p>',
            '<p><a href="https://example.org/?a=1&amp;b=2">a</a></p>',
        ),
    ],
)
def test_inline_text_is_kept_in_a_few_tags(markup, stored):
    assert html_of(markup) == stored


@pytest.mark.parametrize(
    "markup",
    [
        '<p>text <a href="javascript:alert(1)">a</a></p>',
        '<p>text <a href=" java\nscript:alert(1)">a</a></p>',
        '<p>text <a href="data:text/html,x">a</a></p>',
        '<p>text <a href="/old/page">a</a></p>',
        '<p>text <a href="//evil.example">a</a></p>',
        '<p onclick="alert(1)" style="x">text <span onload="x">a</span></p>',
        "<p>text <script>alert(1)</script>a</p>",
        "<p>text <style>p {}</style>a</p>",
        "<p>text <!-- alert --> a</p>",
    ],
)
def test_nothing_that_could_do_harm_comes_through(markup):
    assert html_of(markup) == "<p>text a</p>"


def test_markup_that_was_text_stays_text():
    assert html_of("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a", True),
        (" http://example.org ", True),
        ("mailto:a@example.org", True),
        ("tel:+5255", True),
        ("https://", False),
        ("HTTPS://example.org", True),
        ("vbscript:x", False),
        ("#top", False),
        ("https://[broken", False),
        ("https://example.org/\x01", False),
    ],
)
def test_addresses_lead_to_the_web_or_to_a_person(address, expected):
    assert bool(safe_address(address)) is expected


def test_lists_nest_with_and_without_end_tags():
    closed = "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>"
    opened = "<ul><li>a<ul><li>b<li>c</ul><li>d</ul>"
    assert html_of(closed) == html_of(opened) == closed


def test_a_list_inside_a_list_without_an_item_belongs_to_the_item_before():
    assert html_of("<ul><li>a</li><ul><li>b</li></ul></ul>") == (
        "<ul><li>a<ul><li>b</li></ul></li></ul>"
    )


def test_items_may_hold_paragraphs():
    assert html_of("<ul><li><p>a</p><p>b</p></li></ul>") == "<ul><li>a b</li></ul>"


def test_headings_keep_their_level_and_line():
    found = read("<h1>Gout</h1>\n<p>Text.</p>\n<h2>More:</h2>\n<h3>Less</h3>")
    headings = [(part.line, part.level, part.text) for part in found if isinstance(part, Heading)]
    assert headings == [(1, 1, "Gout"), (3, 2, "More"), (4, 3, "Less")]


def test_a_bold_line_of_its_own_is_a_heading():
    found = read("<h2>Gout</h2><p><b>What helps</b></p><p><b>Rest helps.</b></p>")
    assert [(type(part).__name__) for part in found] == ["Heading", "Heading", "Paragraph"]
    assert isinstance(found[1], Heading)
    assert found[1].level == 3


def test_lines_stay_where_they_were_in_spite_of_comments():
    (paragraph,) = read("<!-- a\nb\nc -->\n<p>Text</p>")
    assert paragraph.line == 4


def test_a_table_with_a_header_is_a_table():
    (table,) = read(
        "<table><caption>C</caption><tr><th>a<th>b<tr><td><b>1</b><td>2<tr><td>3<td>4</table>"
    )
    assert isinstance(table, Table)
    assert (table.caption, table.header) == ("C", ("a", "b"))
    assert [[cell.html for cell in row] for row in table.rows] == [["<b>1</b>", "2"], ["3", "4"]]


def test_a_table_without_a_header_becomes_lines():
    assert html_of("<table><tr><td>a<td>b<tr><td>c<td>d</table>") == (
        "<ul><li>a – b</li><li>c – d</li></ul>"
    )


def test_a_table_for_the_layout_is_walked_through():
    assert html_of("<table><tr><td><h2>Gout</h2><p>Text.</p></td></tr></table>") == "<p>Text.</p>"


def test_terms_and_their_meanings_are_kept_together():
    assert html_of("<dl><dt>Tophus<dd>a hard lump<dt>Attack<dd>sudden pain</dl>") == (
        "<ul><li>Tophus: a hard lump</li><li>Attack: sudden pain</li></ul>"
    )


def test_terms_that_ask_are_questions():
    found = read("<h2>FAQ</h2><dl><dt>Will it pass?</dt><dd>Yes, it will.</dd></dl>")
    assert isinstance(found[1], Heading)
    assert found[1].text == "Will it pass?"


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("<nav><a>Home</a></nav>", "page_part"),
        ("<footer>Foot</footer>", "page_part"),
        ("<aside>Side</aside>", "page_part"),
        ("<form>Write to us<input><button>Send</button></form>", "form"),
        ('<div class="site-menu">Menu</div>', "page_part"),
        ('<div role="navigation">Menu</div>', "page_part"),
        ("<span hidden>secret</span>", "page_part"),
        ('<p aria-hidden="true">secret</p>', "page_part"),
        ('<div id="cookie-notice">Sweet</div>', "page_part"),
        ("<video>No video</video>", "embedded"),
        ('<img src="a.png" alt="A foot">', "image_name"),
        ("<p>Book your appointment</p>", "call_to_action"),
        ("<ul><li>Home<li>About us<li>Contact</ul>", "menu"),
    ],
)
def test_the_frame_of_a_page_is_left_out_and_reported(markup, code):
    findings = Findings()
    found = read(f"<p>Before.</p>\n{markup}\n<p>After.</p>", findings)
    kept = [part.phrase.plain for part in found if isinstance(part, Paragraph)]
    assert kept == ["Before.", "After."]
    assert {(left.line, left.code) for left in findings.left_out} == {(2, code)}


def test_a_class_name_does_not_make_the_whole_page_a_frame():
    prose = "<p>" + "Words of the page itself. " * 20 + "</p>"
    found = read(f'<div class="has-sidebar widget"><h1>Gout</h1>{prose}</div>')
    assert [type(part) for part in found] == [Heading, Paragraph]


def test_empty_frames_do_not_cut_a_paragraph():
    assert html_of("<p>one <svg></svg> two</p>") == "<p>one two</p>"


def test_the_description_in_the_head_is_returned():
    _elements, description = read_web_page(
        '<head><meta name="Description" content=" About  gout. "></head><p>Text</p>',
        findings=Findings(),
    )
    assert description == "About gout."


def test_the_title_in_the_head_serves_where_no_heading_does():
    (title, _text) = read("<title>Gout | A Clinic</title><p>Text.</p>")
    assert isinstance(title, Heading)
    assert (title.level, title.text) == (1, "Gout")


def test_a_first_heading_without_text_is_a_better_title_than_the_one_in_the_head():
    findings = Findings()
    found = read(
        "<title>Gout | A Clinic</title><h2>Ice for gout</h2><h2>Ice</h2><p>T.</p>", findings
    )
    assert [(part.level, part.text) for part in found if isinstance(part, Heading)] == [
        (1, "Ice for gout"),
        (2, "Ice"),
    ]
    assert [(left.text, left.code) for left in findings.left_out] == [
        ("Gout | A Clinic", "second_title")
    ]


def test_nesting_without_end_is_refused():
    with pytest.raises(ImportRefused, match="nested more than"):
        read("<div>" * 5000 + "text")


def test_what_the_parser_rejects_is_refused():
    with pytest.raises(ImportRefused, match="cannot be read as HTML"):
        read("<p>text</p><![>")


@pytest.mark.parametrize(
    "unit", ["<", "<a ", "<!--", "<a x='", "<b>x</b>", "<p>x", "<li>x", "<td>x", "&", "</x", "<br>"]
)
def test_broken_markup_by_the_thousand_is_read_without_trouble(unit):
    # Quadratic time would show: the standard library's parser needs minutes for some of these.
    read("<p>x</p>" + unit * (100_000 // len(unit)))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a<p>b", "<p>a</p><p>b"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<li>a<ul><li>b</ul><li>c", "<li>a<ul><li>b</li></ul></li><li>c"),
        ("<tr><td>a<td>b<tr><td>c", "<tr><td>a</td><td>b</td></tr><tr><td>c"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
        ("<p>a<h2>b</h2>", "<p>a</p><h2>b</h2>"),
        ("a < b <i>c</i>", "a &lt; b <i>c</i>"),
        ("<!-- <p> -->a", "a"),
    ],
)
def test_omitted_end_tags_are_added(markup, expected):
    assert prepared(markup) == expected


tags = st.sampled_from(
    [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h2",
        "h3",
        "b",
        "i",
        "a",
        "sup",
        "nav",
        "form",
        "span",
        "br",
        "details",
        "summary",
        "script",
        "main",
        "header",
        "img",
        "svg",
    ]
)
pieces = st.one_of(
    tags.map("<{}>".format),
    tags.map("</{}>".format),
    st.sampled_from(['<a href="https://example.org">', "<", ">", "&", "\n", " ", "?", ":", "- "]),
    st.text(max_size=12),
)


@given(st.lists(pieces, max_size=60).map("".join))
def test_any_markup_is_read_or_refused_and_comes_out_clean(markup):
    try:
        found = read(markup)
    except ImportRefused:
        return
    for part in found:
        if isinstance(part, Paragraph):
            assert prepared(part.phrase.html) == part.phrase.html
            assert "<script" not in part.phrase.html

import pytest

from pages.delivery.rich_text import public_html


def test_a_citation_becomes_its_number():
    html = '<p>True <a linktype="citation" keys="a-2020 b-2021">[a; b]</a>.</p>'

    assert public_html(html, {"a-2020": 1, "b-2021": 2}, {}) == (
        '<p>True <sup class="citation"><a href="#ref-1" data-reference="a-2020">1</a>,'
        '<a href="#ref-2" data-reference="b-2021">2</a></sup>.</p>'
    )


def test_a_link_to_a_page_waits_for_its_address():
    html = '<p><a linktype="page" id="12">there</a></p>'

    assert public_html(html, {}, {}) == '<p><a href="page:12">there</a></p>'


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="https://example.org/?a=1&amp;b=2">x</a></p>',
        '<p><a href="mailto:clinic@example.org">x</a></p>',
        "<h3>Title</h3><ul><li>a</li></ul><ol><li>b</li></ol>",
        "<p><b>b</b><i>i</i> H<sub>2</sub>O m<sup>2</sup></p>",
    ],
)
def test_ordinary_text_stays_as_it_is(html):
    assert public_html(html, {}, {}) == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p onclick="x()" style="color:red">a</p>', "<p>a</p>"),
        ('<p><a href="javascript:x()">a</a></p>', "<p><a>a</a></p>"),
        ('<p><img src="x" onerror="x()">a</p>', "<p>a</p>"),
        ('<embed embedtype="image" id="1"/><p>a</p>', "<p>a</p>"),
        ('<p><sup class="citation evil">1</sup></p>', '<p><sup class="citation">1</sup></p>'),
    ],
)
def test_what_a_browser_should_not_run_is_left_out(html, expected):
    assert public_html(html, {}, {}) == expected


@pytest.mark.parametrize("attributes", ["", 'id=""', 'id="1 or 1"', 'id="-1"'])
def test_a_broken_link_to_a_page_keeps_its_words(attributes):
    html = public_html(f'<p><a linktype="page" {attributes}>there</a></p>', {}, {})

    assert html == "<p><a>there</a></p>"

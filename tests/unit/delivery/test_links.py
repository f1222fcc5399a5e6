from types import SimpleNamespace

from pages.delivery.links import Link, linked_page_ids, page_marker, settle

HERE = Link(page=SimpleNamespace(pk=7), title="Injection", html_url="https://www.example.org/en/i/")


def title_of(link):
    return link.title


def test_a_link_in_text_gets_the_address_of_its_page():
    html = '<p>Read <a href="page:7">this</a>.</p>'

    assert settle(html, {7: HERE}, title_of) == (
        '<p>Read <a href="https://www.example.org/en/i/">this</a>.</p>'
    )


def test_a_link_to_what_is_not_public_leaves_its_words_only():
    html = '<p>Read <a href="page:7"><b>this</b></a>, and <a href="page:8">that</a>.</p>'

    assert settle(html, {}, title_of) == "<p>Read <b>this</b>, and that.</p>"


def test_an_address_with_an_ampersand_is_escaped():
    link = Link(page=HERE.page, title="", html_url='https://x.example/?a=1&b="2"')

    assert settle('<a href="page:7">x</a>', {7: link}, title_of) == (
        '<a href="https://x.example/?a=1&amp;b=&quot;2&quot;">x</a>'
    )


def test_a_page_that_has_no_address_is_not_linked():
    link = Link(page=HERE.page, title="Home", html_url=None)

    assert settle('<a href="page:7">x</a>', {7: link}, title_of) == "x"


def test_a_chosen_page_is_described():
    assert settle({"page": page_marker(7)}, {7: HERE}, title_of) == {"page": "Injection"}


def test_a_chosen_page_that_is_not_public_becomes_nothing():
    assert settle({"page": page_marker(7)}, {}, title_of) == {"page": None}


def test_lists_of_pages_hold_only_the_public_ones():
    assert settle([page_marker(7), page_marker(8)], {7: HERE}, title_of) == ["Injection"]


def test_other_values_stay_as_they_are():
    value = {"numbers": [1, 2.5, None, True], "text": "page:7 is no link", "id": 7}

    assert settle(value, {7: HERE}, title_of) == value


def test_every_linked_page_is_found_wherever_it_is():
    content = {
        "text": '<a href="page:1">a</a> and <a href="page:2">b</a>',
        "list": [page_marker(3), {"value": {"page": page_marker(4)}}],
        "title": "page:5",
    }

    assert linked_page_ids(content) == {1, 2, 3, 4}

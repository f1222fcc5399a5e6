import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pages.delivery.addresses import language_for_others
from pages.delivery.sitemaps.reading import last_public_change
from pages.delivery.sitemaps.rendering import (
    BYTE_LIMIT,
    URL_LIMIT,
    URLSET_FOOT,
    URLSET_HEAD,
    Version,
    capacity,
    index_of,
    url_element,
)

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
MOMENT = datetime.datetime(2026, 3, 1, 10, 0, tzinfo=datetime.UTC)

ENGLISH = Version("en", "https://www.example.org/en/gout/", MOMENT)
SPANISH = Version("es", "https://www.example.org/es/gota/", None)


def parsed(*entries: bytes):
    return etree.fromstring(URLSET_HEAD + b"".join(entries) + URLSET_FOOT)


def test_an_entry_names_its_address_its_change_and_every_language() -> None:
    [url] = parsed(url_element(ENGLISH, [ENGLISH, SPANISH], default_language="en"))

    assert [child.tag.rpartition("}")[2] for child in url] == ["loc", "lastmod", *["link"] * 3]
    assert url.findtext(f"{SITEMAP}loc") == ENGLISH.address
    assert url.findtext(f"{SITEMAP}lastmod") == "2026-03-01T10:00:00+00:00"
    assert {link.get("hreflang"): link.get("href") for link in url.iterfind(f"{XHTML}link")} == {
        "en": ENGLISH.address,
        "es": SPANISH.address,
        "x-default": ENGLISH.address,
    }


def test_without_a_date_there_is_no_date() -> None:
    [url] = parsed(url_element(SPANISH, [SPANISH], default_language="en"))

    assert url.find(f"{SITEMAP}lastmod") is None


def test_whoever_reads_no_language_of_a_page_is_led_to_one_that_there_is() -> None:
    [url] = parsed(url_element(SPANISH, [SPANISH], default_language="en"))

    assert {link.get("hreflang") for link in url.iterfind(f"{XHTML}link")} == {"es", "x-default"}


@pytest.mark.parametrize(
    ("languages", "own", "expected"),
    [
        (["es", "pt-br", "en"], "pt-br", "pt-br"),
        (["fr", "es"], "en", "es"),
        (["fr", "es"], None, "es"),
        ([], "en", None),
    ],
)
def test_readers_of_no_language_get_the_sites_own_or_else_the_first(
    languages, own, expected
) -> None:
    assert language_for_others(languages, own=own) == expected


@given(st.text(), st.text(min_size=1, alphabet=st.characters(codec="ascii", categories=["L"])))
def test_no_address_breaks_the_file(path, language) -> None:
    version = Version(language, f"https://www.example.org/?a=1&b=<{path}>", MOMENT)

    [url] = parsed(url_element(version, [version], default_language="en"))

    assert url.findtext(f"{SITEMAP}loc").startswith("https://www.example.org/?a=1&b=%3C")
    assert url.findtext(f"{SITEMAP}loc").isascii()


def test_the_index_lists_addresses() -> None:
    index = etree.fromstring(index_of(["https://cms.example/sitemaps/en.xml?a=1&b=2"]))

    assert index.tag == f"{SITEMAP}sitemapindex"
    assert index.findtext(f"{SITEMAP}sitemap/{SITEMAP}loc") == (
        "https://cms.example/sitemaps/en.xml?a=1&b=2"
    )


def test_ordinary_addresses_fill_a_file_up_to_the_number_that_is_allowed() -> None:
    assert capacity(longest_address=120, languages=2) == URL_LIMIT


@given(st.integers(10, 2_000), st.integers(1, 8))
def test_a_file_never_grows_beyond_the_bytes_that_are_allowed(longest, languages) -> None:
    address = "https://x/".ljust(longest, "a")
    family = [Version(f"{number:02}-abcdefgh", address, MOMENT) for number in range(languages)]
    entry = url_element(family[0], family, default_language="")
    count = capacity(longest_address=longest, languages=languages)

    assert count * len(entry) + len(URLSET_HEAD) + len(URLSET_FOOT) <= BYTE_LIMIT
    assert 1 <= count <= URL_LIMIT


def test_a_page_changed_when_its_signature_came_into_force_or_a_disclaimer_was_signed() -> None:
    kept = [{"key": "medical", "locale": "es", "version": 1}]
    later = MOMENT + datetime.timedelta(days=9)

    def changed(signed, *, activated_at=MOMENT):
        return last_public_change(
            published_at=later + datetime.timedelta(days=9),
            activated_at=activated_at,
            disclaimers=kept,
            signed=signed,
        )

    assert changed({}) == MOMENT
    assert changed({("medical", "es"): later}) == later
    assert changed({("medical", "en"): later, ("other", "es"): later}) == MOMENT
    assert changed({("medical", "es"): MOMENT - datetime.timedelta(days=1)}) == MOMENT


def test_a_page_without_review_changed_when_it_was_published() -> None:
    assert (
        last_public_change(published_at=MOMENT, activated_at=None, disclaimers=(), signed={})
        == MOMENT
    )
    assert (
        last_public_change(published_at=None, activated_at=None, disclaimers=(), signed={}) is None
    )

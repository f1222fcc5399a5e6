"""Whatever a document says is on the preview that reviewers sign by: each word of each field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.utils import translation
from wagtail.rich_text import RichText

from pages.delivery.documents import build_content
from pages.delivery.preview import choice_labels
from pages.people.models import Person
from pages.publishing import render_preview
from tests.factories.content import a_reference
from tests.factories.delivery import (
    KINDS,
    LANGUAGES,
    a_file,
    an_image,
    draft,
    every_block,
    link_to_file,
    published,
)

pytestmark = pytest.mark.django_db

NOT_WORDS = {
    "json_ld": "said again for machines",
    "id": "names a block or a row",
    "type": "names a kind of block",
    "key": "names a reference or a disclaimer",
    "cited_in": "leads back from the list",
    "url": "an address, which a link or a picture has",
    "detail_url": "an address on the API",
    "html_url": "an address, which a link has",
    "language": "the language of the words beside it",
    "languages": "codes, shown as names",
    "renditions": "sizes of a picture",
    "kind": "a choice, shown in words",
    "story_date": "a day, shown in the form of the language",
    "focal_point": "where a picture is cut",
}
"""Names in a document whose values no reader reads as they are, and why."""

FAQ = [("question", {"question": "Does it hurt?", "answer": RichText("<p>A little.</p>")})]

CODED = {"system", "code_system", "design", "status", "frequency", "severity"}
"""Choices, which are shown in words."""


def words_in(value: Any, name: str = "") -> list[tuple[str, str]]:
    """Return each text of a document that somebody reads, with the name it has there."""
    if name in NOT_WORDS:
        return []
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in words_in(item, key)]
    if isinstance(value, list):
        return [found for item in value for found in words_in(item, name)]
    if not isinstance(value, str) or not value or name in CODED:
        return []
    pieces = re.split(r"</(?:p|li|h2|h3|h4)>|<br/?>", value)
    return [(name, text) for piece in pieces if (text := plain(piece))]


def plain(html: str) -> str:
    """Return the words of public HTML, spaces and citations aside."""
    without_marks = re.sub(r'<sup class="citation">.*?</sup>', "", html, flags=re.DOTALL)
    return squeezed(unescape(re.sub(r"<[^>]+>", "", without_marks)))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shown(page: Any) -> tuple[str, BeautifulSoup]:
    """Return all that a reader of the preview reads, or has read to them."""
    response = render_preview(page, RequestFactory().get("/"), "")
    html = BeautifulSoup(response.content, "html.parser")
    for mark in html.select("sup.citation"):
        mark.decompose()
    alternatives = " ".join(image.get("alt", "") for image in html.find_all("img"))
    return squeezed(html.body.get_text()) + squeezed(alternatives), html


def full(kind: str, language: str) -> Any:
    """Return a draft with words in every field, and every block."""
    treatment = published("procedure", language=language, title="A treatment")
    condition = published("condition", language=language, title="A condition")
    fields: dict[str, Any] = {
        "hero_image": an_image(),
        "hero_alt": "A hand at rest",
        "body": every_block(a_reference(), image=an_image(), page=treatment),
        "seo_title": "For search engines",
        "search_description": "What they show of it",
    }
    if kind == "condition":
        fields["treatments"] = [{"procedure": treatment}]
        fields["codes"] = [{"system": "icd-10", "code": "M06.9"}]
        fields["risk_factors"] = "<p>Being older.</p>"
        fields["stages"] = [
            ("stage", {"name": "Early", "description": RichText("<p>At first.</p>")})
        ]
        fields["faq"] = FAQ
        fields["stages_scale"] = "A scale of three"
        fields["causes"] = f"<p>Read {link_to_file(a_file(), 'the leaflet')}.</p>"
    if kind == "procedure":
        fields["faq"] = FAQ
        fields["follow_up"] = "<p>We call you.</p>"
        fields["conditions"] = [{"condition": condition}]
    if kind == "testimonial":
        fields |= {
            "condition": condition,
            "procedure": treatment,
            "photograph": an_image("A face"),
            "photograph_alt": "Somebody smiles",
            "quotation_language": "es" if language == "en" else "en",
            "original_quotation": "Las palabras de quien las dijo.",
            "material_connection": "discount",
            "material_connection_details": "A visit for free",
        }
    return draft(kind, language=language, **fields)


def author_says_all() -> None:
    """Let the author's record say, and show, all that it can."""
    Person.objects.filter(name="Ada Fictional").update(
        credentials="MD",
        affiliation="A clinic that is not there",
        licence_number="L-4711",
        licence_authority="A chamber that is not there",
        photograph=an_image("Ada").pk,
        show_affiliation=True,
        show_licence=True,
        show_photograph=True,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_a_document_is_on_the_preview(kind: str, language: str) -> None:
    page = full(kind, language)
    author_says_all()
    page = type(page).objects.get(pk=page.pk)
    content = build_content(page)
    text, _ = shown(page)

    looked_for = words_in(content)
    missing = [(name, words) for name, words in looked_for if words not in text]

    assert missing == []
    assert len(looked_for) > 40
    empty = {name for name, value in content.items() if value in (None, "", [], {})}
    assert empty == set(), "a field with nothing in it proves nothing"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_choice_is_shown_in_words_of_the_pages_language(kind: str, language: str) -> None:
    page = full(kind, language)
    with translation.override(language):
        labels = choice_labels(type(page))
    text, _ = shown(page)

    chosen = list(choices_in(build_content(page)))
    missing = [
        (name, code)
        for name, code in chosen
        if squeezed(labels[name].get(code, code)).lower() not in text.lower()
    ]

    assert missing == []
    assert chosen


def choices_in(value: Any) -> Iterator[tuple[str, str]]:
    """Yield name and code of each choice in a document."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name in {*CODED, "kind"} and isinstance(item, str) and item:
                yield ("material_connection" if "details" in value else name), item
            elif name != "json_ld":
                yield from choices_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from choices_in(item)

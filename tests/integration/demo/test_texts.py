"""The demo's texts, read without a database."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from pages.citations.identifiers import NORMALISERS
from pages.citations.models import Reference
from pages.management.demo.build import ALL_PAGES, UNFINISHED
from pages.management.demo.disclaimers import DISCLAIMERS
from pages.management.demo.drawings import DRAWINGS, Drawing
from pages.management.demo.references import REFERENCES
from pages.management.demo.writing import (
    Both,
    PageText,
    Picture,
    block,
    label,
    p,
    reference_keys,
    stored,
    texts,
)

PAGES = [text for _model, text in ALL_PAGES]
CAREFUL = [text for text in PAGES if text.key not in UNFINISHED]
CITATION = re.compile(r'<a linktype="citation" keys="([^"]+)">.*?</a>')
NUMBER_ABOUT_PEOPLE = re.compile(
    r"%|\b\d[\d,.]* (?:of|de) (?:cada )?\d|\b(?:million|millones|people|personas|adults|adultos)\b"
)
OVERSTATED = {
    "en": re.compile(
        r"\b(guarantee\w*|cures?|miracle|breakthrough|100 ?%|risk-free|painless|proven|"
        r"revolutionary|world-class|the best|never fails|completely safe|most effective)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(garantiza\w*|garantía|cura[nr]?|milagro\w*|revolucionari\w*|100 ?%|sin riesgos?|"
        r"indoloro|comprobad\w*|de clase mundial|el mejor|la mejor|totalmente segur\w*|"
        r"más eficaz)\b",
        re.IGNORECASE,
    ),
}


def sentences(text: PageText, language: str) -> list[str]:
    found = []
    for value in text.fields.values():
        for both in texts(value):
            found += re.split(r"(?<=[.?!])\s+|</p>|</li>", both.text(language))
    return [sentence for sentence in found if sentence]


@pytest.mark.parametrize("text", PAGES, ids=lambda text: text.key)
def test_both_languages_cite_the_same_in_the_same_order(text: PageText) -> None:
    for value in text.fields.values():
        for both in texts(value):
            assert CITATION.findall(both.en) == CITATION.findall(both.es), both.en


@pytest.mark.parametrize("text", PAGES, ids=lambda text: text.key)
def test_no_text_is_left_in_the_other_language(text: PageText) -> None:
    for value in text.fields.values():
        for both in texts(value):
            assert bool(both.en) == bool(both.es)
            if len(both.en) > 40:
                assert both.en != both.es


@pytest.mark.parametrize("text", CAREFUL, ids=lambda text: text.key)
@pytest.mark.parametrize("language", ["en", "es"])
def test_numbers_about_people_stand_in_sentences_that_cite(text: PageText, language: str) -> None:
    for sentence in sentences(text, language):
        plain = CITATION.sub("", sentence)
        if NUMBER_ABOUT_PEOPLE.search(plain) and re.search(r"\d", plain) and "<p>" in sentence:
            assert CITATION.search(sentence), sentence


@pytest.mark.parametrize("text", CAREFUL, ids=lambda text: text.key)
@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_overstated(text: PageText, language: str) -> None:
    for sentence in sentences(text, language):
        assert not OVERSTATED[language].search(CITATION.sub("", sentence)), sentence


@pytest.mark.parametrize("text", PAGES, ids=lambda text: text.key)
def test_spanish_questions_open_as_they_close(text: PageText) -> None:
    for sentence in sentences(text, "es"):
        assert sentence.count("¿") == sentence.count("?"), sentence
        assert sentence.count("¡") == sentence.count("!"), sentence


def test_citations_are_labelled_as_the_citation_button_labels_them() -> None:
    for key, values in REFERENCES.items():
        assert label(key) == Reference(authors=values["authors"], year=values["year"]).label


def test_every_reference_is_cited_somewhere() -> None:
    cited = {key for text in PAGES for key in reference_keys(text)}
    assert cited == set(REFERENCES)


@pytest.mark.parametrize("key", REFERENCES)
def test_identifiers_are_well_formed(key: str) -> None:
    values = REFERENCES[key]
    for name, normalise in NORMALISERS.items():
        if value := values.get(name):
            assert normalise(str(value)).casefold() == str(value).casefold()
    assert values.get("doi") or values.get("url")
    assert key.endswith(str(values["year"]))


def test_no_identifier_belongs_to_two_references() -> None:
    for name in ("doi", "pmid"):
        used = [values[name] for values in REFERENCES.values() if values.get(name)]
        assert len(used) == len(set(used))


def test_testimonials_say_that_their_patients_are_invented() -> None:
    for text in PAGES:
        if text.extra:
            summary = text.fields["summary"]
            assert isinstance(summary, Both)
            assert "does not exist" in summary.en
            assert "no existe" in summary.es


def test_disclaimers_are_written_in_both_languages() -> None:
    for title, text in DISCLAIMERS.values():
        assert title.en != title.es
        assert text.en != text.es


@pytest.mark.parametrize("name", DRAWINGS)
def test_pictures_are_drawn_within_bounds(name: str) -> None:
    drawing: Drawing = DRAWINGS[name]
    picture = Image.open(io.BytesIO(drawing.draw()))
    x, y, width, height = drawing.focal_point
    assert picture.format == "PNG"
    assert width / 2 <= x <= picture.width - width / 2
    assert height / 2 <= y <= picture.height - height / 2


def test_every_picture_of_a_page_is_drawn() -> None:
    def names(value: object) -> set[str]:
        if isinstance(value, Picture):
            return {value.name}
        if isinstance(value, dict):
            return set().union(*(names(inner) for inner in value.values()), set())
        if isinstance(value, list):
            return set().union(*(names(inner) for inner in value), set())
        return names(value.value) if hasattr(value, "value") else set()

    used = {name for text in PAGES for value in text.fields.values() for name in names(value)}
    assert used == set(DRAWINGS)


def test_blocks_keep_their_identifiers_in_both_languages() -> None:
    stream = [block("section", heading=Both("One", "Uno"), items=[p("A", "B")])]

    english, spanish = (
        stored(stream, language, place="page/body", primary_key=lambda value: 1)
        for language in ("en", "es")
    )

    assert isinstance(english, list)
    assert isinstance(spanish, list)
    assert english[0]["id"] == spanish[0]["id"]
    assert english[0]["value"]["items"][0]["id"] == spanish[0]["value"]["items"][0]["id"]
    assert spanish[0]["value"]["heading"] == "Uno"

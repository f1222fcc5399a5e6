"""Applying the rules: places, quotes, severities and terms of a site."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytest_django.fixtures import Settings

from pages import claims
from pages.claims.document import Block, Document, ListedReference, Marker, Place
from pages.claims.example_text import document
from pages.claims.findings import LONGEST_QUOTE
from pages.claims.site import faults_of_severities, faults_of_terms, site_choices

CURE = "The splint cures the pain in the heel."
ASSURED = frozenset({"author", "reviewer", "disclaimer", "date", "urgent_care", "alternatives"})


def check(text: str, **options: object) -> list[claims.Finding]:
    read = document(text, language="en", assured=ASSURED)
    return claims.check(replace(read, **options))  # type: ignore[arg-type]


def test_a_finding_quotes_the_sentence_and_names_the_phrase_and_the_place() -> None:
    place = Place("body", "body.4f.text")
    block = Block("paragraph", f"Rest it. {CURE} Then walk.", place)
    read = Document(language="en", page_type="condition", blocks=(block,), assured=ASSURED)
    (finding,) = [one for one in claims.check(read) if one.code == "claim.cure"]
    assert finding.quote == CURE
    assert finding.phrase in CURE
    assert finding.place == place
    assert finding.phrase in str(finding.message)


def test_of_a_long_sentence_the_words_around_the_phrase_are_quoted() -> None:
    text = f"{'and so on, ' * 40}the splint cures the pain in the heel{', and so on' * 40}."
    (finding,) = [one for one in check(text) if one.code == "claim.cure"]
    assert len(finding.quote) <= LONGEST_QUOTE + 40
    assert finding.phrase in finding.quote
    assert finding.quote in text


def test_findings_come_in_the_order_of_the_text() -> None:
    found = check("The splint never fails.\nIt cures pain.\nIt has no side effects.")
    assert [one.place.line for one in found] == sorted(one.place.line for one in found)


def test_a_language_without_rules_has_no_findings() -> None:
    assert check(CURE, language="fr") == []


def test_a_regional_variant_has_the_rules_of_its_language() -> None:
    assert [one.code for one in check(CURE, language="en-gb")] == ["claim.cure"]


def test_a_citation_behind_the_full_stop_belongs_to_the_sentence_before() -> None:
    first, second = "Studies show that rest helps.", "Studies show that ice helps."
    text = f"{first} {second}"
    for offset, left in ((len(first), second), (len(first) + 1, second), (len(text), first)):
        block = Block("paragraph", text, markers=(Marker(offset, offset, ("1",)),))
        read = Document(language="en", page_type="condition", blocks=(block,), assured=ASSURED)
        assert [one.quote for one in claims.check(read)] == [left]


def test_a_block_that_names_its_source_needs_no_citation() -> None:
    block = Block("paragraph", "Studies show that rest helps.", sourced=True)
    read = Document(language="en", page_type="condition", blocks=(block,), assured=ASSURED)
    assert claims.check(read) == []


def test_a_patients_own_words_are_no_testimonial_evidence() -> None:
    block = Block("paragraph", "Our patients say that they feel better.")
    read = Document(language="en", page_type="testimonial", blocks=(block,), assured=ASSURED)
    assert "claim.testimonial_evidence" in {one.code for one in claims.check(read)}
    quoted = replace(read, blocks=(replace(block, quoted=True),))
    assert "claim.testimonial_evidence" not in {one.code for one in claims.check(quoted)}


def test_the_year_counts_and_not_the_surname_alone() -> None:
    text = "Ito et al. (2019) followed them."
    listed = ListedReference("a", "Ito K. Rest. 2022.", ("Ito", "Lane"), 2022)
    assert "evidence.author_year" in {one.code for one in check(text, references=(listed,))}
    right = replace(listed, year=2019)
    assert "evidence.author_year" not in {one.code for one in check(text, references=(right,))}
    second = replace(right, surnames=("Lane", "Ito"))
    assert "evidence.author_year" in {one.code for one in check(text, references=(second,))}


def test_a_site_changes_severities_and_switches_rules_off(settings: Settings) -> None:
    settings.PAGES = {"CLAIM_SEVERITIES": {"claim.cure": "warn"}}
    read = document(CURE, language="en", assured=ASSURED)
    assert [one.severity for one in claims.check(read, choices=site_choices())] == ["warn"]
    settings.PAGES = {"CLAIM_SEVERITIES": {"claim.cure": "off"}}
    assert claims.check(read, choices=site_choices()) == []


def test_a_site_adds_phrases(settings: Settings) -> None:
    settings.PAGES = {"CLAIM_TERMS": {"claim.puffery": {"en": ["dream ~2 result"]}}}
    read = document("It was a dream of a result.", language="en", assured=ASSURED)
    assert claims.check(read) == []
    assert [one.code for one in claims.check(read, choices=site_choices())] == ["claim.puffery"]


def test_a_faulty_phrase_of_a_site_breaks_nothing(settings: Settings) -> None:
    settings.PAGES = {
        "CLAIM_TERMS": {"claim.puffery": {"en": ["~2 result"]}, "unheard.of": {"en": ["x"]}},
        "CLAIM_SEVERITIES": {"claim.cure": "loud"},
    }
    assert site_choices() == claims.Choices(severities={}, terms={})


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (["claim.cure"], "not a dict"),
        ({"unheard.of": "warn"}, "unheard.of"),
        ({"claim.cure": "loud"}, "severity"),
        ({"claim.cure": "off"}, ""),
    ],
)
def test_what_is_wrong_with_severities_is_said(value: object, fault: str) -> None:
    assert fault in faults_of_severities(value)
    assert bool(fault) is bool(faults_of_severities(value))


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("claim.cure", "not a dict"),
        ({"unheard.of": {"en": ["x"]}}, "unheard.of"),
        ({"heading.empty": {"en": ["x"]}}, "does not look for phrases"),
        ({"claim.cure": ["x"]}, "by language"),
        ({"claim.cure": {"fr": ["x"]}}, "'fr'"),
        ({"claim.cure": {"en": "x"}}, "no list"),
        ({"claim.cure": {"en": [1]}}, "no phrase"),
        ({"claim.cure": {"en": ["~1 x"]}}, "cannot be read"),
        ({"claim.cure": {"en": ["makes you whole"]}}, ""),
    ],
)
def test_what_is_wrong_with_terms_is_said(value: object, fault: str) -> None:
    assert fault in faults_of_terms(value)
    assert bool(fault) is bool(faults_of_terms(value))

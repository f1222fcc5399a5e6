"""Every rule does what its examples say, and holds on the corpus and on the careful demo."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from pages import claims
from pages.claims.example_text import document
from pages.claims.rule import Rule
from tools.claims_report import REPORT, scores
from tools.claims_texts import ASSURED, LANGUAGES, corpus, demo_documents

EVERY = [(rule, language) for rule in claims.RULES for language in LANGUAGES]
NAMES = [f"{rule.code}-{language}" for rule, language in EVERY]


def codes(text: str, language: str) -> set[str]:
    read = document(text, language=language, page_type="procedure")
    return {finding.code for finding in claims.check(read)}


@pytest.mark.parametrize(("rule", "language"), EVERY, ids=NAMES)
def test_a_rule_finds_its_examples_and_leaves_its_clean_ones_alone(
    rule: Rule, language: str
) -> None:
    for text in rule.examples[language].found:
        assert rule.code in codes(text, language), text
    for text in rule.examples[language].clean:
        assert rule.code not in codes(text, language), text
    assert rule.examples[language].clean


@pytest.mark.parametrize("rule", claims.RULES, ids=[rule.code for rule in claims.RULES])
def test_a_rule_says_in_both_languages_what_to_do_and_names_its_source(rule: Rule) -> None:
    assert rule.source
    assert rule.severity in {"block", "warn"}
    words = [str(rule.title), str(rule.message)]
    with translation.override("es"):
        spanish = [str(rule.title), str(rule.message)]
    assert all(one != other for one, other in zip(words, spanish, strict=True))
    placeholders = [sorted(re.findall(r"%\(\w+\)s", message)) for message in (words[1], spanish[1])]
    assert placeholders[0] == placeholders[1]


def test_codes_are_unique() -> None:
    assert len(claims.BY_CODE) == len(claims.RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_corpus_has_sixty_paragraphs_or_more_and_enough_clean_ones(language: str) -> None:
    paragraphs = corpus(language)
    clean = [paragraph for paragraph in paragraphs if not paragraph.codes]
    assert len(paragraphs) >= 60
    assert len(clean) * 2 >= len(paragraphs)
    assert len({paragraph.text for paragraph in paragraphs}) == len(paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_fires_on_a_clean_paragraph(language: str) -> None:
    for paragraph in corpus(language):
        if not paragraph.codes:
            read = document(
                paragraph.text, language=language, page_type="procedure", assured=ASSURED
            )
            assert claims.check(read) == [], paragraph.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nineteen_in_twenty_findings_of_the_corpus_are_found(language: str) -> None:
    rows = scores()[language].values()
    right, missed = sum(row.right for row in rows), sum(row.missed for row in rows)
    assert right >= 19 * missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_demo_is_as_careful_as_the_rules_ask(language: str) -> None:
    documents = list(demo_documents(language))
    assert len(documents) >= 8
    assert sum(len(block.text) for _key, read in documents for block in read.blocks) > 20_000
    for key, read in documents:
        found = [(finding.code, finding.quote) for finding in claims.check(read)]
        assert found == [], key


def test_the_tables_in_the_documentation_are_those_of_today() -> None:
    assert REPORT.is_current(REPORT.document.read_text(encoding="utf-8")), (
        "python -m tools.claims_report write"
    )

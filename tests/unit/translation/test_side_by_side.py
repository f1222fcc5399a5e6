"""Segments that are new to a reviewer, terms beside them, and what a signature kept in words."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from pages.translation.checks import SegmentPair
from pages.translation.side_by_side import terms
from pages.translation.side_by_side.news import SignedBefore, _digest, new_to_reviewers
from pages.translation.side_by_side.translators import kept_translators


def pair(index: int = 0, *, source: str = "Pain", target: str | None = "Dolor", **more: Any) -> Any:
    return SegmentPair(
        index=index, path=more.pop("path", "body"), source=source, target=target, **more
    )


def texts(*said: str, path: str = "body", attributes: Any = None) -> dict[str, Counter[str]]:
    return {path: Counter(_digest(each, attributes or {}) for each in said)}


def test_what_was_signed_on_both_sides_is_not_new() -> None:
    before = SignedBefore(target=texts("Dolor", "Fiebre"), source=texts("Pain", "Fever"))
    pairs = [pair(), pair(1, source="Fever", target="Fiebre")]
    assert new_to_reviewers(pairs, before) == set()


@pytest.mark.parametrize(
    "changed",
    [
        pair(target="Dolores"),
        pair(source="Pains"),
        pair(path="causes"),
        pair(target=None),
        pair(target_attributes={"a1": {"href": "https://example.org/"}}),
    ],
    ids=["target", "source", "place", "no place", "link"],
)
def test_a_change_on_either_side_is_new(changed: Any) -> None:
    before = SignedBefore(target=texts("Dolor"), source=texts("Pain"))
    assert new_to_reviewers([changed], before) == {0}


@pytest.mark.parametrize("before", [None, SignedBefore(target=texts("Dolor"), source=None)])
def test_all_is_new_where_nothing_tells_what_was_signed(before: SignedBefore | None) -> None:
    assert new_to_reviewers([pair(), pair(1)], before) == {0, 1}


def test_without_a_glossary_there_are_no_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "_glossaries", [])
    assert terms.term_hits([pair()]) == {}


def test_the_glossary_is_loaded_once_and_not_asked_about_addresses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[int] = []

    class Glossary:
        def __init__(self) -> None:
            loaded.append(1)
            self.name = "all"

    def look_up(source_html: str, *, glossary: Any, **languages: Any) -> list[dict[str, Any]]:
        assert glossary.name == "all"
        targets = [
            {"text": "dolor", "status": "preferred"},
            {"text": "dolencia", "status": "forbidden"},
        ]
        return [{"source": source_html, "targets": targets, "note": None}]

    monkeypatch.setattr(terms, "_glossaries", [])
    terms.register_glossary(load=Glossary, look_up=look_up)
    found = terms.term_hits([pair(), pair(1), pair(2, path="slug")])
    assert set(found) == {0, 1}
    assert [target.text for target in found[0][0].targets] == ["dolor", "dolencia"]
    assert found[0][0].note == ""
    assert loaded == [1]


def test_what_was_kept_is_said_in_words_and_unknown_origins_as_they_are() -> None:
    kept = kept_translators(
        {
            "people": [{"name": "Tina", "qualified": True}, {"name": "Hugo", "qualified": False}],
            "origins": {"human": 3, "oracle": 1, "unrecorded": 2},
        }
    )
    assert kept is not None
    assert kept.unqualified == ["Hugo"]
    assert kept.origins == (
        ("written by a person", 3),
        ("oracle", 1),
        ("written in the page itself", 2),
    )
    assert kept_translators({}) is None

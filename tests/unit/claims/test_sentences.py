"""Where a sentence ends, in both languages."""

from __future__ import annotations

import pytest

from pages.claims.sentences import LONGEST, spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rest helps. Ice helps too!", ["Rest helps.", "Ice helps too!"]),
        ("Dr. Lane works here. Ask her.", ["Dr. Lane works here.", "Ask her."]),
        ("It rose by 3.5 points. Then it fell.", ["It rose by 3.5 points.", "Then it fell."]),
        ("Ito et al. (2019) say so. We do not.", ["Ito et al. (2019) say so.", "We do not."]),
        ("Bandages, splints, etc. Rest as well.", ["Bandages, splints, etc.", "Rest as well."]),
        ("It is from J. Lane. It is old.", ["It is from J. Lane.", "It is old."]),
        ("“Does it hurt?” she asked. No.", ["“Does it hurt?” she asked.", "No."]),
        ("Rest helps.[1] Ice too.[2,3]", ["Rest helps.[1]", "Ice too.[2,3]"]),
        ("¿Duele? ¡No! Descanse.", ["¿Duele?", "¡No!", "Descanse."]),
        ("La Dra. Lara atiende. Pregunte.", ["La Dra. Lara atiende.", "Pregunte."]),
        ("Por ejemplo, p. ej. el hielo. Y reposo.", ["Por ejemplo, p. ej. el hielo.", "Y reposo."]),
        ("Rest\nIce", ["Rest", "Ice"]),
        ("Wait... then go on.", ["Wait... then go on."]),
        ("A heading without an end", ["A heading without an end"]),
        ("  \n ", []),
    ],
)
def test_a_text_is_divided_where_a_reader_would_pause(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_stretch_without_an_end_is_cut_between_two_words() -> None:
    found = sentences("word " * 2000)
    assert max(map(len, found)) <= LONGEST
    assert all(part.endswith("word") for part in found)

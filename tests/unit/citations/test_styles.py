"""The three styles on real publications, and what must hold of them for any publication.

The golden lines were checked one by one against the samples of the ICMJE and *Citing Medicine*,
the AMA Manual of Style (11th edition, chapter 3) and the Publication Manual of the APA (7th
edition, chapters 9 and 10); the Spanish ones for their words, dates and conjunctions.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.citations import styles
from pages.citations.formatting import format_reference
from pages.citations.models import CslType, Reference
from pages.citations.styles import STYLES, format_in_style
from tests.unit.citations.publications import PUBLICATIONS, item

GOLDEN = json.loads(Path(__file__).with_name("golden_styles.json").read_text())
LINES = [
    (language, style, key, line)
    for language, publications in GOLDEN.items()
    for key, lines in publications.items()
    for style, line in lines.items()
]


@pytest.mark.parametrize(
    ("language", "style", "key", "line"),
    LINES,
    ids=[f"{language}-{style}-{key}" for language, style, key, _line in LINES],
)
def test_a_real_publication_reads_as_its_style_guide_has_it(
    language: str, style: str, key: str, line: str
) -> None:
    assert format_in_style(PUBLICATIONS[key], style=style, language=language) == line


def test_every_type_and_at_least_forty_publications_are_held_to_the_guides() -> None:
    types = {publication["type"] for publication in PUBLICATIONS.values()}
    assert types == set(CslType.values) - {"document"}
    assert set(GOLDEN["en"]) == set(PUBLICATIONS)
    assert len(PUBLICATIONS) >= 40


def test_more_than_six_authors_are_cut_by_the_styles_that_cut_them() -> None:
    seven = item("article-journal", "; ".join(f"Author{n} A" for n in range(1, 8)), "T", 2020)
    assert format_in_style(seven, style="vancouver").startswith(
        "Author1 A, Author2 A, Author3 A, Author4 A, Author5 A, Author6 A, et al."
    )
    assert format_in_style(seven, style="ama").startswith("Author1 A, Author2 A, Author3 A, et al.")
    assert "Author7, A. (2020)" in format_in_style(seven, style="apa")


def test_spanish_says_e_before_the_sound_of_an_i() -> None:
    publication = item("article-journal", "Pérez A; Ibáñez B", "Un título", 2020)
    line = format_in_style(publication, style="apa", language="es")
    assert line.startswith("Pérez, A. e Ibáñez, B. (2020)")
    publication = item("article-journal", "Pérez A; Hierro B", "Un título", 2020)
    assert "Pérez, A. y Hierro, B." in format_in_style(publication, style="apa", language="es")


@pytest.mark.parametrize("style", ["ama", "apa"])
def test_a_title_in_another_language_keeps_its_small_letters(style: str) -> None:
    title = "La gota: guía para pacientes y familias"
    for known in ({"language": "es"}, {}):
        publication = item("book", "Pérez A", title, 2020, publisher="Ergon", **known)
        assert title in format_in_style(publication, style=style)


def test_a_title_that_asks_gets_no_full_stop() -> None:
    publication = item("article-journal", "", "Is gout curable?", 2020, container_title="J Med")
    assert format_in_style(publication, style="apa") == "Is gout curable? (2020). J Med."
    assert format_in_style(publication, style="ama").startswith("Is gout curable? J Med.")


@pytest.mark.parametrize("style", STYLES)
def test_what_is_missing_is_left_out(style: str) -> None:
    assert format_in_style({}, style=style) == ""
    assert "None" not in format_in_style({"type": "book", "title": "Gout"}, style=style)
    assert "Gout" in format_in_style({"type": "book", "title": "Gout"}, style=style)


def test_a_failing_processor_costs_the_style_and_not_the_reference(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*args: Any) -> str:
        raise KeyError("10.1000/private")

    monkeypatch.setattr(styles, "_processed", fails)
    smolen = PUBLICATIONS["smolen"]
    assert format_in_style(smolen, style="apa") == format_reference(smolen)
    assert "KeyError" in caplog.text
    assert "private" not in caplog.text


def test_a_site_chooses_the_style(settings: Any) -> None:
    reference = Reference(
        csl_type="article-journal",
        title="Rheumatoid arthritis",
        authors=[{"family": "Smolen", "given": "Josef S."}],
        year=2016,
    )
    assert reference.formatted() == "Smolen JS. Rheumatoid arthritis. 2016."
    settings.PAGES = {"CITATION_STYLE": "apa"}
    assert reference.formatted() == "Smolen, J. S. (2016). Rheumatoid arthritis."


words = st.text(min_size=1, max_size=20)
people = st.lists(
    st.one_of(
        st.fixed_dictionaries({"family": words, "given": words}),
        st.fixed_dictionaries({"literal": words}),
    ),
    max_size=3,
)


@given(
    publication=st.fixed_dictionaries(
        {"type": st.sampled_from(CslType.values), "title": words},
        optional={
            "author": people,
            "editor": people,
            "container-title": words,
            "volume": words,
            "issue": words,
            "page": words,
            "publisher": words,
            "edition": words,
            "URL": words,
            "DOI": words,
            "issued": st.just({"date-parts": [[2020, 5]]}),
        },
    ),
    style=st.sampled_from(["ama", "apa"]),
    language=st.sampled_from(["en", "es", "es-mx"]),
)
def test_no_publication_is_too_odd_for_a_line_of_plain_text(
    publication: dict[str, Any], style: str, language: str
) -> None:
    line = format_in_style(publication, style=style, language=language)
    assert "\n" not in line
    assert "\ue000" not in line
    assert "\ue001" not in line

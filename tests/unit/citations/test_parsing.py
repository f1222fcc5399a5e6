from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.citations.formatting import format_reference
from pages.citations.parsing import LONGEST_TEXT, parse_reference_text
from tests.timing import cpu_seconds
from tests.unit.citations.publications import PUBLICATIONS

SMOLEN = {
    "title": "Rheumatoid arthritis",
    "volume": "388",
    "year": 2016,
    "pages": "2023-2038",
    "csl_type": "article-journal",
}
FAMILIES = ["Smolen", "Aletaha", "McInnes"]


def families(fields: dict[str, Any]) -> list[str]:
    return [name.get("family") or name["literal"] for name in fields.get("authors", [])]


@pytest.mark.parametrize(
    ("text", "container"),
    [
        (
            "1. Smolen JS, Aletaha D, McInnes IB. Rheumatoid arthritis. Lancet. 2016 Oct 22;"
            "388(10055):2023-2038. doi: 10.1016/S0140-6736(16)30173-8. PMID: 27156434.",
            "Lancet",
        ),
        (
            "Smolen, J. S., Aletaha, D., & McInnes, I. B. (2016). Rheumatoid arthritis. The Lancet,"
            " 388(10055), 2023–2038. https://doi.org/10.1016/S0140-6736(16)30173-8",
            "The Lancet",
        ),
        (
            "[3] J.S. Smolen, D. Aletaha, I.B. McInnes, Rheumatoid arthritis, Lancet 388 (2016) "
            "2023–2038, https://doi.org/10.1016/S0140-6736(16)30173-8.",
            "Lancet",
        ),
        (
            "• Smolen JS, Aletaha D and McInnes IB (2016) Rheumatoid arthritis. Lancet, 388, "
            "2023-2038. 10.1016/S0140-6736(16)30173-8",
            "Lancet",
        ),
    ],
    ids=["vancouver", "apa", "publisher", "harvard"],
)
def test_one_article_is_recognised_in_every_style(text: str, container: str) -> None:
    parsed = parse_reference_text(text)
    assert parsed.fields.items() >= SMOLEN.items()
    assert parsed.fields["container_title"] == container
    assert parsed.fields["doi"] == "10.1016/s0140-6736(16)30173-8"
    assert families(parsed.fields) == FAMILIES
    assert parsed.confidence == 1


def test_mla_with_a_full_given_name_and_et_al_is_recognised() -> None:
    parsed = parse_reference_text(
        'Smolen, Josef S., et al. "Rheumatoid arthritis." The Lancet 388.10055 (2016): 2023-2038.'
    )
    assert parsed.fields.items() >= (SMOLEN | {"issue": "10055"}).items()
    assert parsed.fields["authors"] == [{"family": "Smolen", "given": "Josef S"}]


def test_a_list_with_commas_only_is_divided_at_the_last_one() -> None:
    parsed = parse_reference_text(
        "  • Perez A, Gomez B, Cells and more cells: an update on preclinical studies, "
        "J Imagin Med (2021)"
    )
    assert parsed.fields["title"] == "Cells and more cells: an update on preclinical studies"
    assert parsed.fields["container_title"] == "J Imagin Med"
    assert parsed.fields["year"] == 2021
    assert families(parsed.fields) == ["Perez", "Gomez"]


def test_a_kind_of_work_between_title_and_journal_is_handed_back() -> None:
    parsed = parse_reference_text(
        "(1) Gomez B, Shah Z and Mora M, A decrease of A, B, and C receptors in patients, "
        "research paper, J Imagin Med, (2020); Vol. 732."
    )
    assert parsed.fields["title"] == "A decrease of A, B, and C receptors in patients"
    assert parsed.fields["container_title"] == "J Imagin Med"
    assert (parsed.fields["volume"], parsed.fields["year"]) == ("732", 2020)
    assert parsed.unparsed == ["research paper"]


def test_a_volume_before_the_year_in_brackets_is_recognised() -> None:
    parsed = parse_reference_text(
        "(2) Hu Y, Lu D, miR-1 in exosomes lessens something, Imaginary Immunology 143 (2022) 68-76"
    )
    assert parsed.fields["title"] == "miR-1 in exosomes lessens something"
    assert parsed.fields["container_title"] == "Imaginary Immunology"
    assert parsed.fields["pages"] == "68-76"


def test_a_spanish_reference_with_particles_and_accents_is_recognised() -> None:
    parsed = parse_reference_text(
        "de la Cruz-Gómez M, O'Neill PJ Jr, van der Heijde D, et al. Título: ¿una revisión? "
        "Rev Clin Esp. 2010;210:12-9. Disponible en: https://ejemplo.es/a."
    )
    assert families(parsed.fields) == ["de la Cruz-Gómez", "O'Neill", "van der Heijde"]
    assert parsed.fields["title"] == "Título: ¿una revisión?"
    assert parsed.fields["url"] == "https://ejemplo.es/a"


def test_a_book_has_a_place_and_a_publisher() -> None:
    parsed = parse_reference_text(
        "World Health Organization. WHO handbook for guideline development. "
        "Geneva: World Health Organization; 2014. ISBN 978-92-4-154896-0"
    )
    assert parsed.fields == {
        "authors": [{"literal": "World Health Organization"}],
        "title": "WHO handbook for guideline development",
        "publisher_place": "Geneva",
        "publisher": "World Health Organization",
        "year": 2014,
        "isbn": "9789241548960",
        "csl_type": "book",
    }


def test_a_web_page_has_an_address_and_what_is_left_is_handed_back() -> None:
    parsed = parse_reference_text(
        "National Institute of Imagination. Arthritis. https://example.org/a. Accessed May 3, 2024."
    )
    assert parsed.fields["csl_type"] == "webpage"
    assert parsed.fields["url"] == "https://example.org/a"
    assert any("May 3, 2024" in piece for piece in parsed.unparsed)


def test_an_identifier_with_a_wrong_check_digit_is_handed_back() -> None:
    parsed = parse_reference_text("A book nobody wrote. ISBN 978-92-4-154896-1")
    assert "isbn" not in parsed.fields
    assert parsed.unparsed == ["ISBN 978-92-4-154896-1"]


@pytest.mark.parametrize("text", ["", "   ", "•", "(1)", "...", "\x00"])
def test_a_text_without_letters_has_no_title_and_no_confidence(text: str) -> None:
    parsed = parse_reference_text(text)
    assert "title" not in parsed.fields
    assert parsed.confidence == 0


def test_a_plain_sentence_becomes_a_title_with_little_confidence() -> None:
    parsed = parse_reference_text("This is only a sentence of the page")
    assert parsed.fields["title"] == "This is only a sentence of the page"
    assert parsed.confidence < 0.5
    assert parsed.source == "This is only a sentence of the page"


def test_what_is_too_long_is_handed_back() -> None:
    parsed = parse_reference_text("word " * LONGEST_TEXT)
    assert parsed.unparsed
    assert len(parsed.fields["title"]) <= 1000


@pytest.mark.parametrize(
    ("csl", "line"),
    [
        (csl, format_reference(csl))
        for csl in PUBLICATIONS.values()
        if csl["type"] == "article-journal"
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_what_the_library_writes_it_can_read_again(csl: dict[str, Any], line: str) -> None:
    fields = parse_reference_text(line).fields
    again = {
        "type": fields["csl_type"],
        "title": fields["title"],
        "container-title": fields.get("container_title", ""),
        "issued": {"date-parts": [[fields["year"]]]},
    }
    expected = {name: csl.get(name, "") for name in ("type", "title", "container-title", "issued")}
    assert again == expected
    assert format_reference(csl).startswith(line[:20])


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    parsed = parse_reference_text(text)
    assert 0 <= parsed.confidence <= 1
    assert all(isinstance(piece, str) and piece for piece in parsed.unparsed)


@given(
    st.lists(
        st.sampled_from(
            [
                "Smolen JS",
                ", ",
                ". ",
                "; ",
                "(2016)",
                "388",
                "vol. ",
                "doi:",
                "10.1016/x",
                "https://",
                "et al",
                "and ",
                "\x1f",
                "“",
                "((((",
                "Aaaa ",
                "2016;",
                ":1-9",
                "A.",
            ]
        ),
        max_size=60,
    )
)
def test_no_mixture_of_fragments_raises(fragments: list[str]) -> None:
    parse_reference_text("".join(fragments))


@pytest.mark.parametrize(
    "unit",
    [
        "Smolen JS, ",
        "Aaaa ",
        "A. ",
        "10.",
        "((",
        "vol. 1, ",
        "2016;",
        "1 (",
        "https://a",
        "de la ",
        "“",
    ],
)
def test_the_longest_text_is_read_in_a_moment(unit: str) -> None:
    took, _ = cpu_seconds(lambda: parse_reference_text(unit * 30_000))
    assert took < 1.5


def test_a_doi_with_angle_brackets_is_read_whole() -> None:
    doi = "10.1002/(SICI)1097-0142(19960101)77:1<1::AID-CNCR1>3.0.CO;2-X"
    parsed = parse_reference_text(f"Doe J. Results of a trial. Cancer. 1996;77(1):1-2. doi: {doi}.")
    assert parsed.fields["doi"] == doi.lower()
    assert parsed.fields["title"] == "Results of a trial"

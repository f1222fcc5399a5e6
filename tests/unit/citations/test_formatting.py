"""Golden lines for real publications, after the examples of the ICMJE and *Citing Medicine*."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.citations.formatting import format_names, format_reference, initials, short_pages
from tests.unit.citations.publications import item, names

SMOLEN = item(
    "article-journal",
    "Smolen JS; Aletaha D; McInnes IB",
    "Rheumatoid arthritis",
    2016,
    container_title="Lancet",
    volume="388",
    issue="10055",
    page="2023-2038",
    DOI="10.1016/s0140-6736(16)30173-8",
    PMID="27156434",
)
MURRAY = item(
    "book",
    "Murray PR; Rosenthal KS; Kobayashi GS; Pfaller MA",
    "Medical microbiology",
    2002,
    edition="4",
    publisher_place="St. Louis",
    publisher="Mosby",
)
GILSTRAP = item(
    "book",
    "",
    "Operative obstetrics",
    2002,
    edition="2",
    publisher_place="New York",
    publisher="McGraw-Hill",
    editor=[
        {"family": "Gilstrap", "given": "LC", "suffix": "3rd"},
        {"family": "Cunningham", "given": "FG"},
        {"family": "VanDorsten", "given": "JP"},
    ],
)
MELTZER = item(
    "chapter",
    "Meltzer PS; Kallioniemi A; Trent JM",
    "Chromosome alterations in human solid tumors",
    2002,
    container_title="The genetic basis of human cancer",
    editor=names("Vogelstein B; Kinzler KW"),
    publisher_place="New York",
    publisher="McGraw-Hill",
    page="93-113",
)
BORKOWSKI = item(
    "thesis",
    "Borkowski MM",
    "Infant sleep and feeding: a telephone survey of Hispanic Americans",
    2002,
    publisher_place="Mount Pleasant (MI)",
    publisher="Central Michigan University",
)
WHO_PAGE = item(
    "webpage",
    "",
    "Rheumatoid arthritis",
    2023,
    author=[{"literal": "World Health Organization"}],
    publisher_place="Geneva",
    publisher="World Health Organization",
    URL="https://www.who.int/news-room/fact-sheets/detail/rheumatoid-arthritis",
    accessed=(2024, 5, 3),
)

GOLDEN = [
    (
        SMOLEN,
        "Smolen JS, Aletaha D, McInnes IB. Rheumatoid arthritis. Lancet. 2016;388(10055):2023-38. "
        "doi: 10.1016/s0140-6736(16)30173-8. PMID: 27156434.",
    ),
    (
        item(
            "article-journal",
            "Halpern SD; Ubel PA; Caplan AL",
            "Solid-organ transplantation in HIV-infected patients",
            2002,
            container_title="N Engl J Med",
            volume="347",
            issue="4",
            page="284-7",
        ),
        "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. "
        "N Engl J Med. 2002;347(4):284-7.",
    ),
    (
        item(
            "article-journal",
            "Rose ME; Huerbin MB; Melick J; Marion DW; Palmer AM; Schiding JK; Kochanek PM; "
            "Graham SH",
            "Regulation of interstitial excitatory amino acid concentrations after cortical "
            "contusion injury",
            2002,
            container_title="Brain Res",
            volume="935",
            issue="1-2",
            page="40–46",
        ),
        "Rose ME, Huerbin MB, Melick J, Marion DW, Palmer AM, Schiding JK, et al. Regulation of "
        "interstitial excitatory amino acid concentrations after cortical contusion injury. "
        "Brain Res. 2002;935(1-2):40-6.",
    ),
    (
        item(
            "article-journal",
            "Diabetes Prevention Program Research Group",
            "Hypertension, insulin, and proinsulin in participants with impaired glucose tolerance",
            2002,
            container_title="Hypertension",
            volume="40",
            issue="5",
            page="679-86",
        ),
        "Diabetes Prevention Program Research Group. Hypertension, insulin, and proinsulin in "
        "participants with impaired glucose tolerance. Hypertension. 2002;40(5):679-86.",
    ),
    (
        item(
            "article-journal",
            "Vallancien G; Emberton M; Harving N; van Moorselaar RJ; Alf-One Study Group",
            "Sexual dysfunction in 1,274 European men suffering from lower urinary tract symptoms",
            2003,
            container_title="J Urol",
            volume="169",
            issue="6",
            page="2257-61",
        ),
        "Vallancien G, Emberton M, Harving N, van Moorselaar RJ; Alf-One Study Group. Sexual "
        "dysfunction in 1,274 European men suffering from lower urinary tract symptoms. J Urol. "
        "2003;169(6):2257-61.",
    ),
    (
        item(
            "article-journal",
            "Page MJ; McKenzie JE; Bossuyt PM; Boutron I; Hoffmann TC; Mulrow CD; Shamseer L",
            "The PRISMA 2020 statement: an updated guideline for reporting systematic reviews",
            2021,
            container_title="BMJ",
            volume="372",
            page="n71",
            DOI="10.1136/bmj.n71",
            PMID="33782057",
        ),
        "Page MJ, McKenzie JE, Bossuyt PM, Boutron I, Hoffmann TC, Mulrow CD, et al. The PRISMA "
        "2020 statement: an updated guideline for reporting systematic reviews. BMJ. 2021;372:n71. "
        "doi: 10.1136/bmj.n71. PMID: 33782057.",
    ),
    (
        item(
            "article-journal",
            "Ioannidis JPA",
            "Why most published research findings are false",
            2005,
            container_title="PLoS Med",
            volume="2",
            issue="8",
            page="e124",
            DOI="10.1371/journal.pmed.0020124",
            PMID="16060722",
        ),
        "Ioannidis JP. Why most published research findings are false. PLoS Med. 2005;2(8):e124. "
        "doi: 10.1371/journal.pmed.0020124. PMID: 16060722.",
    ),
    (
        item(
            "article-journal",
            "",
            "Outreach: bringing HIV-positive individuals into care",
            2002,
            container_title="HRSA Careaction",
            page="1-6",
        ),
        "Outreach: bringing HIV-positive individuals into care. HRSA Careaction. 2002:1-6.",
    ),
    (
        MURRAY,
        "Murray PR, Rosenthal KS, Kobayashi GS, Pfaller MA. Medical microbiology. 4th ed. "
        "St. Louis: Mosby; 2002.",
    ),
    (
        GILSTRAP,
        "Gilstrap LC 3rd, Cunningham FG, VanDorsten JP, editors. Operative obstetrics. 2nd ed. "
        "New York: McGraw-Hill; 2002.",
    ),
    (
        MELTZER,
        "Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. In: "
        "Vogelstein B, Kinzler KW, editors. The genetic basis of human cancer. New York: "
        "McGraw-Hill; 2002. p. 93-113.",
    ),
    (
        item(
            "paper-conference",
            "Christensen S; Oppacher F",
            "An analysis of Koza's computational effort statistic for genetic programming",
            2002,
            container_title="Genetic programming. EuroGP 2002: Proceedings of the 5th European "
            "Conference on Genetic Programming; 2002 Apr 3-5; Kinsdale, Ireland",
            editor=names("Foster JA; Lutton E; Miller J; Ryan C; Tettamanzi AG"),
            publisher_place="Berlin",
            publisher="Springer",
            page="182-91",
        ),
        "Christensen S, Oppacher F. An analysis of Koza's computational effort statistic for "
        "genetic programming. In: Foster JA, Lutton E, Miller J, Ryan C, Tettamanzi AG, editors. "
        "Genetic programming. EuroGP 2002: Proceedings of the 5th European Conference on Genetic "
        "Programming; 2002 Apr 3-5; Kinsdale, Ireland. Berlin: Springer; 2002. p. 182-91.",
    ),
    (
        BORKOWSKI,
        "Borkowski MM. Infant sleep and feeding: a telephone survey of Hispanic Americans "
        "[dissertation]. Mount Pleasant (MI): Central Michigan University; 2002.",
    ),
    (
        item(
            "report",
            "",
            "WHO handbook for guideline development",
            2014,
            author=[{"literal": "World Health Organization"}],
            edition="2",
            publisher_place="Geneva",
            publisher="World Health Organization",
            ISBN="9789241548960",
        ),
        "World Health Organization. WHO handbook for guideline development. 2nd ed. Geneva: World "
        "Health Organization; 2014.",
    ),
    (
        WHO_PAGE,
        "World Health Organization. Rheumatoid arthritis [Internet]. Geneva: World Health "
        "Organization; 2023 [cited 2024 May 3]. Available from: "
        "https://www.who.int/news-room/fact-sheets/detail/rheumatoid-arthritis",
    ),
]

SPANISH = [
    (
        WHO_PAGE,
        "World Health Organization. Rheumatoid arthritis [Internet]. Geneva: World Health "
        "Organization; 2023 [citado el 3 de mayo de 2024]. Disponible en: "
        "https://www.who.int/news-room/fact-sheets/detail/rheumatoid-arthritis",
    ),
    (
        MELTZER,
        "Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. En: "
        "Vogelstein B, Kinzler KW, editores. The genetic basis of human cancer. New York: "
        "McGraw-Hill; 2002. p. 93-113.",
    ),
    (
        MURRAY,
        "Murray PR, Rosenthal KS, Kobayashi GS, Pfaller MA. Medical microbiology. 4.ª ed. "
        "St. Louis: Mosby; 2002.",
    ),
    (
        BORKOWSKI,
        "Borkowski MM. Infant sleep and feeding: a telephone survey of Hispanic Americans "
        "[tesis doctoral]. Mount Pleasant (MI): Central Michigan University; 2002.",
    ),
]


@pytest.mark.parametrize(("csl", "line"), GOLDEN, ids=[line[:20] for _, line in GOLDEN])
def test_a_real_publication_reads_as_the_style_guide_has_it(csl: dict[str, Any], line: str) -> None:
    assert format_reference(csl) == line


@pytest.mark.parametrize(("csl", "line"), SPANISH, ids=[line[:20] for _, line in SPANISH])
def test_in_spanish_the_inserted_words_are_spanish(csl: dict[str, Any], line: str) -> None:
    assert format_reference(csl, language="es-MX") == line


def test_a_preprint_says_so() -> None:
    line = format_reference(item("article", "Doe J", "A title", 2021, container_title="medRxiv"))
    assert line == "Doe J. A title [preprint]. medRxiv. 2021."


def test_a_title_that_ends_with_a_question_mark_gets_no_full_stop() -> None:
    line = format_reference(item("article-journal", "Doe J", "Why?", 2021, container_title="X"))
    assert line == "Doe J. Why? X. 2021."


def test_an_address_is_shown_where_no_identifier_leads_to_the_publication() -> None:
    line = format_reference(item("report", "", "A law", 2021, URL="https://x.org"), language="es")
    assert line == "A law. 2021. Disponible en: https://x.org"


def test_an_empty_item_gives_an_empty_line() -> None:
    assert format_reference({}) == ""


@pytest.mark.parametrize(
    ("given_names", "expected"),
    [
        ("Josef S.", "JS"),
        ("Jean-Pierre", "JP"),
        ("J.-P.", "JP"),
        ("JS", "JS"),
        ("Élodie", "É"),
        ("", ""),
    ],
)
def test_given_names_become_at_most_two_initials(given_names: str, expected: str) -> None:
    assert initials(given_names) == expected


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("2023–2038", "2023-38"),
        ("126-127", "126-7"),
        ("126A-127A", "126A-127A"),
        ("284-7", "284-7"),
        ("e124", "e124"),
        ("99-101", "99-101"),
        ("12-12", "12-12"),
        ("", ""),
    ],
)
def test_pages_do_not_repeat_digits(pages: str, expected: str) -> None:
    assert short_pages(pages) == expected


def test_six_authors_are_all_named_and_seven_are_cut() -> None:
    six = [{"family": name, "given": "A"} for name in "BCDEFG"]
    assert format_names(six) == "B A, C A, D A, E A, F A, G A"
    assert format_names([*six, {"literal": "Z"}]).endswith("G A, et al")


@given(
    st.dictionaries(
        st.sampled_from(
            ["type", "title", "author", "issued", "page", "edition", "accessed", "URL"]
        ),
        st.one_of(
            st.text(max_size=20),
            st.none(),
            st.integers(),
            st.lists(st.text(max_size=5), max_size=3),
            st.just({"date-parts": [[2020, 13]]}),
            st.just({"date-parts": [[2020, 2, 30]]}),
            st.just([{"family": "A"}, {"literal": "B"}, {}]),
        ),
    ),
    st.sampled_from(["en", "es", "fr", ""]),
)
def test_any_item_is_formatted_without_an_error_and_on_one_line(
    csl: dict[str, Any], language: str
) -> None:
    assert "\n" not in format_reference(csl, language=language)

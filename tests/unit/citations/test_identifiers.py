from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.citations.identifiers import (
    NORMALISERS,
    InvalidIdentifier,
    normalise_doi,
    normalise_isbn,
    normalise_issn,
    normalise_pmcid,
    normalise_pmid,
    normalise_url,
    without_trailing_punctuation,
)

digits = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize(
    "written",
    [
        "10.1016/S0140-6736(16)30173-8",
        "doi:10.1016/S0140-6736(16)30173-8",
        "DOI: 10.1016/s0140-6736(16)30173-8.",
        "https://doi.org/10.1016/S0140-6736(16)30173-8",
        "http://dx.doi.org/10.1016/S0140-6736(16)30173-8,",
        "https://doi.org/10.1016%2FS0140-6736(16)30173-8",
        "(doi: 10.1016/S0140-6736(16)30173-8)"[1:],
    ],
)
def test_a_doi_has_one_form_however_it_was_written(written: str) -> None:
    assert normalise_doi(written) == "10.1016/s0140-6736(16)30173-8"


def test_angle_brackets_belong_to_the_dois_of_older_journals_and_to_html() -> None:
    sici = "10.1002/(sici)1097-0142(19960101)77:1<1::aid-cncr1>3.0.co;2-x"
    assert normalise_doi(sici.upper()) == sici
    for html in ("10.1000/x</a>", "10.1000/x<br>y", "10.1000/<i>x"):
        with pytest.raises(InvalidIdentifier):
            normalise_doi(html)


@pytest.mark.parametrize(
    "wrong", ["11.1016/x", "10.1/x", "10.1016", "10.1016/", "10.1016/a b", "x"]
)
def test_what_is_not_a_doi_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidIdentifier, match=r"10\."):
        normalise_doi(wrong)


@pytest.mark.parametrize(
    "written",
    ["27156434", "PMID: 27156434", "027156434", "https://pubmed.ncbi.nlm.nih.gov/27156434/"],
)
def test_a_pmid_is_its_digits(written: str) -> None:
    assert normalise_pmid(written) == "27156434"


@pytest.mark.parametrize("wrong", ["271564341", "PMC27156434", "0", "12a", "PMID:", "²³"])
def test_what_is_not_a_pmid_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidIdentifier):
        normalise_pmid(wrong)


@pytest.mark.parametrize(
    "written",
    [
        "PMC7462890",
        "pmc7462890.",
        "7462890",
        "PMCID: PMC7462890",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7462890/",
    ],
)
def test_a_pmcid_has_its_letters(written: str) -> None:
    assert normalise_pmcid(written) == "PMC7462890"


@pytest.mark.parametrize("wrong", ["PMC", "PMC12345678901", "PMCX"])
def test_what_is_not_a_pmcid_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidIdentifier):
        normalise_pmcid(wrong)


@pytest.mark.parametrize(
    "written", ["978-92-4-154896-0", "ISBN: 9789241548960", "9789241548960", "92-4-154896-7"]
)
def test_an_isbn_becomes_thirteen_digits(written: str) -> None:
    assert normalise_isbn(written) == "9789241548960"


@pytest.mark.parametrize("wrong", ["9789241548961", "978924154896", "123", "ISBN", "0306406153"])
def test_an_isbn_with_a_wrong_digit_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidIdentifier, match="digit"):
        normalise_isbn(wrong)


@pytest.mark.parametrize(
    ("written", "form"), [("01406736", "0140-6736"), ("2434-561x", "2434-561X")]
)
def test_an_issn_has_a_hyphen(written: str, form: str) -> None:
    assert normalise_issn(written) == form


@pytest.mark.parametrize("wrong", ["0140-6735", "0140-673", "abcd-efgh", "ISSN"])
def test_an_issn_with_a_wrong_digit_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidIdentifier):
        normalise_issn(wrong)


def test_a_web_address_has_a_lower_case_host() -> None:
    assert normalise_url(" HTTPS://WWW.WHO.int/News?Id=A ") == "https://www.who.int/News?Id=A"


@pytest.mark.parametrize(
    "wrong",
    ["www.who.int", "ftp://who.int", "javascript:alert(1)", "https://", "https://a b", "http://[x"],
)
def test_what_is_not_a_web_address_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidIdentifier, match="https://"):
        normalise_url(wrong)


def test_a_closing_bracket_stays_only_if_it_was_opened() -> None:
    assert without_trailing_punctuation("10.1/a(b).") == "10.1/a(b)"
    assert without_trailing_punctuation("10.1/ab).”") == "10.1/ab"
    assert without_trailing_punctuation("...") == ""


@given(digits)
def test_every_isbn_with_its_check_digit_is_accepted_and_no_other(body: str) -> None:
    body = "978" + body[3:]
    accepted = []
    for last in "0123456789":
        try:
            accepted.append(normalise_isbn(body + last))
        except InvalidIdentifier:
            continue
    assert len(accepted) == 1


@pytest.mark.parametrize("name", NORMALISERS)
@given(text=st.text(max_size=80))
def test_any_text_is_normalised_once_for_all_or_refused(name: str, text: str) -> None:
    normalise = NORMALISERS[name]
    with suppress(InvalidIdentifier):
        value = normalise(text)
        assert normalise(value) == value


@pytest.mark.parametrize("name", NORMALISERS)
def test_an_empty_text_stays_empty_and_an_endless_one_is_refused(name: str) -> None:
    assert NORMALISERS[name]("  ") == ""
    with pytest.raises(InvalidIdentifier):
        NORMALISERS[name]("1" * 5000)

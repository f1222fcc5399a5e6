"""What the library exports, it recognises again; and no text whatever makes it stumble."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.citations.exchange.candidates import candidate
from pages.citations.exchange.formats import FORMATS, recognised
from pages.citations.matching import Identity, Known
from pages.citations.models import CslType, Reference

# What one line of the form can hold.
WORDS = st.text(
    st.characters(exclude_categories=["C"], exclude_characters="\u0340\u0341\u0374\u037e\u0387"),
    max_size=40,
).map(lambda text: " ".join(text.split()))
DOIS = st.from_regex(r"10\.[0-9]{4}/[a-z0-9._;()/\[\]&#%~+-]{1,20}[a-z0-9]", fullmatch=True)
NAMES = st.lists(
    st.one_of(
        st.builds(lambda family, given: {"family": family, "given": given}, WORDS, WORDS),
        st.builds(lambda literal: {"literal": literal}, WORDS),
    ),
    max_size=4,
)
REFERENCES = st.builds(
    Reference,
    key=st.just("smolen-2016"),
    csl_type=st.sampled_from(CslType.values),
    authors=NAMES,
    editors=NAMES,
    title=st.text(alphabet="aB1é \\{}$&%#_^~<>/i;=@'\"`-,.?![](*)ß", min_size=1, max_size=60)
    .map(lambda text: " ".join(f"{text}x".split()))
    .map(lambda text: text.removeprefix("-")),
    container_title=WORDS,
    publisher=WORDS,
    year=st.none() | st.integers(1500, 2099),
    month=st.none() | st.integers(1, 12),
    volume=WORDS,
    pages=WORDS,
    pmid=st.sampled_from(["", "27156434"]),
    doi=st.one_of(st.just(""), DOIS.filter(lambda value: "%" not in value)),
)


@pytest.mark.parametrize("name", FORMATS)
@given(reference=REFERENCES)
def test_an_exported_reference_is_recognised_as_the_same(name: str, reference: Reference) -> None:
    reference.clean_fields(exclude=["authors", "editors"])
    kind = FORMATS[name]
    text = "".join(kind.write([reference, reference]))
    assert recognised(text) is kind
    pieces = kind.divide(text)
    assert len(pieces) == 2
    known = Known()
    known.add(identity(reference))
    for piece in pieces:
        found = candidate(kind.read(piece))
        assert found.faults == []
        assert found.reference is not None
        assert known.same(identity(found.reference))
        assert found.reference.csl_type == reference.csl_type


FULL = Reference(
    key="smolen-2016",
    csl_type="article-journal",
    authors=[
        {"family": "Núñez & Søn", "given": "Josef S"},
        {"literal": "World Health Organization"},
        {"family": "Gilstrap", "given": "LC", "suffix": "3rd"},
    ],
    title="Rheumatoid {arthritis} in 5% of β-blocked_mice – “why”? <i>a</i> & b",
    container_title="Ann Rheum Dis",
    year=2016,
    month=10,
    day=22,
    volume="388",
    issue="10055",
    pages="2023-2038",
    doi="10.1016/s0140-6736(16)30173-8",
    pmid="27156434",
    pmcid="PMC7462890",
    issn="0140-6736",
    language="en",
)


@pytest.mark.parametrize("name", FORMATS)
def test_a_usual_article_comes_back_whole(name: str) -> None:
    kind = FORMATS[name]
    (piece,) = kind.divide("".join(kind.write([FULL])))
    reference = candidate(kind.read(piece)).reference
    assert reference is not None
    expected: dict[str, Any] = FULL.signed_data()
    del expected["key"]
    assert reference.signed_data() == expected


@pytest.mark.parametrize("name", FORMATS)
def test_no_references_are_a_file_without_entries(name: str) -> None:
    kind = FORMATS[name]
    assert kind.divide("".join(kind.write([]))) == []


def test_a_retraction_is_exported_where_the_format_knows_it() -> None:
    kind = FORMATS["nbib"]
    text = "".join(kind.write([Reference(title="T", retraction_status="retracted")]))
    found = candidate(kind.read(kind.divide(text)[0]))
    assert found.reference is not None
    assert found.reference.is_retracted


@pytest.mark.parametrize("name", FORMATS)
@given(
    text=st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                *("TY  - JOUR\n", "TI  - ", "ER  - \n", "PMID- 1\n", "PT  - Book\n", "DP  - "),
                *("SN  - ", "AU  - ", "2016 Feb 31", "\n", "      ", "\x00", '"', ",", "\\", "$"),
                *("@book{a,", "title={", "}", "{", "@string{x = {y}}\n", "author={A and {B"),
                *("\\'{e}", "\\url{", "year=9999", "[", "]"),
                '{"id": "a", "type": "book", "title": "t"}',
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_no_text_makes_a_format_stumble(name: str, text: str) -> None:
    kind = FORMATS[name]
    kind.recognises(text)
    for piece in kind.divide(text):
        found = candidate(kind.read(piece), source="a")
        assert bool(found.faults) is (found.reference is None)


def identity(reference: Reference) -> Identity:
    names = ("doi", "pmid", "pmcid", "title", "year")
    return Identity.of({name: getattr(reference, name) for name in names})

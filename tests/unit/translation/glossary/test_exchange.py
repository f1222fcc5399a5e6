"""The glossary to files and back: CSV, and TBX in both versions, judged by translate-toolkit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from translate.storage.tbx import tbxfile

from pages.translation.glossary.choices import Gender, PartOfSpeech, Status, Subject
from pages.translation.glossary.exchange.entries import Entry, GlossaryFileRefused, clean
from pages.translation.glossary.exchange.files import LARGEST, read_entries
from pages.translation.glossary.exchange.table import COLUMNS, write_csv
from pages.translation.glossary.exchange.tbx import NAMESPACE, write_tbx
from pages.translation.glossary.starter import starter_concepts
from pages.translation.glossary.values import Concept, Definition, Term

LANGUAGES = ("en", "es")


def as_csv(concepts: list[Concept]) -> bytes:
    return write_csv(concepts).encode("utf-8-sig")


def as_tbx_3(concepts: list[Concept]) -> bytes:
    return write_tbx(concepts)


def as_tbx_2(concepts: list[Concept]) -> bytes:
    return write_tbx(concepts, version=2)


texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=30
).map(clean)
required = texts.filter(bool)
terms = st.builds(
    Term,
    language=st.sampled_from(LANGUAGES),
    text=required,
    status=st.sampled_from([Status.ADMITTED.value, Status.FORBIDDEN.value]),
    part_of_speech=st.sampled_from(["", *PartOfSpeech.values]),
    gender=st.sampled_from(["", *Gender.values]),
    is_acronym=st.booleans(),
    note=st.just("") | required,
)


@st.composite
def concepts(draw: Any) -> Concept:
    chosen = draw(
        st.lists(terms, min_size=1, max_size=5, unique_by=lambda one: (one.language, one.text))
    )
    definitions = draw(
        st.dictionaries(st.sampled_from(LANGUAGES), required, max_size=2).map(
            lambda said: tuple(Definition(code, said[code]) for code in sorted(said))
        )
    )
    return Concept(
        key=draw(st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)),
        subject=draw(st.sampled_from(Subject.values)),
        definitions=definitions,
        note=draw(st.just("") | required),
        terms=tuple(sorted(chosen, key=lambda one: one.language)),
    )


@pytest.mark.parametrize("write", [as_csv, as_tbx_3, as_tbx_2])
@given(written=st.lists(concepts(), min_size=1, max_size=4, unique_by=lambda one: one.key))
def test_a_round_trip_changes_nothing(write: Any, written: list[Concept]) -> None:
    entries = read_entries(write(written), languages=LANGUAGES)
    assert [entry.faults for entry in entries if entry.faults] == []
    assert [entry.concept for entry in entries] == written


@pytest.mark.parametrize("write", [as_csv, as_tbx_3, as_tbx_2])
def test_the_terms_that_come_with_firma_survive_a_round_trip(write: Any) -> None:
    written = list(starter_concepts())
    assert [one.concept for one in read_entries(write(written), languages=LANGUAGES)] == written


def test_translate_toolkit_opens_the_older_version_and_sees_every_term() -> None:
    written = starter_concepts()
    store = tbxfile.parsestring(write_tbx(written, version=2))
    store.settargetlanguage("es")
    assert len(store.units) == len(written)
    for unit, concept in zip(store.units, written, strict=True):
        assert unit.source == concept.terms[0].text
        seen = unit.get_target_terms("es")
        own = [term for term in concept.terms if term.language == "es"]
        assert [term.text for term in seen] == [term.text for term in own]
        assert [term.deprecated for term in seen] == [term.is_forbidden for term in own]


def test_what_translate_toolkit_writes_is_read() -> None:
    store = tbxfile()
    unit = store.addsourceunit("frozen shoulder")
    unit.settarget("hombro congelado", "es")
    [entry] = read_entries(bytes(store), languages=LANGUAGES)
    assert entry.concept is not None
    assert entry.concept.key == "frozen-shoulder"
    assert [(term.language, term.text, term.status) for term in entry.concept.terms] == [
        ("en", "frozen shoulder", "preferred"),
        ("es", "hombro congelado", "preferred"),
    ]


def test_the_newer_version_says_only_what_tbx_basic_has() -> None:
    root = etree.fromstring(write_tbx(starter_concepts()))
    assert root.tag == f"{{{NAMESPACE}}}tbx"
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    kinds: dict[str, set[str | None]] = {}
    for element in root.iter("{*}termNote"):
        kinds.setdefault(element.get("type"), set()).add(element.text)
    # From the constraints of the dialect (TBX-Basic_DCA.sch, 1.2.1).
    assert kinds["administrativeStatus"] <= {
        "admittedTerm-admn-sts",
        "deprecatedTerm-admn-sts",
        "supersededTerm-admn-sts",
        "preferredTerm-admn-sts",
    }
    assert kinds["partOfSpeech"] <= {"adjective", "noun", "other", "verb", "adverb"}
    assert kinds["grammaticalGender"] <= {"masculine", "feminine", "neuter", "other"}
    assert kinds["termType"] == {"acronym"}
    assert kinds.keys() == {
        "administrativeStatus",
        "partOfSpeech",
        "grammaticalGender",
        "termType",
    }
    assert {element.get("type") for element in root.iter("{*}descrip")} == {
        "subjectField",
        "definition",
    }


def test_the_style_with_elements_of_their_own_is_read() -> None:
    content = b"""<?xml version="1.0"?>
    <tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
         xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
      <text><body><conceptEntry id="c5"><min:subjectField>anatomy</min:subjectField>
        <langSec xml:lang="en"><descripGrp><basic:definition>A bone.</basic:definition></descripGrp>
          <termSec><term>kneecap</term><min:partOfSpeech>noun</min:partOfSpeech>
            <min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
        </langSec>
        <langSec xml:lang="es-MX"><termSec><term>r\xc3\xb3tula</term>
          <basic:grammaticalGender>feminine</basic:grammaticalGender></termSec></langSec>
        <langSec xml:lang="fr"><termSec><term>rotule</term></termSec></langSec>
      </conceptEntry></body></text></tbx>"""
    [entry] = read_entries(content, languages=LANGUAGES)
    assert entry.concept == Concept(
        "c5",
        "anatomy",
        (Definition("en", "A bone."),),
        "",
        (
            Term("en", "kneecap", "preferred", "noun"),
            Term("es", "rótula", "preferred", "", "f"),
        ),
    )
    assert "rotule" in entry.warnings[0].message


def test_no_entity_is_expanded_and_nothing_is_fetched() -> None:
    content = b"""<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/hostname">]>
    <tbx><text><body><conceptEntry id="c"><langSec xml:lang="en"><termSec><term>&x;knee</term>
    </termSec></langSec></conceptEntry></body></text></tbx>"""
    with pytest.raises(GlossaryFileRefused, match="entities"):
        read_entries(content, languages=LANGUAGES)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"x" * (LARGEST + 1), "larger"),
        (b"<tbx><text>", "damaged"),
        (b"<html/>", "another kind"),
        (b"<tbx/>", "no terms"),
        (b"\xff\xfa\x00", "UTF-8"),
        (b"a,b\n1,2\n", "lacks: language, term"),
        (b"language,term,colour\nen,knee,red\n", "unknown or doubled: colour"),
        (b"language,term,term\nen,knee,knee\n", "unknown or doubled: term"),
        (b"language,term\n", "no terms"),
        (b'language,term\nen,"knee\n', "damaged"),
    ],
)
def test_a_file_that_is_none_is_refused_with_words(content: bytes, said: str) -> None:
    with pytest.raises(GlossaryFileRefused, match=said):
        read_entries(content, languages=LANGUAGES)


def lines(*rows: str, header: str = ",".join(COLUMNS)) -> list[Entry]:
    return read_entries("\n".join([header, *rows]).encode(), languages=LANGUAGES)


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        (["k,,en,,preferred,,,,,,"], 2, "term is empty"),
        (["k,,,knee,preferred,,,,,,"], 2, "which language"),
        (["k,,en,knee,favourite,,,,,,"], 2, "favourite"),
        (["k,,en,knee,preferred,thing,,,,,"], 2, "thing"),
        (["k,,en,knee,preferred,noun,x,,,,"], 2, "gender"),
        (["k,,en,knee,preferred,noun,,perhaps,,,"], 2, "perhaps"),
        (["k,,en,knee,preferred,,,,,,", "k,,en,knee,admitted,,,,,,"], 2, "twice"),
        (["k,,en,knee,preferred,,,,,,", "k,,en,gonion,preferred,,,,,,"], 2, "second preferred"),
        (["k,anatomy,en,knee,,,,,,,", "k,disease,es,rodilla,,,,,,,"], 3, "two different"),
        (["k,,en,knee,,,,,,A.,", "k,,en,knees,,,,,,B.,"], 3, "two definitions"),
        (["k,,en,knee,,,,,,,,,"], 2, "more cells"),
        ([f"k,,en,{'x' * 201},,,,,,,"], 2, "longer than 200"),
        ([f"k,,en,knee,,,,,{'x' * 1001},,"], 2, "longer than 1000"),
        (["k,,en,kn\x07ee,,,,,,,"], 2, "not text"),
        (["k,,fr,genou,,,,,,,"], 2, "no term in a language"),
        (["膝,,es,膝,,,,,,,"], 2, "needs a key"),
    ],
)
def test_a_faulty_line_refuses_its_entry_and_says_why(
    rows: list[str], line: int, said: str
) -> None:
    entries = lines(*rows, "other,,en,hip,preferred,noun,,,,,")
    assert entries[0].concept is None
    assert any(said in fault.message and fault.line == line for fault in entries[0].faults)
    assert entries[-1].concept is not None


def test_the_same_key_twice_is_refused_the_second_time() -> None:
    entries = lines("Knee,,en,knee,,,,,,,", "knee,,en,genu,,,,,,,")
    assert entries[0].concept is not None
    assert entries[1].concept is None


def test_a_spreadsheets_semicolons_and_line_ends_are_read() -> None:
    [entry] = read_entries(
        "term;language;gender\r\nrodilla;es;f\r\n".encode("utf-16"), languages=LANGUAGES
    )
    assert entry.concept is not None
    assert entry.concept.key == "rodilla"
    assert entry.concept.terms == (Term("es", "rodilla", "preferred", "", "f"),)


def test_a_subject_is_known_by_its_name_in_either_language_or_filed_elsewhere() -> None:
    entries = lines("a,anatomía,en,a1,,,,,,,", "b,Anatomy,en,b1,,,,,,,", "c,cars,en,c1,,,,,,,")
    assert [entry.concept.subject for entry in entries if entry.concept] == [
        "anatomy",
        "anatomy",
        "other",
    ]
    assert "cars" in entries[2].warnings[0].message


def test_a_formula_is_written_as_text_and_read_as_it_was() -> None:
    written = [Concept("k", "other", terms=(Term("en", "=HYPERLINK(1)", "preferred"),))]
    assert "'=HYPERLINK" in write_csv(written)
    assert [one.concept for one in read_entries(as_csv(written), languages=LANGUAGES)] == written

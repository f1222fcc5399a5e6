"""What the files look like: the rules of PO, XLIFF 2.1 and XLIFF 1.2 that no parser checks."""

from __future__ import annotations

import re
from typing import Any

import polib
import pytest
from hypothesis import given
from hypothesis import settings as options
from lxml import etree

from pages.translation.exchange import po, xliff2, xliff12
from pages.translation.exchange.values import ExportUnit
from tests.factories.exchange import UUID, WRITERS, a_document, a_unit, opened, units

TWO = "{urn:oasis:names:tc:xliff:document:2.0}"
OLD = "{urn:oasis:names:tc:xliff:document:1.2}"
NAME_TOKEN = re.compile(r"[\w.:-]+")
RICH = 'A <b>bold</b> <a id="a1">link</a><br/>and <a id="a2">[smolen-2016]</a>.'


def parsed(content: bytes) -> Any:
    return etree.fromstring(content)


def of(element: Any, *names: str) -> list[Any]:
    return [child for child in element if etree.QName(child).localname in names]


@given(exported=units())
@options(max_examples=60, deadline=None)
def test_xliff_2_keeps_the_rules_of_the_standard(exported: list[ExportUnit]) -> None:
    root = parsed(xliff2.write([a_document(*exported)]))
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "en", "es")
    (file,) = of(root, "file")
    assert [etree.QName(child).localname for child in file][:2] == ["metadata", "notes"]
    found = of(file, "unit")
    identities = [unit.get("id") for unit in found]
    assert len(set(identities)) == len(identities) == len(exported)
    order = {"metadata": 0, "notes": 1, "originalData": 2, "segment": 3}
    for unit in found:
        assert NAME_TOKEN.fullmatch(unit.get("id"))
        ranks = [order[etree.QName(child).localname] for child in unit]
        assert ranks == sorted(ranks)
        data = {one.get("id") for holder in of(unit, "originalData") for one in holder}
        (segment,) = of(unit, "segment")
        assert segment.get("state") in ("initial", "translated", "reviewed")
        if segment.get("state") != "initial":
            assert of(segment, "target")
        for text in of(segment, "source", "target"):
            codes = list(text.iterdescendants())
            names = [code.get("id") for code in codes]
            assert len(set(names)) == len(names)
            for code in codes:
                assert code.tag in (f"{TWO}pc", f"{TWO}ph")
                assert NAME_TOKEN.fullmatch(code.get("id"))
                assert code.get("type") in ("fmt", "link", "other")
                if code.get("subType", "").startswith("xlf:"):
                    assert code.get("subType") in ("xlf:b", "xlf:i", "xlf:lb")
                if code.tag == f"{TWO}ph":
                    assert code.get("dataRef") in data
                    assert not len(code)


@given(exported=units())
@options(max_examples=60, deadline=None)
def test_xliff_1_keeps_the_rules_of_the_standard(exported: list[ExportUnit]) -> None:
    root = parsed(xliff12.write([a_document(*exported)]))
    (file,) = of(root, "file")
    for name in ("original", "source-language", "target-language", "datatype"):
        assert file.get(name)
    found = list(root.iter(f"{OLD}trans-unit"))
    assert len({unit.get("id") for unit in found}) == len(found) == len(exported)
    order = {"source": 0, "target": 1, "note": 2}
    for unit in found:
        ranks = [order[etree.QName(child).localname] for child in unit]
        assert ranks == sorted(ranks)
        for text in of(unit, "source", "target"):
            names = [code.get("id") for code in text.iterdescendants()]
            assert None not in names
            assert len(set(names)) == len(names)


def test_links_and_formats_are_pairs_and_citations_and_breaks_single_codes() -> None:
    root = parsed(xliff2.write([a_document(a_unit(RICH))]))
    codes = list(next(root.iter(f"{TWO}source")).iterdescendants())
    assert [(etree.QName(code).localname, code.get("id")) for code in codes] == [
        ("pc", "b1"),
        ("pc", "a1"),
        ("ph", "br1"),
        ("ph", "a2"),
    ]
    citation = codes[-1]
    assert (citation.get("disp"), citation.get("canDelete")) == ("[smolen-2016]", "no")
    root = parsed(xliff12.write([a_document(a_unit(RICH))]))
    codes = list(next(root.iter(f"{OLD}source")).iterdescendants())
    assert [(etree.QName(code).localname, code.get("ctype")) for code in codes] == [
        ("g", "bold"),
        ("g", "link"),
        ("x", "lb"),
        ("x", "x-citation"),
    ]


def test_each_state_says_who_answers_for_the_words() -> None:
    exported = [
        a_unit(path="a"),
        a_unit(path="b", target="Inflama."),
        a_unit(path="c", target="Inflama.", origin="machine", is_confirmed=False),
        a_unit(path="d", target="Inflama.", origin="machine"),
    ]
    document = a_document(*exported)
    segments = list(parsed(xliff2.write([document])).iter(f"{TWO}segment"))
    assert [(one.get("state"), one.get("subState")) for one in segments] == [
        ("initial", None),
        ("translated", None),
        ("initial", "firma:machine"),
        ("reviewed", None),
    ]
    found = list(parsed(xliff12.write([document])).iter(f"{OLD}trans-unit"))
    targets = [of(unit, "target") for unit in found]
    assert [
        (one.get("approved"), [t.get("state") for t in target])
        for one, target in zip(found, targets, strict=True)
    ] == [
        (None, []),
        ("yes", ["translated"]),
        ("no", ["needs-review-translation"]),
        ("yes", ["final"]),
    ]
    file = polib.pofile(po.write(document).decode())
    assert [entry.fuzzy for entry in file] == [False, False, True, False]


def test_a_po_file_names_its_translation_and_tells_repeated_texts_apart() -> None:
    exported = [a_unit("Rest.", path="causes"), a_unit("Rest.", path="body.1.text", position=2)]
    file = polib.pofile(po.write(a_document(*exported, target_language="es-MX")).decode())
    assert file.metadata["X-WagtailLocalize-TranslationID"] == UUID
    assert file.metadata["Language"] == "es_MX"
    assert "Plural-Forms" not in file.metadata
    assert [entry.msgctxt for entry in file] == ["causes#1", "body.1.text#2"]
    assert file[0].comment.splitlines()[0] == "Body › Section › Text"


@pytest.mark.parametrize("kind", WRITERS)
def test_the_tool_shows_context_notes_and_text(kind: str) -> None:
    store = opened(WRITERS[kind](a_document(a_unit("Rest & “wait”.", notes=("Be brief.",)))), kind)
    (unit,) = [unit for unit in store.units if unit.source]
    assert unit.source == "Rest & “wait”."
    # The toolkit looks for the notes of XLIFF 2 where only it writes them.
    said = "".join(unit.getunitelement().itertext()) if kind == "xliff" else unit.getnotes()
    assert "Be brief." in said
    assert "Body › Section › Text" in said


def test_files_of_different_languages_are_not_mixed() -> None:
    documents = [a_document(a_unit()), a_document(a_unit(), target_language="fr")]
    for writer in (xliff2, xliff12):
        with pytest.raises(ValueError, match="one target language"):
            writer.write(documents)


def test_a_translation_with_broken_markup_does_not_go_out_and_is_not_forgotten() -> None:
    unit = a_unit(on_file="<p>Inflama.</p>")
    assert unit.base != a_unit().base

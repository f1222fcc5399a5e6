"""The glossary as TBX: ISO 30042, dialect TBX-Basic, in the style DCA.

DCA says what an element means in its ``type`` attribute (``<termNote type="partOfSpeech">``).
Written are version 3 (ISO 30042:2019, ``<tbx>``) and, for older tools, version 2 (ISO 30042:2008,
``<martif>``); read are both, and version 3 in the style DCT as well, where the elements themselves
have these names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from pages.translation.glossary.choices import Gender, PartOfSpeech, Status
from pages.translation.glossary.exchange.entries import GlossaryFileRefused, RawConcept, RawTerm
from pages.translation.glossary.values import Concept, Term

NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"

STATUSES: Final = {
    Status.PREFERRED.value: "preferredTerm-admn-sts",
    Status.ADMITTED.value: "admittedTerm-admn-sts",
    Status.FORBIDDEN.value: "deprecatedTerm-admn-sts",
}
_STATUSES_READ: Final = {
    **{name: status for status, name in STATUSES.items()},
    "supersededTerm-admn-sts": Status.FORBIDDEN.value,
}
PARTS_OF_SPEECH: Final = {
    PartOfSpeech.NOUN.value: "noun",
    PartOfSpeech.VERB.value: "verb",
    PartOfSpeech.ADJECTIVE.value: "adjective",
    PartOfSpeech.ADVERB.value: "adverb",
    PartOfSpeech.OTHER.value: "other",
}
GENDERS: Final = {
    Gender.MASCULINE.value: "masculine",
    Gender.FEMININE.value: "feminine",
    Gender.NEUTER.value: "neuter",
    Gender.COMMON.value: "other",
}
_PARTS_OF_SPEECH_READ: Final = {
    **{name: ours for ours, name in PARTS_OF_SPEECH.items()},
    "properNoun": PartOfSpeech.NOUN.value,
}
_GENDERS_READ: Final = {name: gender for gender, name in GENDERS.items()}
_ACRONYMS: Final = frozenset({"acronym", "initialism"})


@dataclass(frozen=True, slots=True)
class Names:
    """What the elements are called in one version of TBX."""

    concept: str
    language: str
    term: str


VERSION_3: Final = Names("conceptEntry", "langSec", "termSec")
VERSION_2: Final = Names("termEntry", "langSet", "tig")


def write_tbx(concepts: Iterable[Concept], *, version: int = 3) -> bytes:
    """Return concepts as a TBX file in UTF-8.

    Args:
        concepts: the concepts, each with a term at least.
        version: 3, or 2 for tools that do not know the newer.
    """
    if version == 3:
        names, namespace = VERSION_3, NAMESPACE
        root = etree.Element(f"{{{namespace}}}tbx", nsmap={None: namespace})
        root.set("style", "dca")
        root.set("type", "TBX-Basic")
        header = _sub(root, "tbxHeader")
    else:
        names = VERSION_2
        root = etree.Element("martif", type="TBX-Basic")
        header = _sub(root, "martifHeader")
    root.set(_LANGUAGE, "en")
    source = _sub(_sub(header, "fileDesc"), "sourceDesc")
    _sub(source, "p").text = "Firma: glossary"
    if version != 3:
        encoding = _sub(header, "encodingDesc")
        _sub(
            encoding, "p", "XCSURI"
        ).text = "http://www.lisa.org/fileadmin/standards/tbx/TBXXCS.xcs"
    body = _sub(_sub(root, "text"), "body")
    for concept in concepts:
        _write_concept(body, concept, names)
    doctype = None if version == 3 else '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">'
    written: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True, doctype=doctype
    )
    return written


def read_tbx(content: bytes) -> list[RawConcept]:
    """Return the concepts of a TBX file of version 2 or 3 in its order.

    No entity is expanded, and nothing is fetched.

    Raises:
        GlossaryFileRefused: it is damaged, no TBX file, or needs entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise GlossaryFileRefused(_("The file is damaged: %(error)s") % {"error": error}) from error
    if next(root.iter(etree.Entity), None) is not None:
        raise GlossaryFileRefused(_("The file uses entities of its own, which are not expanded."))
    kind = etree.QName(root).localname
    if kind not in {"tbx", "martif"}:
        raise GlossaryFileRefused(
            _("This is an XML file of another kind (“%(kind)s”), not TBX.") % {"kind": kind}
        )
    names = VERSION_3 if kind == "tbx" else VERSION_2
    default = root.get(_LANGUAGE) or ""
    return [
        _read_concept(element, names, default) for element in root.iter(f"{{*}}{names.concept}")
    ]


def _write_concept(body: etree._Element, concept: Concept, names: Names) -> None:
    element = _sub(body, names.concept)
    element.set("id", concept.key)
    if concept.subject:
        _sub(element, "descrip", "subjectField").text = concept.subject
    languages = list(dict.fromkeys(term.language for term in concept.terms))
    for definition in concept.definitions:
        if definition.language not in languages:
            # TBX has no section for a language without a term.
            description = _sub(element, "descrip", "definition")
            description.set(_LANGUAGE, definition.language)
            description.text = definition.text
    if concept.note:
        _sub(element, "note").text = concept.note
    for language in languages:
        section = _sub(element, names.language)
        section.set(_LANGUAGE, language)
        if said := concept.definition(language):
            _sub(section, "descrip", "definition").text = said
        for term in concept.terms:
            if term.language == language:
                _write_term(section, term, names)


def _write_term(section: etree._Element, term: Term, names: Names) -> None:
    element = _sub(section, names.term)
    _sub(element, "term").text = term.text
    if term.part_of_speech:
        _sub(element, "termNote", "partOfSpeech").text = PARTS_OF_SPEECH[term.part_of_speech]
    if term.gender:
        _sub(element, "termNote", "grammaticalGender").text = GENDERS[term.gender]
    if term.is_acronym:
        _sub(element, "termNote", "termType").text = "acronym"
    _sub(element, "termNote", "administrativeStatus").text = STATUSES[term.status]
    if term.note:
        _sub(element, "note").text = term.note


def _sub(parent: etree._Element, name: str, kind: str = "") -> etree._Element:
    namespace = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{namespace}}}{name}" if namespace else name)
    if kind:
        element.set("type", kind)
    return element


def _read_concept(element: etree._Element, names: Names, default: str) -> RawConcept:
    concept = RawConcept(line=element.sourceline or 0, key=element.get("id") or "")
    for child, kind in _facts(element, names):
        if kind == "subjectField":
            concept.subject = concept.subject or _text(child)
        elif kind == "definition":
            language = child.get(_LANGUAGE) or default
            concept.definitions.append((child.sourceline or 0, language, _text(child)))
        elif kind == "note":
            concept.note = f"{concept.note} {_text(child)}".strip()
    for section in element.iterchildren(f"{{*}}{names.language}"):
        language = section.get(_LANGUAGE) or ""
        for child, kind in _facts(section, names):
            if kind == "definition":
                concept.definitions.append((child.sourceline or 0, language, _text(child)))
        for each in section.iterchildren(f"{{*}}{names.term}", "{*}ntig"):
            concept.terms.append(_read_term(each, language, concept, names))
    return concept


def _read_term(
    element: etree._Element, language: str, concept: RawConcept, names: Names
) -> RawTerm:
    written = next(element.iter("{*}term"), None)
    term = RawTerm(
        line=element.sourceline or 0,
        language=language,
        text="" if written is None else _text(written),
    )
    for child, kind in _facts(element, names):
        value = _text(child)
        if kind == "administrativeStatus":
            term.status = _STATUSES_READ.get(value, value)
        elif kind == "partOfSpeech":
            term.part_of_speech = _PARTS_OF_SPEECH_READ.get(value, value)
        elif kind == "grammaticalGender":
            term.gender = _GENDERS_READ.get(value, value)
        elif kind == "termType":
            term.is_acronym = value in _ACRONYMS
        elif kind == "note":
            term.note = f"{term.note} {value}".strip()
        elif kind == "definition":
            # Tools that have no definition for a language put it beside the term.
            concept.definitions.append((child.sourceline or 0, language, value))
    return term


def _facts(element: etree._Element, names: Names) -> Iterator[tuple[etree._Element, str]]:
    """Yield what is said of an element itself, with what it is: groups are looked into."""
    inner = {names.language, names.term, "ntig", "term"}
    for child in element.iterchildren():
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name in inner:
            continue
        if name in {"descripGrp", "termNoteGrp", "termGrp", "adminGrp"}:
            yield from _facts(child, names)
        else:
            # In the style DCT the element itself has the name.
            yield child, child.get("type") or name


def _text(element: etree._Element) -> str:
    return "".join(element.itertext())

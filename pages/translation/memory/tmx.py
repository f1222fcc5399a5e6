"""TMX 1.4b files: written and read unit by unit, however large they are.

Nothing is fetched and no entity is resolved: a file says what is in it and nothing else.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import IO, TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from lxml import etree

from pages.translation.languages import language_of
from pages.translation.memory.tmx_segments import DamagedUnit, decode, encode, numbered
from pages.translation.placeholders import placeholder_ids, visible_text

if TYPE_CHECKING:
    from pages.translation.memory.models import MemoryUnit

LONGEST: Final = 20_000
"""Characters of one segment; more is no segment."""

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_DOCTYPE: Final = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'


class TmxRefused(ValueError):
    """A file that is no TMX, or that is damaged from some line on; its text says why."""


@dataclass(frozen=True, slots=True)
class TmxUnit:
    """One unit of a file.

    Attributes:
        number: its place in the file, from 1.
        line: the line on which it ends.
        source: HTML of a segment.
        target: likewise.
    """

    number: int
    line: int
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class RefusedUnit:
    """One unit that cannot be used.

    Attributes:
        number: its place in the file, from 1.
        line: the line on which it stands.
        reason: why, in words.
        quote: the beginning of its words, or empty.
    """

    number: int
    line: int
    reason: str
    quote: str


def write(
    file: IO[bytes],
    units: Iterable[MemoryUnit],
    *,
    source: str,
    target: str,
    now: datetime.datetime,
) -> int:
    """Write units as TMX and return how many there were.

    No person is named in it: a translator's work is not their consent to be on other people's
    machines, and the approval of each unit has the names for those who may see them.

    Args:
        file: open for writing bytes.
        units: from the memory; one is in memory at a time.
        source: language of the sources.
        target: language of the targets.
        now: the time that the file bears.
    """
    count = 0
    with etree.xmlfile(file, encoding="utf-8") as out:
        out.write_declaration()
        out.write_doctype(_DOCTYPE)
        with out.element("tmx", version="1.4"):
            out.write("\n")
            out.write(_header(source, now))
            out.write("\n")
            with out.element("body"):
                for unit in units:
                    out.write("\n")
                    out.write(_unit(unit, source=source, target=target))
                    count += 1
                out.write("\n")
            out.write("\n")
    return count


def read(file: IO[bytes], *, source: str, target: str) -> Iterator[TmxUnit | RefusedUnit]:
    """Yield the units of a TMX file in its order; those that cannot be used with the reason.

    Args:
        file: open for reading bytes.
        source: language of the sources; regions do not matter.
        target: language of the targets.

    Raises:
        TmxRefused: the file is no TMX; or, when the good units before have been yielded, it is
            damaged from there on.
    """
    number = 0
    parser = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for event, element in parser:
            name = _name(element)
            if event == "start":
                if element.getparent() is None and name != "tmx":
                    raise TmxRefused(_("This is not a TMX file."))
            elif name == "tu":
                number += 1
                yield _read(element, number, source=source, target=target)
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise TmxRefused(_("The file is damaged: %(error)s") % {"error": error}) from error


def _header(source: str, now: datetime.datetime) -> etree._Element:
    return etree.Element(
        "header",
        {
            "creationtool": "Firma",
            "creationtoolversion": _version(),
            "segtype": "paragraph",
            "o-tmf": "Firma",
            "adminlang": "en",
            "srclang": source,
            "datatype": "html",
            "creationdate": now.astimezone(datetime.UTC).strftime(_STAMP),
        },
    )


def _version() -> str:
    try:
        return metadata.version("wagtail-firma")
    except metadata.PackageNotFoundError:
        return "0"


def _unit(unit: MemoryUnit, *, source: str, target: str) -> etree._Element:
    element = etree.Element("tu", tuid=unit.identity[:32], segtype="paragraph", datatype="html")
    if unit.signed_at is not None:
        element.set("creationdate", unit.signed_at.astimezone(datetime.UTC).strftime(_STAMP))
    for kind, value in (
        ("x-firma-origin", unit.origin),
        ("x-firma-from", unit.origin_title),
        ("x-firma-path", unit.path),
    ):
        if value:
            etree.SubElement(element, "prop", type=kind).text = value
    numbers = numbered(unit.source)
    for language, html in ((source, unit.source), (target, unit.target)):
        variant = etree.SubElement(element, "tuv")
        variant.set(_LANG, language)
        variant.append(encode(html, numbers=numbers))
    return element


def _read(
    element: etree._Element, number: int, *, source: str, target: str
) -> TmxUnit | RefusedUnit:
    line, quote = int(element.sourceline or 0), ""
    try:
        segments = _segments(element)
        texts = []
        for language in (source, target):
            if (seg := segments.get(language_of(language))) is None:
                raise DamagedUnit(_("It has no text in “%(language)s”.") % {"language": language})
            html = decode(seg)
            said = visible_text(html)
            quote = quote or said[:80]
            if not said:
                raise DamagedUnit(
                    _("Its text in “%(language)s” is empty.") % {"language": language}
                )
            if len(html) > LONGEST:
                raise DamagedUnit(_("It is longer than any segment."))
            texts.append(html)
        _check_placeholders(*texts)
    except DamagedUnit as damage:
        return RefusedUnit(number, line, str(damage), quote)
    return TmxUnit(number, line, *texts)


def _segments(element: etree._Element) -> dict[str, etree._Element]:
    """Return the segment of each language; of several of one language, the first."""
    found: dict[str, etree._Element] = {}
    for variant in element:
        if _name(variant) == "tuv":
            seg = next((child for child in variant if _name(child) == "seg"), None)
            language = language_of(variant.get(_LANG) or variant.get("lang") or "")
            if seg is not None:
                found.setdefault(language, seg)
    return found


def _check_placeholders(source: str, target: str) -> None:
    before, after = Counter(placeholder_ids(source)), Counter(placeholder_ids(target))
    if before != after:
        raise DamagedUnit(_("The placeholders of source and translation are not the same."))
    if any(count > 1 for count in before.values()):
        raise DamagedUnit(_("A placeholder stands in it twice."))


def _forget(element: etree._Element) -> None:
    """Let go of what was read: the file may be larger than the machine's memory."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""

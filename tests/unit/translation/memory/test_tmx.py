"""TMX files: what other tools read of ours, and what we make of theirs."""

import datetime
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage import tmx as toolkit
from wagtail_localize.strings import StringValue

from pages.translation.memory.models import MemoryUnit, UnitOrigin
from pages.translation.memory.tmx import RefusedUnit, TmxRefused, TmxUnit, read, write
from pages.translation.memory.tmx_segments import decode, encode, numbered

NOW = datetime.datetime(2026, 3, 4, 5, 6, 7, tzinfo=datetime.UTC)
SOURCE = (
    'Gout <a id="a1">[smolen-2016]</a> is <b>very <a id="a2">painful</a></b> &amp; hot.<br/>Rest.'
)
TARGET = 'La gota <a id="a1">[smolen-2016]</a> es <b>muy <a id="a2">dolorosa</a></b> y calienta.'


def unit(source: str = SOURCE, target: str = TARGET, **fields: Any) -> MemoryUnit:
    return MemoryUnit(
        **{
            "identity": "ab" * 32,
            "source": source,
            "target": target,
            "origin": UnitOrigin.PAGE,
            "origin_title": "La gota",
            "path": "causes",
            "signed_at": NOW,
        }
        | fields
    )


def written(*units: MemoryUnit) -> bytes:
    file = BytesIO()
    write(file, units, source="en", target="es", now=NOW)
    return file.getvalue()


def read_all(content: bytes) -> list[TmxUnit | RefusedUnit]:
    return list(read(BytesIO(content), source="en", target="es"))


def tmx(*units: str, before: str = "") -> bytes:
    body = "\n".join(units)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<tmx version="1.4">'
        f'<header srclang="en"/><body>{body}</body></tmx>'
    ).encode()


def tu(source: str, target: str, languages: tuple[str, str] = ("en", "es")) -> str:
    return (
        f'<tu><tuv xml:lang="{languages[0]}"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{languages[1]}"><seg>{target}</seg></tuv></tu>'
    )


def test_what_was_written_is_read_again() -> None:
    [found] = read_all(written(unit()))
    assert isinstance(found, TmxUnit)
    assert (found.source, found.target, found.number) == (SOURCE, TARGET, 1)


def test_another_tool_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    path.write_bytes(written(unit(), unit("Rest.", "Descanse.")))
    units = toolkit.tmxfile.parsefile(str(path)).units
    assert [(one.source, one.target) for one in units][1] == ("Rest.", "Descanse.")
    assert (units[0].source, units[0].target) == (unescape(SOURCE), unescape(TARGET))


def test_codes_are_those_of_tmx_and_match_between_the_languages() -> None:
    root = etree.fromstring(written(unit()))
    assert root.get("version") == "1.4"
    header = root.find("header")
    assert (header.get("srclang"), header.get("datatype")) == ("en", "html")
    assert header.get("creationdate") == "20260304T050607Z"
    source, target = root.iter("seg")
    [citation, line_break] = source.iter("ph")
    assert citation.text == '<a id="a1">[smolen-2016]</a>'
    assert (citation.get("type"), line_break.get("type")) == ("x-citation", "lb")
    links = [
        [one for one in seg.iter("bpt") if one.get("type") == "link"] for seg in (source, target)
    ]
    assert [one.get("x") for [one] in links] == ["2", "2"]
    for seg in (source, target):
        opened = [one.get("i") for one in seg.iter("bpt")]
        assert sorted(opened) == sorted(one.get("i") for one in seg.iter("ept"))
        assert len(set(opened)) == len(opened)


def test_no_person_is_named() -> None:
    content = written(unit()).decode()
    assert "creationid" not in content
    assert "changeid" not in content


def test_what_xml_cannot_hold_is_left_out() -> None:
    [found] = read_all(written(unit("a\x0bb", "c\x00d")))
    assert isinstance(found, TmxUnit)
    assert (found.source, found.target) == ("ab", "cd")


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("", "Hola.", "empty"),
        ("Hello.", "", "empty"),
        ('<bpt i="1">&lt;b&gt;</bpt>Hello.', "Hola.", "not closed"),
        ("Hello.", '<ept i="1">&lt;/b&gt;</ept>Hola.', "not opened"),
        ('<bpt i="1">&lt;b&gt;</bpt><bpt i="1">&lt;b&gt;</bpt>x', "Hola.", "opened twice"),
        ('See <ph>&lt;a id="a1"&gt;[x]&lt;/a&gt;</ph>', "Vea", "placeholders"),
        ("&unknown;", "Hola.", "entity"),
        ("Hello. " * 4000, "Hola.", "longer"),
    ],
)
def test_a_damaged_unit_is_refused_and_the_others_are_kept(
    source: str, target: str, reason: str
) -> None:
    doctype = '<!DOCTYPE tmx SYSTEM "tmx14.dtd" [<!ENTITY unknown "boo">]>'
    found = read_all(tmx(tu(source, target), tu("Rest.", "Descanse."), before=doctype))
    assert isinstance(found[0], RefusedUnit)
    assert reason in found[0].reason
    assert isinstance(found[1], TmxUnit)
    assert found[1].number == 2


def test_a_unit_in_other_languages_is_refused_by_name() -> None:
    [found] = read_all(tmx(tu("Bonjour.", "Hola.", ("fr", "es"))))
    assert isinstance(found, RefusedUnit)
    assert found.reason == "It has no text in “en”."


def test_regions_old_attributes_and_other_tools_codes_are_understood() -> None:
    old = '<tu><tuv lang="EN-US"><seg>Hi</seg></tuv><tuv lang="ES-MX"><seg>Hola</seg></tuv></tu>'
    foreign = tu(
        'Take <bpt i="1">{\\b </bpt>it<ept i="1">}</ept> <ph>{0}</ph>now', "Tómelo <hi>ya</hi>"
    )
    found = read_all(tmx(old, foreign))
    assert [(one.source, one.target) for one in found if isinstance(one, TmxUnit)] == [
        ("Hi", "Hola"),
        ("Take it now", "Tómelo ya"),
    ]


def test_a_file_that_is_cut_off_gives_what_stands_before() -> None:
    whole = tmx(*[tu(f"Hello {number}.", f"Hola {number}.") for number in range(2000)])
    found: list[TmxUnit | RefusedUnit] = []
    with pytest.raises(TmxRefused, match="damaged"):
        found.extend(read(BytesIO(whole[: len(whole) // 2]), source="en", target="es"))
    assert len(found) > 900


@pytest.mark.parametrize("content", [b"", b"msgid", b"<xliff/>", "<tmx".encode("utf-16")])
def test_what_is_no_tmx_is_refused(content: bytes) -> None:
    with pytest.raises(TmxRefused):
        read_all(content)


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not yours")
    doctype = f'<!DOCTYPE tmx [<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    [found] = read_all(tmx(tu("&file;", "Hola."), before=doctype))
    assert isinstance(found, RefusedUnit)
    assert "not yours" not in str(found)


def test_entities_that_grow_are_not_resolved() -> None:
    lines = '<!ENTITY e0 "boom">' + "".join(
        f'<!ENTITY e{number} "&e{number - 1};&e{number - 1};">' for number in range(1, 40)
    )
    try:
        found = read_all(tmx(tu("&e39;", "Hola."), before=f"<!DOCTYPE tmx [{lines}]>"))
    except TmxRefused:
        return
    assert all(isinstance(one, RefusedUnit) for one in found)


_TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc")),
    max_size=12,
)


@st.composite
def segments(draw: st.DrawFn) -> str:
    """Return the HTML of a segment, in the form in which wagtail-localize keeps it."""
    pieces: list[str] = []
    for number in range(1, draw(st.integers(1, 5))):
        text = draw(_TEXT).replace("[", "(").replace("]", ")")
        escaped = StringValue.from_plaintext(text).data
        pieces.append(
            draw(
                st.sampled_from(
                    [
                        escaped,
                        f"<b>{escaped}</b>",
                        f"<b><i>{escaped}</i>{escaped}</b>",
                        f'<a id="a{number}">{escaped}</a>',
                        f'<i><a id="a{number}">{escaped}</a></i>',
                        f'<a id="a{number}">[{number}-smith]</a>',
                        f"{escaped}<br/>",
                    ]
                )
            )
        )
    return str(StringValue.from_translated_html("".join(pieces)).data)


@settings(max_examples=200)
@given(segments(), segments())
def test_a_segment_survives_the_round_trip(source: str, target: str) -> None:
    numbers = numbered(source)
    for html in (source, target):
        seg = etree.fromstring(etree.tostring(encode(html, numbers=numbers)))
        assert decode(seg) == html


@settings(max_examples=40)
@given(st.lists(segments(), min_size=1, max_size=5))
def test_another_tool_counts_the_same_units_and_reads_the_same_words(sources: list[str]) -> None:
    content = written(*[unit(f"x{html}", f"y{html}") for html in sources])
    store = toolkit.tmxfile.parsestring(content)
    assert len(store.units) == len(sources)
    for one, html in zip(store.units, sources, strict=True):
        assert (one.source, one.target) == (unescape(f"x{html}"), unescape(f"y{html}"))
    found = read_all(content)
    assert [one.source for one in found if isinstance(one, TmxUnit)] == [
        f"x{html}" for html in sources
    ]

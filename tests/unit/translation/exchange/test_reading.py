"""What tools make of a file is read as what it means; what means nothing is refused."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from pages.translation.exchange import reading
from pages.translation.exchange.inline import MarkupFault, comparable, parse, tidy
from pages.translation.exchange.judging import CurrentSegment, SegmentStatus, Verdict, judge
from pages.translation.exchange.reading import read
from pages.translation.exchange.values import FileRefused, Mark, ReadUnit
from tests.factories.exchange import WRITERS, a_document, a_unit

SOURCE = 'It <b>may</b> help <a id="a1">[smolen-2016]</a>. Ask <a id="a2">us</a>.'
TARGET = '<b>Puede</b> ayudar <a id="a1">[smolen-2016]</a>. <a id="a2">Pregunte</a>.'
NEW = """<?xml version="1.0"?>
<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" version="2.1" trgLang="es" srcLang="en">
<x:file id="f"><x:unit name="summary#1" id="u1">%s</x:unit></x:file></x:xliff>"""
OLD = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="x" source-language="en" target-language="es" datatype="html"><body>
<trans-unit id="u1" resname="summary#1"%s</trans-unit></body></file></xliff>"""
SOURCE_OF_2 = (
    '<x:source>It <x:pc id="b1">may</x:pc> help <x:ph id="a1"/>. '
    'Ask <x:pc id="a2">us</x:pc>.</x:source>'
)
SOURCE_OF_1 = '<source>It <g id="b1">may</g> help <x id="a1"/>. Ask <g id="a2">us</g>.</source>'


def unit_of(content: str | bytes) -> ReadUnit:
    (document,) = read(content if isinstance(content, bytes) else content.encode(), name="file")
    (unit,) = document.units
    return unit


def judged(unit: ReadUnit, source: str = SOURCE, **values: object) -> Verdict:
    segment = CurrentSegment(key=0, path="summary", position=1, source=source, **values)  # type: ignore[arg-type]
    (verdict,) = judge([unit], [segment])
    return verdict


@pytest.mark.parametrize(
    "target",
    [
        '<x:pc id="b1">Puede</x:pc> ayudar <x:ph id="a1"/>. <x:pc id="a2">Pregunte</x:pc>.',
        '<x:sc id="b1"/>Puede<x:ec startRef="b1"/> ayudar <x:ph id="a1"/>. '
        '<x:sc id="a2"/>Pregunte<x:ec startRef="a2"/>.',
        '<x:mrk id="m1"><x:pc id="b1">Puede</x:pc> ayudar</x:mrk> <x:sm id="m2"/><x:ph id="a1"/>'
        '<x:em startRef="m2"/>. <x:pc id="a2">Pregunte</x:pc>.',
        '<x:pc id="b1">Puede</x:pc>\n      ayudar <x:ph id="a1"/>. <!-- x -->'
        '<x:pc id="a2">Pregunte</x:pc>.',
    ],
)
def test_xliff_2_of_other_tools_is_understood(target: str) -> None:
    content = NEW % f"<x:segment>{SOURCE_OF_2}<x:target>{target}</x:target></x:segment>"
    verdict = judged(unit_of(content))
    assert (verdict.status, verdict.text) == (SegmentStatus.IMPORTED, TARGET), verdict.reason


def test_a_unit_that_a_tool_divided_is_joined_in_the_order_of_its_targets() -> None:
    content = NEW % (
        '<x:segment id="1" state="translated"><x:source>It <x:pc id="b1">may</x:pc> help '
        '<x:ph id="a1"/>.</x:source><x:target order="1"><x:pc id="b1">Puede</x:pc> ayudar '
        '<x:ph id="a1"/>.</x:target></x:segment>'
        "<x:ignorable><x:source> </x:source></x:ignorable>"
        '<x:segment id="2" state="initial"><x:source>Ask <x:pc id="a2">us</x:pc>.</x:source>'
        '<x:target order="3"><x:pc id="a2">Pregunte</x:pc>.</x:target></x:segment>'
    )
    unit = unit_of(content)
    verdict = judged(unit)
    assert (verdict.status, verdict.text) == (SegmentStatus.IMPORTED, TARGET), verdict.reason
    assert unit.mark is Mark.UNSURE


def test_half_a_unit_is_refused() -> None:
    content = NEW % (
        "<x:segment><x:source>It may help. </x:source><x:target>Puede. </x:target></x:segment>"
        "<x:segment><x:source>Ask us.</x:source></x:segment>"
    )
    verdict = judged(unit_of(content), "It may help. Ask us.")
    assert verdict.status is SegmentStatus.REFUSED
    assert "Only a part" in verdict.reason


@pytest.mark.parametrize(
    "target",
    [
        '<g id="b1">Puede</g> ayudar <x id="a1"/>. <g id="a2">Pregunte</g>.',
        '<bx id="1" rid="b1"/>Puede<ex id="2" rid="b1"/> ayudar <x id="a1"/>. '
        '<g id="a2">Pregunte</g>.',
        '<bpt id="b1">&lt;b&gt;</bpt>Puede<ept id="b1">&lt;/b&gt;</ept> ayudar '
        '<ph id="a1">x</ph>. <g id="a2">Pregunte</g>.',
        '<mrk mtype="seg" mid="0"><g id="b1">Puede</g> ayudar <x id="a1"/>.</mrk> '
        '<mrk mtype="seg" mid="1"><g id="a2">Pregunte</g>.</mrk>',
    ],
)
def test_xliff_1_of_other_tools_is_understood(target: str) -> None:
    content = OLD % (
        f'>{SOURCE_OF_1}<seg-source><mrk mtype="seg" mid="0">x</mrk></seg-source>'
        f'<target state="translated">{target}</target>'
        "<alt-trans><source>x</source><target>Otra cosa.</target></alt-trans>"
    )
    verdict = judged(unit_of(content))
    assert (verdict.status, verdict.text) == (SegmentStatus.IMPORTED, TARGET), verdict.reason


@pytest.mark.parametrize(
    ("attributes", "mark"),
    [
        ("><source>a</source><target>b</target>", Mark.UNMARKED),
        (' approved="yes"><source>a</source><target>b</target>', Mark.DONE),
        ('><source>a</source><target state="final">b</target>', Mark.DONE),
        ('><source>a</source><target state="needs-review-l10n">b</target>', Mark.UNSURE),
        (' approved="yes"><source>a</source><target state="new">b</target>', Mark.UNSURE),
    ],
)
def test_states_of_xliff_1(attributes: str, mark: Mark) -> None:
    assert unit_of(OLD % attributes).mark is mark


@pytest.mark.parametrize(
    ("state", "mark"),
    [("", Mark.UNMARKED), (' state="initial"', Mark.UNSURE), (' state="reviewed"', Mark.DONE)],
)
def test_states_of_xliff_2(state: str, mark: Mark) -> None:
    segment = "<x:source>a</x:source><x:target>b</x:target></x:segment>"
    assert unit_of(NEW % f"<x:segment{state}>{segment}").mark is mark


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ('<x:pc id="b1">Puede</x:pc> <x:ph id="a7"/>', "“a7” is not in the source"),
        ('<x:pc id="z">Puede</x:pc>', "“z” is not in the source"),
        ('<x:sc id="b1"/>Puede', "“b1” does not end"),
        ('Puede<x:ec startRef="b1"/>', "“b1” does not begin"),
        ('<x:sc id="b1"/><x:sc id="a2"/>P<x:ec startRef="b1"/><x:ec startRef="a2"/>', "begin"),
        ("<x:script>alert(1)</x:script>", "<script> is not allowed"),
        ("Puede.", "“[smolen-2016]” is missing."),
    ],
)
def test_codes_that_mean_nothing_are_refused(target: str, words: str) -> None:
    content = NEW % f"<x:segment>{SOURCE_OF_2}<x:target>{target}</x:target></x:segment>"
    verdict = judged(unit_of(content))
    assert verdict.status is SegmentStatus.REFUSED
    assert words in verdict.reason


def test_a_code_cannot_be_made_to_mean_something_else() -> None:
    content = NEW % (
        '<x:originalData><x:data id="d1">&lt;a id="a9"&gt;x&lt;/a&gt;</x:data></x:originalData>'
        f"<x:segment>{SOURCE_OF_2}<x:target>"
        '<x:pc id="b1">Puede</x:pc> ayudar <x:ph id="a1" dataRef="d1"/>. '
        '<x:pc id="a2">Pregunte</x:pc>.</x:target></x:segment>'
    )
    assert judged(unit_of(content)).text == TARGET


def test_bold_that_a_translator_adds_in_the_tool_is_taken() -> None:
    content = NEW % (
        "<x:segment><x:source>Rest.</x:source><x:target>"
        '<x:pc id="9" type="fmt" subType="xlf:b">Descanse</x:pc>.</x:target></x:segment>'
    )
    assert judged(unit_of(content), "Rest.").text == "<b>Descanse</b>."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings_of_xml_are_read(encoding: str) -> None:
    content = (
        NEW % "<x:segment><x:source>Rest.</x:source><x:target>Descanse.</x:target></x:segment>"
    )
    content = content.replace("\n", "\r\n")
    if encoding == "utf-16":
        content = content.replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    assert judged(unit_of(content.encode(encoding)), "Rest.").text == "Descanse."


def test_a_po_file_of_windows_is_read() -> None:
    content = 'msgctxt "summary#1"\nmsgid "Rest."\nmsgstr ""\n"Descanse "\n"bien."\n'
    unit = unit_of(b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode())
    assert judged(unit, "Rest.").text == "Descanse bien."


def test_a_po_file_that_was_cut_off_gives_no_half_sentence() -> None:
    content = (
        'msgctxt "a#1"\nmsgid "Take 10 mg."\nmsgstr "Tome 10 mg."\n\n'
        'msgctxt "b#1"\nmsgid "Take 100 mg."\nmsgstr "Tome 100'
    )
    (document,) = read(content.encode(), name="file")
    assert [unit.path for unit in document.units] == ["a"]
    assert document.damage == ("The entry at line 5 is damaged.",)


def test_the_path_of_a_file_on_the_server_is_no_file() -> None:
    with pytest.raises(FileRefused):
        read(__file__.encode(), name="file")


def test_a_text_is_found_by_its_words_where_the_file_does_not_say_where_it_is() -> None:
    unit = unit_of('msgid "Rest."\nmsgstr "Descanse."\n')
    assert judged(unit, "Rest.").status is SegmentStatus.IMPORTED
    twice = [
        CurrentSegment(key=key, path=path, position=1, source="Rest.")
        for key, path in enumerate(("a", "b"))
    ]
    (verdict,) = judge([unit], twice)
    assert "several places" in verdict.reason


def test_a_segment_may_be_formatted_otherwise_than_its_source() -> None:
    unit = unit_of('msgctxt "summary#1"\nmsgid "Take <b>one</b>."\nmsgstr "Tome uno."\n')
    assert judged(unit, "Take <b>one</b>.").status is SegmentStatus.IMPORTED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a<br>b", "a<br/>b"),
        ("a &gt; b", "a > b"),
        ("caf\u0065\u0301", "café"),
        ("a\n   b", "a b"),
        ("\n  a\n", "a"),
        ("a\x0bb", "ab"),
    ],
)
def test_spellings_of_the_same_segment_are_equal(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(("one", "other"), [("a  b", "a b"), ("a\u00a0b", "a b"), ("a ", "a")])
def test_spaces_that_somebody_typed_are_not_lost(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


def test_markup_is_written_in_one_way() -> None:
    assert tidy("a<br>\n<B>b</B> &quot;") == 'a<br/> <b>b</b> "'
    with pytest.raises(MarkupFault):
        parse("<p>a</p>")


@pytest.mark.parametrize("kind", ["xliff", "xliff12"])
def test_where_a_tool_dropped_the_name_the_identity_tells_the_place(kind: str) -> None:
    content = WRITERS[kind](a_document(a_unit("Rest.", "Descanse.", path="causes", position=2)))
    bare = re.sub(rb' (?:name|resname)="[^"]*"', b"", content)
    unit = unit_of(bare)
    assert (unit.path, unit.position) == ("causes", 2)


def archive(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return buffer.getvalue()


def test_one_bad_file_of_an_archive_does_not_keep_the_others_out() -> None:
    good = b'msgctxt "a#1"\nmsgid "Rest."\nmsgstr "Descanse."\n'
    first, second = read(archive(good=good, bad=b"rubbish"), name="file")
    assert (first.name, len(first.units), first.damage) == ("good", 1, ())
    assert (second.name, len(second.units)) == ("bad", 0)
    assert second.damage


def test_an_archive_unpacks_to_no_more_than_a_file_may_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "LARGEST", 10_000)
    with pytest.raises(FileRefused, match="larger than"):
        read(archive(bomb=b"#" * 100_000), name="file")
    with pytest.raises(FileRefused, match="larger than"):
        read(b"#" * 10_001, name="file")
    monkeypatch.setattr(reading, "MOST_FILES", 1)
    with pytest.raises(FileRefused, match="more than 1 files"):
        read(archive(one=b"", two=b""), name="file")

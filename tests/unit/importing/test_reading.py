"""From bytes to text, or to a refusal that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.content.importing.reading import LARGEST_FILE, read_bytes, read_file
from pages.content.importing.refusals import ImportRefused, WrongUsage


def test_utf_8_is_read_with_and_without_a_mark():
    plain = read_bytes("Señales\n".encode(), name="a.txt")
    marked = read_bytes("Señales\n".encode("utf-8-sig"), name="a.txt")
    assert plain.text == marked.text == "Señales\n"


def test_line_ends_of_all_systems_count_lines_alike():
    assert read_bytes(b"a\r\nb\rc\nd", name="a.txt").text == "a\nb\nc\nd"


@pytest.mark.parametrize("data", [b"", b" \n\t \n", b"\xef\xbb\xbf\n", b"\x0c"])
def test_a_file_without_a_visible_character_is_refused_as_empty(data):
    with pytest.raises(ImportRefused, match="is empty"):
        read_bytes(data, name="a.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04word/document.xml", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"{\\rtf1 text}", "RTF"),
    ],
)
def test_a_file_of_another_kind_is_named_and_refused(data, kind):
    with pytest.raises(ImportRefused, match=kind):
        read_bytes(data, name="a.txt")


@pytest.mark.parametrize("data", [b"a\x00b", b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f text"])
def test_bytes_that_are_no_text_are_refused_as_binary(data):
    with pytest.raises(ImportRefused, match="binary"):
        read_bytes(data, name="a.txt")


def test_another_encoding_is_refused_with_the_line_and_the_option_that_helps():
    with pytest.raises(ImportRefused, match=r"line 2, byte 0xf1.*--encoding windows-1252"):
        read_bytes("Uno\nSeñal".encode("cp1252"), name="a.txt")


def test_the_encoding_that_a_page_declares_is_the_one_proposed():
    page = '<html><meta charset="iso-8859-15"><p>Señal</p>'.encode("iso-8859-15")
    with pytest.raises(ImportRefused, match="--encoding iso-8859-15"):
        read_bytes(page, name="a.html")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings_are_recognised_by_their_mark(encoding):
    data = "Señal".encode(encoding)
    with pytest.raises(ImportRefused, match=f"--encoding {encoding}"):
        read_bytes(data, name="a.txt")
    assert read_bytes(data, name="a.txt", encoding=encoding).text == "Señal"


def test_the_encoding_that_is_given_is_used():
    assert (
        read_bytes("Señal".encode("cp1252"), name="a.txt", encoding="windows-1252").text == "Señal"
    )


def test_a_given_encoding_that_does_not_fit_is_refused():
    with pytest.raises(ImportRefused, match="is not in the encoding ascii"):
        read_bytes("Señal".encode(), name="a.txt", encoding="ascii")


@pytest.mark.parametrize("encoding", ["klingon", "base64", "a\x00b"])
def test_an_unknown_encoding_is_wrong_usage(encoding):
    with pytest.raises(WrongUsage, match="There is no encoding"):
        read_bytes(b"text", name="a.txt", encoding=encoding)


def test_a_huge_file_is_refused_without_reading_all_of_it(tmp_path):
    path = tmp_path / "log.txt"
    path.write_bytes(b"a" * (LARGEST_FILE + 1))
    with pytest.raises(ImportRefused, match="larger than 2 MB"):
        read_file(path)


def test_a_file_of_just_the_largest_size_is_read():
    assert len(read_bytes(b"a" * LARGEST_FILE, name="a.txt").text) == LARGEST_FILE


def test_no_file_and_a_folder_are_wrong_usage(tmp_path):
    with pytest.raises(WrongUsage, match=r"^There is no file"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(WrongUsage, match="is not a file"):
        read_file(tmp_path)


@pytest.mark.parametrize("name", ["a\x00b", "a" * 5000])
def test_a_name_that_no_file_can_have_is_wrong_usage(name):
    with pytest.raises(WrongUsage):
        read_file(Path(name))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Gout\n\nText", "a.txt", False),
        ("Gout\n\nText", "a.html", True),
        ("<!DOCTYPE html><p>Text</p>", "a.txt", True),
        ("Values <p of 0.05 and >p are <b>not</b> tags", "a.txt", False),
        ("<h1>Gout</h1><p>Text</p>", "a", True),
        ("Gout\n\nText", "a", False),
    ],
)
def test_html_is_told_from_text_by_name_and_looks(text, name, expected):
    assert read_bytes(text.encode(), name=name).is_html is expected


def test_stray_control_characters_are_dropped():
    assert read_bytes(b"Go\x07ut\x1b[31m\n", name="a.txt").text == "Gout[31m\n"


def test_lines_with_broken_characters_are_remembered():
    text = "Bien\nSeÃ±ales\nMás\nun \ufffd perdido\nItâ€™s"
    assert read_bytes(text.encode(), name="a.txt").garbled == (2, 4, 5)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    try:
        outcome = read_bytes(data, name="a.txt").text
    except ImportRefused as refusal:
        outcome = str(refusal)
    assert outcome.strip()

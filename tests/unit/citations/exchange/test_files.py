import codecs

import pytest

from pages.citations.exchange.files import LARGEST_FILE, ImportRefused, read_bytes

RIS = "TY  - JOUR\r\nTI  - Señal\r\nER  - \r\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (RIS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + RIS.encode(), "utf-8"),
        (RIS.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + RIS.encode("utf-16-be"), "utf-16"),
        (RIS.encode("utf-32"), "utf-32"),
    ],
)
def test_text_is_read_in_the_encoding_that_it_is_in(data: bytes, encoding: str) -> None:
    file = read_bytes(data, name="a.txt")
    assert file.text == "TY  - JOUR\nTI  - Señal\nER  - \n"
    assert (file.format.name, file.encoding) == ("ris", encoding)


def test_an_older_encoding_is_guessed_and_named() -> None:
    text = RIS.replace("Señal", "Análisis de señales: ¿qué es la inflamación crónica?")
    file = read_bytes(text.encode("cp1252"), name="a.ris")
    assert "¿qué es la inflamación crónica?" in file.text
    assert file.encoding not in {"utf-8", "ascii"}
    assert "señales" in read_bytes(text.encode("cp1252"), name="a", encoding="cp1252").text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04xx", "Word/ZIP"),
        (b"TY  - \x00\x01", "not a text file"),
        (b"Dear colleague,", "holds no references"),
        (b"x" * (LARGEST_FILE + 1), "larger than 50 MB"),
    ],
)
def test_other_files_are_refused_with_words(data: bytes, words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        read_bytes(data, name="a.ris")


def test_a_wrong_encoding_is_refused_with_the_line() -> None:
    with pytest.raises(ImportRefused, match=r"utf-8 \(line 2\)"):
        read_bytes(RIS.encode("cp1252"), name="a.ris", encoding="utf-8")
    with pytest.raises(ImportRefused, match="not the name of an encoding"):
        read_bytes(RIS.encode(), name="a.ris", encoding="klingon")


def test_the_content_decides_and_an_option_forces() -> None:
    assert read_bytes(b"@book{a, title={T}}", name="a.ris").format.name == "bibtex"
    assert read_bytes(b"@book{a, title={T}}", name="a.ris", kind="ris").format.name == "ris"

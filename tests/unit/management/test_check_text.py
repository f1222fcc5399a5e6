"""`manage.py check_text`: what it prints, how it exits, and what it refuses, without a database."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from pages.content.importing.reading import LARGEST_FILE

CLEAN = (
    "Heel pain\n\nWritten by Ana Lane, MD. Medically reviewed by Leo Hall, license number 4711. "
    "Last updated 3 May 2026. This page does not replace the advice of your doctor. Seek medical "
    "help if the foot swells. Alternatives include rest and exercise.\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "heel.txt"


def run(
    file: Path, *, locale: str = "en", output: str = "text", encoding: str = ""
) -> tuple[str, int]:
    """Return what the command prints, and its exit code."""
    out = StringIO()
    try:
        call_command(
            "check_text",
            str(file),
            locale=locale,
            type="condition",
            format=output,
            encoding=encoding,
            stdout=out,
        )
    except SystemExit as end:
        return out.getvalue(), int(end.code or 0)
    return out.getvalue(), 0


def refused(file: Path, *, locale: str = "en") -> tuple[str, int]:
    """Return what the command says in refusing a file, and its exit code."""
    with pytest.raises(CommandError) as refusal:
        run(file, locale=locale)
    return str(refusal.value), refusal.value.returncode


def test_a_clean_text_exits_with_0(file: Path) -> None:
    file.write_text(CLEAN)
    assert run(file) == ("Nothing was found.\n", 0)


def test_what_must_be_settled_exits_with_1_and_says_where(file: Path) -> None:
    file.write_text(f"{CLEAN}\nThe splint cures heel pain.\n")
    printed, code = run(file)
    assert code == 1
    assert "line 5: must be settled [claim.cure]" in printed
    assert "“The splint cures heel pain.”" in printed


def test_warnings_alone_exit_with_0(file: Path) -> None:
    file.write_text(f"{CLEAN}\nRest the the foot.\n")
    printed, code = run(file)
    assert code == 0
    assert "line 5: warning [language.doubled_word]" in printed


def test_json_has_what_a_program_needs(file: Path) -> None:
    file.write_text(f"{CLEAN}\nThe splint cures heel pain.\n")
    printed, code = run(file, output="json")
    assert code == 1
    read = json.loads(printed)
    assert (read["file"], read["locale"], read["type"]) == ("heel.txt", "en", "condition")
    (finding,) = read["findings"]
    assert set(finding) == {"code", "severity", "line", "quote", "message"}
    assert (finding["code"], finding["severity"], finding["line"]) == ("claim.cure", "block", 5)
    assert finding["quote"] in file.read_text().split("\n")[4]


def test_messages_are_in_the_language_of_the_reader(file: Path) -> None:
    file.write_text(f"{CLEAN}\nThe splint cures heel pain.\n")
    with translation.override("es"):
        printed, _code = run(file)
    assert "línea 5: debe resolverse [claim.cure]" in printed
    assert "afirma una curación" in printed


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04rest", "Word/ZIP"),
        (b"a\x00b", "binary"),
        ("Dolor de talón".encode("latin-1"), "not UTF-8"),
        ("Heel".encode("utf-16"), "utf-16"),
        (b"a" * (LARGEST_FILE + 1), "larger than"),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_words(file: Path, data: bytes, words: str) -> None:
    file.write_bytes(data)
    message, code = refused(file)
    assert words in message
    assert code == 1


def test_another_encoding_is_read_when_it_is_named(file: Path) -> None:
    file.write_bytes("Dolor de talón\n\nLa férula cura el dolor.\n".encode("latin-1"))
    printed, code = run(file, locale="es", output="json", encoding="latin-1")
    assert code == 1
    assert "La férula cura el dolor." in {one["quote"] for one in json.loads(printed)["findings"]}


def test_a_file_that_is_not_there_is_wrong_usage(file: Path) -> None:
    message, code = refused(file)
    assert "There is no file" in message
    assert code == 2


def test_a_language_without_rules_is_wrong_usage(file: Path) -> None:
    file.write_text(CLEAN)
    message, code = refused(file, locale="fr")
    assert "“fr”" in message
    assert code == 2

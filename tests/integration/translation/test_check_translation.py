"""``check_translation``: bilingual files outside the CMS."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: es\\n"

msgid "Rest the foot for two days."
msgstr "Descanse el pie durante dos días."

msgid "Take 10 mg in the morning."
msgstr "Tome 100 mg por la mañana."

msgid "It lasts<a id=\\"a1\\">[Lopez 2012]</a>."
msgstr "Dura."

msgid "Does it hurt?"
msgstr "Duele?"

msgid "Walk slowly."
msgstr ""
"""
OLD = """\
<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file source-language="es-MX" target-language="en" original="gota" datatype="html"><body>
  <trans-unit id="1"><source>No conduzca.</source><target>Drive.</target></trans-unit>
  <trans-unit id="2"><source>Lea <g id="a1">el folleto</g> hoy.</source>
   <target>Read the leaflet today.</target></trans-unit>
 </body></file>
</xliff>
"""
NEW = """\
<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="es">
 <file id="f"><unit id="u"><segment id="s1"><source>It may help.</source>
  <target>Ayuda.</target></segment><segment id="s2"><source>Rest.</source></segment></unit></file>
</xliff>
"""


def check(tmp_path: Path, content: str | bytes, **options: Any) -> tuple[int, Any]:
    """Return exit code and what the command says, as JSON."""
    path = tmp_path / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    out = io.StringIO()
    code = 0
    try:
        call_command("check_translation", str(path), format="json", stdout=out, **options)
    except SystemExit as ended:
        code = int(str(ended.code))
    return code, json.loads(out.getvalue())


def found(said: Any) -> list[tuple[int, str, str]]:
    return [
        (one["index"], one["code"].removeprefix("translation."), one["severity"])
        for one in said["findings"]
    ]


def test_a_po_file_is_checked_entry_by_entry_counted_from_0(tmp_path: Path) -> None:
    code, said = check(tmp_path, PO)
    assert code == 1
    assert (said["source"], said["target"], said["entries"]) == ("en", "es", 5)
    assert found(said) == [
        (1, "number", "block"),
        (2, "citation_lost", "block"),
        (3, "opening_mark", "warn"),
        (4, "untranslated", "block"),
    ]
    first = said["findings"][0]
    assert first["source"] == "Take 10 mg in the morning."
    assert first["target"] == "Tome 100 mg por la mañana."
    assert first["quote"] == first["target"]
    assert "10" in first["message"]


def test_xliff_of_both_kinds_names_its_languages(tmp_path: Path) -> None:
    code, said = check(tmp_path, OLD)
    assert (code, said["source"], said["target"]) == (1, "es", "en")
    assert found(said) == [(0, "negation", "block"), (1, "link", "warn")]
    code, said = check(tmp_path, NEW)
    assert (code, said["source"], said["target"]) == (1, "en", "es")
    assert found(said) == [(0, "hedge_lost", "block"), (1, "untranslated", "block")]


def test_a_file_with_warnings_alone_is_no_failure(tmp_path: Path) -> None:
    content = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n\nmsgid "Does it hurt?"\nmsgstr "Duele?"\n'
    assert check(tmp_path, content)[0] == 0


def test_languages_are_those_that_are_asked_for(tmp_path: Path) -> None:
    content = 'msgid "No conduzca."\nmsgstr "Drive."\n'
    _, said = check(tmp_path, content, source="es", target="en")
    assert found(said) == [(0, "negation", "block")]


def test_in_words_the_entries_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "gota.po"
    path.write_text(PO)
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("check_translation", str(path), stdout=out)
    said = out.getvalue()
    assert "! 1  translation.number" in said
    assert "5 entries: 3 things to settle, 1 warning." in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00rubbish", "neither a PO nor an XLIFF"),
        (b"just words", "neither a PO nor an XLIFF"),
        (b"<xliff><file>", "damaged"),
        (b"<html><body/></html>", "neither a PO nor an XLIFF"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words) as refusal:
        call_command("check_translation", str(path))
    assert refusal.value.returncode == 1


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("check_translation", str(tmp_path / "nowhere.po"))
    assert refusal.value.returncode == 2


def test_entities_of_a_file_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("12345")
    content = NEW.replace(
        "<xliff", f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><xliff', 1
    ).replace("Ayuda.", "Ayuda &e;.")
    _, said = check(tmp_path, content)
    assert "12345" not in json.dumps(said)

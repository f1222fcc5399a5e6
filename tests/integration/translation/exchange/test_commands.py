"""``export_translation`` and ``import_translation``."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import polib
import pytest
from django.core.management import CommandError, call_command
from wagtail_localize.models import StringTranslation, Translation

from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_translator,
    start_translation,
    translate,
)

SENTENCE = "The immune system attacks the joints."


@pytest.fixture
def translation(site: BilingualSite) -> Translation:
    return start_translation(make_condition(site), site.spanish)


@pytest.fixture
def page_id(translation: Translation) -> int:
    return int(translation.source.get_source_instance().pk)


def run(name: str, *arguments: Any, **options: Any) -> tuple[int, str]:
    """Return exit code and output."""
    out = io.StringIO()
    try:
        call_command(name, *arguments, stdout=out, **options)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def refused(name: str, *arguments: Any, **options: Any) -> tuple[int, str]:
    with pytest.raises(CommandError) as refusal:
        run(name, *arguments, **options)
    return refusal.value.returncode, str(refusal.value)


def spoil(path: Path, texts: dict[str, str]) -> None:
    file = polib.pofile(path.read_text())
    for entry in file:
        for source, target in texts.items():
            if entry.msgid.startswith(source):
                entry.msgstr = target
    path.write_text(str(file))


def test_a_page_is_written_to_a_file_and_brought_back(
    page_id: int, tmp_path: Path, site: BilingualSite
) -> None:
    make_translator(site, username="lucia")
    path = tmp_path / "ra.po"
    code, said = run("export_translation", page_id, to="es", format="po", output=str(path))
    assert (code, said) == (0, f"{path}: 1 page\n")
    spoil(path, {SENTENCE: "Ataca las articulaciones.", "It inflames": "Inflama."})
    for dry in (True, False):
        code, said = run("import_translation", path, user="lucia", dry_run=dry)
        assert code == 1
        assert "The placeholder “[smolen-2016]” is missing." in said
        assert ("Would be imported: 1." if dry else "Imported: 1.") in said
        assert StringTranslation.objects.exists() is not dry
    written = StringTranslation.objects.get()
    assert (written.data, written.tool_name) == ("Ataca las articulaciones.", "ra.po")
    assert written.last_translated_by.username == "lucia"


def test_the_default_is_xliff_named_after_the_page_here(
    page_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("export_translation", page_id, to="es")
    assert b'version="2.1"' in (tmp_path / "rheumatoid-arthritis.en-es.xlf").read_bytes()


def test_standard_output_is_the_file_and_nothing_else(page_id: int) -> None:
    _code, said = run("export_translation", page_id, to="es", format="xliff12", output="-")
    assert said.startswith("<?xml")
    assert said.endswith("</xliff>\n")


def test_only_what_is_missing_is_written(page_id: int, translation: Translation) -> None:
    translate(translation, only=3)
    _code, said = run("export_translation", page_id, to="es", only="untranslated", output="-")
    assert SENTENCE in said
    assert "<source>Rheumatoid arthritis</source>" not in said


def test_nothing_is_written_of_a_page_that_has_no_translation(
    page_id: int, site: BilingualSite, tmp_path: Path
) -> None:
    other = make_condition(site, title="Gout")
    path = tmp_path / "both.xlf"
    code, said = refused("export_translation", page_id, other.pk, to="es", output=str(path))
    assert code == 1
    assert "“Gout (English)”" in said or "“Gout”" in said
    assert not path.exists()


def test_wrong_usage_says_so(page_id: int, tmp_path: Path) -> None:
    assert refused("export_translation", 999_999, to="es")[0] == 2
    assert refused("export_translation", page_id, to="fr")[0] == 2
    assert refused("export_translation", page_id, to="es", output=str(tmp_path))[0] == 2
    assert refused("import_translation", tmp_path / "none.po")[0] == 2
    path = tmp_path / "es.po"
    path.write_text("rubbish")
    assert refused("import_translation", path, user="nobody")[0] == 2
    assert refused("import_translation", path)[0] == 1


def test_the_report_is_there_as_json(page_id: int, tmp_path: Path) -> None:
    path = tmp_path / "ra.po"
    run("export_translation", page_id, to="es", format="po", output=str(path))
    spoil(path, {SENTENCE: "Ataca."})
    code, said = run("import_translation", path, format="json")
    report = json.loads(said)
    assert code == 0
    assert (report["file"], report["dry_run"], report["imported"]) == ("ra.po", False, 1)
    assert any(
        segment["status"] == "imported" and segment["source"] == SENTENCE
        for segment in report["documents"][0]["segments"]
    )


def test_a_file_of_another_site_is_refused(page_id: int, tmp_path: Path) -> None:
    path = tmp_path / "ra.xlf"
    run("export_translation", page_id, to="es", output=str(path))
    Translation.objects.update(enabled=False)
    code, said = run("import_translation", path)
    assert code == 1
    assert "names no translation of this site" in said


@pytest.mark.parametrize("name", ["export_translation", "import_translation"])
def test_the_help_shows_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command(name, "--help")
    assert "exit codes:" in capsys.readouterr().out

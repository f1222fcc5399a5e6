"""``export_memory`` and ``import_memory``."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from translate.storage import tmx as toolkit

from pages.translation.memory.lookup import suggestions
from pages.translation.memory.models import MemoryPhrase, MemoryUnit, UnitOrigin
from pages.translation.memory.storing import Pair, Provider, store
from tests.integration.translation.memory.conftest import SENTENCE, SENTENCE_ES, SignedPair

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def imported(source: str, target: str) -> None:
    store(
        [Pair(source, target)],
        provider=Provider(
            origin=UnitOrigin.IMPORTED, source_language="en", target_language="es", title="a.tmx"
        ),
    )


def test_another_tool_reads_what_was_exported(signed: SignedPair, tmp_path: Path) -> None:
    imported("Not signed.", "Sin firma.")
    path = tmp_path / "memory.tmx"
    out, _err = run("export_memory", str(path))
    units = {one.source: one.target for one in toolkit.tmxfile.parsefile(str(path)).units}
    assert units[SENTENCE] == SENTENCE_ES
    assert "Not signed." not in units
    assert f"{len(MemoryUnit.objects.exclude(origin='imported'))} units" in out
    assert [one.name for one in tmp_path.iterdir()] == ["memory.tmx"]
    run("export_memory", str(path), "--with-imported")
    units = {one.source: one.target for one in toolkit.tmxfile.parsefile(str(path)).units}
    assert units["Not signed."] == "Sin firma."


def test_what_was_exported_is_known_when_it_comes_back(signed: SignedPair, tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    run("export_memory", str(path))
    before = MemoryUnit.objects.count()
    out, err = run("import_memory", str(path))
    assert "Added: 0." in out
    assert "units read" in err
    assert MemoryUnit.objects.count() == before


def test_another_site_has_it_as_imported_behind_what_it_signs(
    signed: SignedPair, tmp_path: Path
) -> None:
    path = tmp_path / "memory.tmx"
    run("export_memory", str(path))
    MemoryPhrase.objects.all().delete()
    for _ in range(2):
        out, _err = run("import_memory", str(path), "--format", "json", "--verbosity", "0")
    report = json.loads(out)
    assert (report["new"], report["refused"]) == (0, [])
    [found] = suggestions([(SENTENCE, "causes")], source_language="en", target_language="es")[0]
    assert (found.text, found.score, found.is_signed) == (SENTENCE_ES, 100, False)
    assert found.origin_title == "memory.tmx"
    shown = found.as_dict()
    assert (shown["origin_label"], shown["signed_at"]) == ("imported, not signed", None)
    assert json.dumps(shown)


def test_signed_comes_before_imported(signed: SignedPair) -> None:
    imported(SENTENCE, "Importado.")
    found = suggestions([(SENTENCE, "")], source_language="en-GB", target_language="es-MX")[0]
    assert [(one.text, one.is_signed) for one in found] == [
        (SENTENCE_ES, True),
        ("Importado.", False),
    ]


def test_damaged_units_are_named_and_the_good_ones_kept(tmp_path: Path) -> None:
    path = tmp_path / "agency.tmx"
    path.write_text(
        '<tmx version="1.4"><header/><body>'
        '<tu><tuv xml:lang="en"><seg>Hello</seg></tuv><tuv xml:lang="es"><seg>Hola</seg></tuv></tu>'
        '<tu><tuv xml:lang="en"><seg>Bye</seg></tuv></tu></body></tmx>'
    )
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_memory", str(path), stdout=out, stderr=StringIO())
    assert refused.value.returncode == 1
    assert "! 2" in out.getvalue()
    assert MemoryUnit.objects.get().target == "Hola"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["import_memory", "missing.tmx"], 2),
        (["import_memory", "empty.tmx"], 1),
        (["import_memory", "empty.tmx", "--target", "en"], 2),
        (["export_memory", "new.tmx"], 1),
        (["export_memory", "no/such/folder/new.tmx"], 2),
    ],
)
def test_exit_codes_tell_refusals_from_wrong_usage(
    arguments: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.tmx").touch()
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert refused.value.returncode == code
    assert not Path("new.tmx").exists()


@pytest.mark.parametrize("command", ["export_memory", "import_memory", "rebuild_memory"])
def test_help_ends_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command(command, "--help")
    shown = capsys.readouterr().out
    assert "examples:" in shown
    assert "exit codes:" in shown

"""``manage.py import_glossary`` and ``export_glossary``."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from pages.ledger.models import LedgerEntry
from pages.management.commands import export_glossary, import_glossary
from pages.translation.glossary.storing import all_concepts
from tests.factories.people import an_account

pytestmark = pytest.mark.django_db


def run(*arguments: Any, **options: Any) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_the_terms_that_come_with_firma_are_brought_in_once() -> None:
    assert "New: 1" in run("import_glossary", starter=True)
    count = len(all_concepts())
    assert count >= 120
    assert f"Known already: {count}" in run("import_glossary", starter=True)
    assert len(all_concepts()) == count


@pytest.mark.parametrize("name", ["glossary.csv", "glossary.tbx", "older.tbx"])
def test_what_is_exported_is_known_when_it_is_imported(
    entries: Any, tmp_path: Path, name: str
) -> None:
    kind = {"older.tbx": "tbx2"}.get(name, "")
    run("export_glossary", str(tmp_path / name), kind=kind)
    report = json.loads(run("import_glossary", str(tmp_path / name), format="json"))
    assert (report["total"], report["known"], report["new"]) == (2, 2, 0)


def test_the_terminal_gets_the_export(entries: Any) -> None:
    assert run("export_glossary", "-", kind="csv").startswith("concept,subject")


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("language,term\nen,knee\n")
    assert "New: 1." in run("import_glossary", str(tmp_path / "x.csv"), dry_run=True)
    assert all_concepts() == []


def test_who_imports_is_written_down(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("language,term\nen,knee\n")
    user = an_account()
    run("import_glossary", str(tmp_path / "x.csv"), user=user.get_username())
    assert LedgerEntry.objects.get(action="glossary.imported").actor_id == user.pk


def test_faulty_entries_end_with_one_and_the_others_are_in(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("language,term,status\nen,knee,\nen,hip,best\n")
    with pytest.raises(CommandError, match="1 entry is faulty") as refused:
        run("import_glossary", str(tmp_path / "x.csv"))
    assert refused.value.returncode == 1
    assert [concept.key for concept in all_concepts()] == ["knee"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["import_glossary"], 2),
        (["import_glossary", "x.csv", "--starter"], 2),
        (["import_glossary", "nowhere.csv"], 2),
        (["import_glossary", "--starter", "--user", "nobody"], 2),
        (["import_glossary", __file__], 1),
        (["export_glossary", "glossary.xls"], 2),
        (["export_glossary", "/nowhere/glossary.csv"], 2),
    ],
)
def test_wrong_usage_is_refused_with_its_code(arguments: list[str], code: int) -> None:
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert refused.value.returncode == code
    assert all_concepts() == []


@pytest.mark.parametrize("command", [import_glossary, export_glossary])
def test_the_help_ends_with_examples(command: Any) -> None:
    text = command.Command().create_parser("manage.py", "x").format_help()
    assert "examples:\n  manage.py" in text
    assert "exit codes:" in text

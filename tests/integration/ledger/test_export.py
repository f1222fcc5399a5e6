import datetime
import hashlib
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pages import ledger
from pages.ledger.models import LedgerEntry
from tests.factories.delivery import published

pytestmark = pytest.mark.django_db


def export(*arguments):
    """Return the exported entries, and what was said about them."""
    output, errors = io.StringIO(), io.StringIO()
    call_command("export_ledger", *arguments, "-", stdout=output, stderr=errors)
    return [json.loads(line) for line in output.getvalue().splitlines()], errors.getvalue()


def audited(entries):
    """Verify an export as an auditor would who has nothing but `docs/operations.md`."""
    previous = "0" * 64
    for entry in entries:
        covered = {
            name: value
            for name, value in entry.items()
            if name not in ("id", "previous_hash", "entry_hash")
        }
        text = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256((entry["previous_hash"] + "\n" + text).encode()).hexdigest()
        if entry["previous_hash"] != previous or entry["entry_hash"] != digest:
            return False
        previous = entry["entry_hash"]
    return True


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_auditor_can_verify_the_export(language):
    published(title="Artrosis – «rodilla»", language=language)
    entries, said = export()
    assert [entry["action"] for entry in entries if entry["page_id"]] == [
        "review.submitted",
        "review.signed",
        "publication.live",
    ]
    assert audited(entries)
    assert f"Exported: {len(entries)} entries." in said
    assert entries[-1]["entry_hash"] in said


def test_an_export_that_was_changed_does_not_verify():
    published()
    entries, _ = export()
    entries[1]["actor_name"] = "Somebody else"
    assert not audited(entries)


def test_an_export_with_a_line_missing_does_not_verify():
    published()
    entries, _ = export()
    assert not audited(entries[:1] + entries[2:])


def test_an_export_can_be_cut_to_a_page_or_a_time():
    page = published()
    now = timezone.now()
    ledger.record(action="test.old", now=now - datetime.timedelta(days=10))
    ledger.record(action="test.new")
    of_page, _ = export("--page", str(page.pk))
    assert {entry["page_id"] for entry in of_page} == {page.pk}
    since, _ = export("--since", f"{now - datetime.timedelta(days=2):%Y-%m-%d}")
    assert len(since) == LedgerEntry.objects.count() - 1


def test_an_export_can_go_to_a_file(tmp_path):
    published(title="Gota úrica")
    file = tmp_path / "ledger.jsonl"
    call_command("export_ledger", str(file), stderr=io.StringIO())
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == LedgerEntry.objects.count()
    assert "Gota úrica" in lines[-1]


@pytest.mark.parametrize("date", ["yesterday", "2026-13-45"])
def test_a_date_that_is_none_is_wrong_usage(date):
    with pytest.raises(CommandError, match="is no date") as refusal:
        export("--since", date)
    assert refusal.value.returncode == 2


def test_a_file_that_cannot_be_written_is_wrong_usage(tmp_path):
    with pytest.raises(CommandError, match="cannot be written") as refusal:
        call_command("export_ledger", str(tmp_path / "no" / "such" / "folder"))
    assert refusal.value.returncode == 2


def test_an_empty_ledger_is_exported_too():
    entries, said = export()
    assert entries == []
    assert "Newest entry of the ledger: none" in said

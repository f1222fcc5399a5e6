import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from pages import ledger
from pages.ledger.models import LedgerEntry
from pages.publishing import guards

pytestmark = pytest.mark.django_db


def test_entries_form_a_chain_that_verifies():
    entries = [ledger.record(action=f"test.{number}", data={"n": number}) for number in range(4)]
    assert [entry.previous_hash for entry in entries[1:]] == [
        entry.entry_hash for entry in entries[:-1]
    ]
    assert ledger.broken_entries() == []


def test_an_entry_that_was_changed_behind_our_back_is_named():
    first = ledger.record(action="test.first", data={"who": "one"})
    ledger.record(action="test.second")
    with guards.suspended(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pages_ledgerentry SET action = 'test.other' WHERE id = %s", [first.pk]
        )
    assert ledger.broken_entries() == [first.pk]


def test_an_entry_that_was_removed_behind_our_back_breaks_the_next():
    first = ledger.record(action="test.first")
    second = ledger.record(action="test.second")
    with guards.suspended(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM pages_ledgerentry WHERE id = %s", [first.pk])
    assert ledger.broken_entries() == [second.pk]


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: LedgerEntry.objects.filter(pk=entry.pk).update(action="other"),
        lambda entry: LedgerEntry.objects.filter(pk=entry.pk).delete(),
    ],
    ids=["save", "delete", "queryset update", "queryset delete"],
)
def test_entries_are_append_only(change):
    entry = ledger.record(action="test.first")
    with pytest.raises(PermissionDenied, match="append-only"):
        change(entry)
    assert LedgerEntry.objects.get(pk=entry.pk).action == "test.first"

"""The ledger under many writers: one chain, whoever comes first."""

import threading

import pytest
from django.db import connection, connections, transaction

from pages import ledger
from pages.ledger.chain import GENESIS
from pages.ledger.models import LedgerEntry
from pages.publishing import guards
from tests.races.conftest import RUNS

pytestmark = pytest.mark.postgres

WRITERS = 6


def write_at_once(*, entries):
    """Have several connections append at once, each so many entries in transactions of two."""
    start, errors = threading.Barrier(WRITERS), []

    def append(writer):
        try:
            connection.ensure_connection()
            start.wait(30)
            for number in range(entries):
                with transaction.atomic():
                    ledger.record(action="test.first", data={"writer": writer, "n": number})
                    ledger.record(action="test.second", data={"writer": writer, "n": number})
        except BaseException as error:
            errors.append(repr(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=append, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors


def test_the_chain_holds_from_the_very_first_entries_on(transactional_db):
    for _ in range(RUNS):
        with guards.suspended(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM pages_ledgerentry")
        assert write_at_once(entries=2) == []
        assert LedgerEntry.objects.count() == WRITERS * 4
        assert LedgerEntry.objects.order_by("id").first().previous_hash == GENESIS
        assert ledger.broken_entries() == []


def test_entries_of_one_transaction_stand_together(transactional_db):
    ledger.record(action="test.begun")
    assert write_at_once(entries=RUNS) == []
    actions = list(LedgerEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["test.begun", *["test.first", "test.second"] * WRITERS * RUNS]
    assert ledger.broken_entries() == []

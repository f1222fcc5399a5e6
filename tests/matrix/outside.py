"""Making what a test does look as it does outside of one, where no transaction surrounds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db import DatabaseError, connection, transaction
from django.test import TestCase


@contextmanager
def as_without_transaction() -> Iterator[None]:
    """Let what fails undo as much as it does outside of a test, which itself is a transaction.

    There, a statement stands for itself, and the outermost ``atomic`` is a transaction: here it
    gets a savepoint, as each single statement does on PostgreSQL, which would give up everything
    after one error. What waits for the end of the transaction is done when the block ends.
    """
    depth = len(connection.savepoint_ids)
    enter = transaction.Atomic.__enter__

    def enter_with_savepoint(self: Any) -> None:
        asked = self.savepoint
        self.savepoint = asked or len(connection.savepoint_ids) == depth
        enter(self)
        self.savepoint = asked

    @contextmanager
    def mark_inside(using: str | None = None) -> Iterator[None]:
        try:
            yield
        except Exception:
            if len(connection.savepoint_ids) > depth:
                connection.needs_rollback = True
            raise

    with (
        TestCase.captureOnCommitCallbacks(execute=True),
        mock.patch.object(transaction.Atomic, "__enter__", enter_with_savepoint),
        mock.patch.object(transaction, "mark_for_rollback_on_error", mark_inside),
        connection.execute_wrapper(_in_savepoint),
    ):
        yield


def _in_savepoint(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    is_write = sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
    if connection.vendor != "postgresql" or not is_write:
        return execute(sql, params, many, context)
    with connection.connection.cursor() as cursor:
        cursor.execute("SAVEPOINT one_statement")
        try:
            result = execute(sql, params, many, context)
        except DatabaseError:
            cursor.execute("ROLLBACK TO SAVEPOINT one_statement")
            raise
        cursor.execute("RELEASE SAVEPOINT one_statement")
        return result

"""Statements that are written once, since writing one takes longer than what it asks.

They are Django's own. Where one asks about pages that are other ones each time, it is written with
ids that no page has, in the place of which others are put.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from wagtail.models import Page

Statement = tuple[str, tuple[Any, ...]]
"""SQL and its parameters."""

SIZES: Final = (1, 20, 100, 500)
"""For how many pages a statement is written; it is filled up with the last one's id."""

_NOBODY: Final = -7_000_000


def placeholders(size: int) -> list[int]:
    """Return ids that no page has, one for each place."""
    return [_NOBODY - place for place in range(size)]


def written(rows: Any, *, using: str) -> Statement | None:
    """Return the statement of a query set; None for one that can find nothing.

    Args:
        rows: with the columns that are wanted; values are as the database gives them.
        using: the alias of the database that will be asked.
    """
    try:
        statement, parameters = rows.using(using).query.get_compiler(using).as_sql()
    except EmptyResultSet:
        return None
    return statement, tuple(parameters)


def pages_of(families: Collection[UUID], *, using: str) -> list[int]:
    """Return the ids of the pages of some families and their translations, public or not."""
    if not families:
        return []
    connection, field = connections[using], Page._meta.get_field("translation_key")
    keys = [field.get_db_prep_value(key, connection) for key in families]
    names = ", ".join(["%s"] * len(keys))
    table = Page._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT id FROM "{table}" WHERE translation_key IN ({names}) ORDER BY id',  # noqa: S608
            keys,
        )
        return [row[0] for row in cursor.fetchall()]


def size_for(count: int) -> int:
    """Return for how many pages a statement that asks about ``count`` is written."""
    return next(size for size in SIZES if size >= count)


def asked(statement: Statement, page_ids: Sequence[int] = (), *, using: str) -> list[Any]:
    """Return the rows that a statement finds.

    Args:
        statement: with as many placeholders as `size_for` says, or none.
        page_ids: what stands in their place; at least one where there are any.
        using: the alias of the database.
    """
    text, parameters = statement
    if page_ids:
        filled = [*page_ids, *[page_ids[-1]] * (size_for(len(page_ids)) - len(page_ids))]
        parameters = tuple(
            filled[_NOBODY - one] if isinstance(one, int) and one <= _NOBODY else one
            for one in parameters
        )
    with connections[using].cursor() as cursor:
        cursor.execute(text, parameters)
        rows: list[Any] = cursor.fetchall()
    return rows

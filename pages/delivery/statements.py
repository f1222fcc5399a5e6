"""Statements that are written once, since writing one takes longer than what it asks.

They are Django's own. Where one asks about pages that are other ones each time, it is written with
ids, or translation keys, that no page has, in the place of which others are put.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from wagtail.models import Page

Statement = tuple[str, tuple[Any, ...]]
"""SQL and its parameters."""

SIZES: Final = (1, 20, 100, 500)
"""For how many pages, or families, a statement is written; it is filled up with the last one."""

Asked = ParamSpec("Asked")
Made = TypeVar("Made")

_caches: list[Callable[[], None]] = []

_NOBODY: Final = -7_000_000

_NO_FAMILY: Final = 0xF1 << 120


def placeholders(size: int) -> list[int]:
    """Return ids that no page has, one for each place."""
    return [_NOBODY - place for place in range(size)]


def family_placeholders(size: int) -> list[UUID]:
    """Return translation keys that no page has, one for each place."""
    return [UUID(int=_NO_FAMILY + place) for place in range(size)]


def written_once(*, most: int) -> Callable[[Callable[Asked, Made]], Callable[Asked, Made]]:
    """Have a function that writes statements write each of them once in a process.

    Args:
        most: how many are kept, those that were asked for last.
    """

    def keeping(write: Callable[Asked, Made]) -> Callable[Asked, Made]:
        kept: Any = lru_cache(maxsize=most)(write)
        _caches.append(kept.cache_clear)
        return kept

    return keeping


def forget_statements() -> None:
    """Have all statements written anew, for a database with other content types."""
    for clear in _caches:
        clear()


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


def size_for(count: int) -> int:
    """Return for how many a statement that asks about ``count`` is written."""
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
        filled = _filled(page_ids)
        parameters = tuple(
            filled[_NOBODY - one] if isinstance(one, int) and one <= _NOBODY else one
            for one in parameters
        )
    return _rows(text, parameters, using=using)


def asked_of_families(statement: Statement, families: Sequence[UUID], *, using: str) -> list[Any]:
    """Return the rows that a statement finds about some families.

    Args:
        statement: with as many placeholders for them as `size_for` says.
        families: what stands in their place; at least one.
        using: the alias of the database.
    """
    text, parameters = statement
    filled = _filled(families)
    connection, field = connections[using], Page._meta.get_field("translation_key")
    meant = {
        field.get_db_prep_value(stand_in, connection): field.get_db_prep_value(one, connection)
        for stand_in, one in zip(family_placeholders(len(filled)), filled, strict=True)
    }
    parameters = tuple(
        meant.get(one, one) if isinstance(one, (str, UUID)) else one for one in parameters
    )
    return _rows(text, parameters, using=using)


def _filled(values: Sequence[Any]) -> list[Any]:
    return [*values, *[values[-1]] * (size_for(len(values)) - len(values))]


def _rows(text: str, parameters: tuple[Any, ...], *, using: str) -> list[Any]:
    with connections[using].cursor() as cursor:
        cursor.execute(text, parameters)
        rows: list[Any] = cursor.fetchall()
    return rows

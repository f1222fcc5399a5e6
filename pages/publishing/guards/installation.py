"""Putting the triggers into force, taking them away, and telling which are missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from pages.publishing.guards.plan import read_plan
from pages.publishing.guards.sources import Trigger, sources
from pages.publishing.guards.statements import (
    PREFIX,
    Vendor,
    create_statements,
    drop_statements,
    rules,
)

OURS = "firma_"
"""What the names of all triggers here begin with."""

SUPPORTED = frozenset({"sqlite", "postgresql"})

_INSTALLED = {
    "sqlite": (
        "SELECT name, tbl_name, sql FROM sqlite_master "
        "WHERE type = 'trigger' AND name LIKE %s ESCAPE '!'"
    ),
    "postgresql": (
        "SELECT t.tgname, c.relname, obj_description(t.oid, 'pg_trigger') FROM pg_trigger t "
        "JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgname LIKE %s "
        "ESCAPE '!'"
    ),
}


def install(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Put every guard into force, in the place of older ones; return the triggers' names.

    Databases other than SQLite and PostgreSQL are left without; ``manage.py check`` says so.
    """
    vendor = _vendor(using)
    if vendor is None or not _tables_are_there(using):
        return []
    with transaction.atomic(using=using):
        remove(using)
        with connections[using].cursor() as cursor:
            wanted = _wanted(vendor)
            for trigger in wanted:
                for statement in trigger.statements:
                    cursor.execute(statement)
                if vendor == "postgresql":
                    mark = _mark(trigger, vendor)
                    cursor.execute(
                        f"COMMENT ON TRIGGER {trigger.name} ON \"{trigger.table}\" IS '{mark}'"
                    )
    return [trigger.name for trigger in wanted]


def remove(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Take every trigger away, also those of tables that are no longer guarded."""
    vendor = _vendor(using)
    if vendor is None:
        return []
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        found = _installed(using, vendor)
        for name, (table, _) in found.items():
            for statement in drop_statements(name, table, vendor):
                cursor.execute(statement)
    return sorted(found)


def in_force(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the names of all triggers that the database has, whether they are right or not."""
    vendor = _vendor(using)
    return [] if vendor is None else sorted(_installed(using, vendor))


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the names of triggers that are not in force, or not as the models now ask."""
    vendor = _vendor(using)
    if vendor is None or not _tables_are_there(using):
        return []
    found = _installed(using, vendor)
    return [
        trigger.name
        for trigger in _wanted(vendor)
        if found.get(trigger.name, ("", ""))[1] != _mark(trigger, vendor)
    ]


@contextmanager
def suspended(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Take the triggers away for the length of a block, and put them back whatever happens.

    For commands that must write rows as they are, and never for a request. A process that is
    killed inside leaves the guards missing, which ``manage.py check`` then refuses.
    """
    were_there = bool(remove(using))
    try:
        yield
    finally:
        if were_there:
            install(using)
            for source in sources():
                source.resumed(using)


def _wanted(vendor: Vendor) -> list[Trigger]:
    """Return the guards, then the triggers of the rooms above."""
    guards = [
        Trigger(
            name=f"{PREFIX}{rule.name}",
            table=rule.table,
            statements=tuple(create_statements(rule, vendor)),
        )
        for rule in rules(read_plan(), vendor)
    ]
    return [*guards, *(trigger for source in sources() for trigger in source.triggers(vendor))]


def _vendor(using: str) -> Vendor | None:
    vendor = connections[using].vendor
    return cast("Vendor", vendor) if vendor in SUPPORTED else None


def _tables_are_there(using: str) -> bool:
    plan = read_plan()
    wanted = {
        plan.page_table,
        plan.pass_table,
        plan.approval_table,
        plan.ledger_table,
        plan.disclaimer_table,
        plan.wording_table,
        plan.wording_approval_table,
        plan.wording_return_table,
        plan.document_table,
        plan.rendition_table,
        plan.review_table,
        plan.workflow_table,
        plan.task_table,
        *(shown.table for shown in plan.shown),
        *(shown.links for shown in plan.shown),
        *(table.table for table in plan.pages),
        *(child.table for child in plan.children),
        *(table for source in sources() for table in source.tables()),
    }
    return wanted <= set(connections[using].introspection.table_names())


def _installed(using: str, vendor: Vendor) -> dict[str, tuple[str, str]]:
    with connections[using].cursor() as cursor:
        cursor.execute(_INSTALLED[vendor], [OURS.replace("_", "!_") + "%"])
        rows: list[Any] = cursor.fetchall()
    return {name: (table, mark or "") for name, table, mark in rows}


def _mark(trigger: Trigger, vendor: Vendor) -> str:
    if vendor == "sqlite":
        return trigger.statements[0]
    return hashlib.sha256("\n".join(trigger.statements).encode()).hexdigest()

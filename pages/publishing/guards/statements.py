"""The triggers as SQL: pure functions from a plan to statements, for SQLite and PostgreSQL.

Every trigger is a *rule*: on which table, before which operation, under which condition it refuses.
The condition is written once, in SQL that both databases understand but for two spellings: how two
values are told apart when either may be null, and how a statement is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pages.publishing.guards.plan import Child, Plan, Shown

Vendor = Literal["sqlite", "postgresql"]
Operation = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]

PREFIX = "firma_guard_"
LONGEST_TABLE = 63 - len(PREFIX) - len("_vanishes")
UNSIGNED = "Firma: this would make public what no medical reviewer signed."
APPEND_ONLY = "Firma: these rows are append-only."
FIXED = "Firma: the key and the language of a disclaimer stay as they are."
UNREVIEWED = "Firma: an approval comes from a medical review of its page, while that is open."
UNREAD = "Firma: a signature under a disclaimer's wording is given in its review, and nowhere else."
IN_USE = "Firma: a public page uses this; change a copy instead."


@dataclass(frozen=True, slots=True)
class Rule:
    """Refuse an operation on a table's row when the condition holds."""

    name: str
    table: str
    operation: Operation
    condition: str
    message: str


def rules(plan: Plan, vendor: Vendor) -> list[Rule]:
    """Return every rule that the plan asks for."""
    return [
        *_page_rules(plan, vendor),
        *_pass_rules(plan),
        *_append_only_rules(plan, vendor),
        *_disclaimer_rules(plan, vendor),
        *_document_rules(plan, vendor),
        *_in_use_rules(plan, vendor),
    ]


def create_statements(rule: Rule, vendor: Vendor) -> list[str]:
    """Return the statements that put a rule into force."""
    name, table = f"{PREFIX}{rule.name}", _quote(rule.table)
    message = rule.message.replace("'", "''")
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {rule.operation} ON {table} FOR EACH ROW "
            f"WHEN {rule.condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ]
    level = "STATEMENT" if rule.operation == "TRUNCATE" else "ROW"
    row = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(rule.operation, "NEW")
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {rule.condition} THEN "
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {row}; END $$",
        f"CREATE TRIGGER {name} BEFORE {rule.operation} ON {table} "
        f"FOR EACH {level} EXECUTE FUNCTION {name}()",
    ]


def drop_statements(name: str, table: str, vendor: Vendor) -> list[str]:
    """Return the statements that take a trigger away, by its full name."""
    if vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}"]
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {_quote(table)}",
        f"DROP FUNCTION IF EXISTS {name}()",
    ]


def _page_rules(plan: Plan, vendor: Vendor) -> Iterable[Rule]:
    page = plan.page_table
    reviewed_new = _is_reviewed(plan, "NEW")
    may_go_live = _has_pass(plan, "NEW.id")
    yield Rule(
        "page_goes_live",
        page,
        "UPDATE",
        f"NEW.live AND NOT OLD.live AND {reviewed_new} AND NOT {may_go_live}",
        UNSIGNED,
    )
    yield Rule(
        "page_changes",
        page,
        "UPDATE",
        f"OLD.live AND NEW.live AND ({_differs(plan.page_columns, vendor)}) "
        f"AND {reviewed_new} AND NOT {may_go_live}",
        UNSIGNED,
    )
    for table in plan.pages:
        short = _short(table.table)
        yield Rule(
            f"{short}_arrives",
            table.table,
            "INSERT",
            f"{_is_live(plan, f'NEW.{table.key}')} AND NOT {_has_pass(plan, f'NEW.{table.key}')}",
            UNSIGNED,
        )
        yield Rule(
            f"{short}_changes",
            table.table,
            "UPDATE",
            f"{_is_live(plan, f'OLD.{table.key}')} "
            f"AND ({_differs((table.key, *table.columns), vendor)}) "
            f"AND NOT {_has_pass(plan, f'OLD.{table.key}')}",
            UNSIGNED,
        )
        yield Rule(
            f"{short}_vanishes",
            table.table,
            "DELETE",
            f"{_is_live(plan, f'OLD.{table.key}')} AND NOT {_may_vanish(plan, f'OLD.{table.key}')}",
            UNSIGNED,
        )
    for child in plan.children:
        short = _short(child.table)
        old, new = page_of(child, "OLD"), page_of(child, "NEW")
        yield Rule(
            f"{short}_arrives",
            child.table,
            "INSERT",
            f"{_is_live(plan, new)} AND NOT {_has_pass(plan, new)}",
            UNSIGNED,
        )
        yield Rule(
            f"{short}_changes",
            child.table,
            "UPDATE",
            f"({_differs(child.columns, vendor)}) AND ("
            f"({_is_live(plan, old)} AND NOT {_has_pass(plan, old)}) OR "
            f"({_is_live(plan, new)} AND NOT {_has_pass(plan, new)}))",
            UNSIGNED,
        )
        yield Rule(
            f"{short}_vanishes",
            child.table,
            "DELETE",
            f"{_is_live(plan, old)} AND NOT {_may_vanish(plan, old)}",
            UNSIGNED,
        )


def _pass_rules(plan: Plan) -> Iterable[Rule]:
    approvals = _quote(plan.approval_table)
    yield Rule(
        "pass_without_approval",
        plan.pass_table,
        "INSERT",
        "NEW.purpose NOT IN ('deletion', 'wording') AND NOT EXISTS ("
        f"SELECT 1 FROM {approvals} a WHERE a.id = NEW.approval_id AND a.page_id = NEW.page_id "
        "AND a.superseded_at IS NULL AND a.withdrawn_at IS NULL)",
        UNSIGNED,
    )
    yield Rule("pass_changes", plan.pass_table, "UPDATE", "1 = 1", UNSIGNED)


def _append_only_rules(plan: Plan, vendor: Vendor) -> Iterable[Rule]:
    yield Rule("ledger_changes", plan.ledger_table, "UPDATE", "1 = 1", APPEND_ONLY)
    yield Rule("ledger_vanishes", plan.ledger_table, "DELETE", "1 = 1", APPEND_ONLY)
    if vendor == "postgresql":
        # It empties a table without looking at a row. SQLite knows nothing of the kind.
        for name, table in (("ledger", plan.ledger_table), ("approval", plan.approval_table)):
            yield Rule(f"{name}_emptied", table, "TRUNCATE", "1 = 1", APPEND_ONLY)
    returns = " OR ".join(
        f"(OLD.{fate} IS NOT NULL AND ({_differs((fate,), vendor)}))"
        for fate in ("activated_at", "superseded_at", "withdrawn_at")
    )
    yield Rule(
        "approval_changes",
        plan.approval_table,
        "UPDATE",
        f"({_differs(plan.approval_columns, vendor)}) OR {returns}",
        APPEND_ONLY,
    )
    yield Rule("approval_vanishes", plan.approval_table, "DELETE", "1 = 1", APPEND_ONLY)
    yield Rule(
        "approval_arrives",
        plan.approval_table,
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {_quote(plan.review_table)} t "
        f"JOIN {_quote(plan.workflow_table)} w ON w.id = t.workflow_state_id "
        f"JOIN {_quote(plan.task_table)} m ON m.{plan.task_key} = t.task_id "
        "WHERE t.id = NEW.task_state_id AND t.status = 'in_progress' "
        "AND w.object_id = CAST(NEW.page_id AS VARCHAR(255)))",
        UNREVIEWED,
    )


def _disclaimer_rules(plan: Plan, vendor: Vendor) -> Iterable[Rule]:
    yield Rule(
        "disclaimer_changes",
        plan.disclaimer_table,
        "UPDATE",
        _differs(plan.disclaimer_columns, vendor),
        FIXED,
    )
    yield Rule(
        "wording_changes",
        plan.wording_table,
        "UPDATE",
        _differs(plan.wording_columns, vendor),
        APPEND_ONLY,
    )
    answers = " OR ".join(
        f"EXISTS (SELECT 1 FROM {_quote(table)} a WHERE a.{plan.wording_answer_column} = OLD.id)"
        for table in (plan.wording_approval_table, plan.wording_return_table)
    )
    yield Rule("wording_vanishes", plan.wording_table, "DELETE", answers, APPEND_ONLY)
    yield Rule(
        "wording_approval_arrives",
        plan.wording_approval_table,
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM {_quote(plan.pass_table)} g WHERE g.purpose = 'wording' "
        f"AND g.page_id = NEW.{_quote(plan.wording_answer_column)})",
        UNREAD,
    )
    for name, table in (
        ("wording_approval", plan.wording_approval_table),
        ("wording_return", plan.wording_return_table),
    ):
        yield Rule(f"{name}_changes", table, "UPDATE", "1 = 1", APPEND_ONLY)
        yield Rule(f"{name}_vanishes", table, "DELETE", "1 = 1", APPEND_ONLY)


def _document_rules(plan: Plan, vendor: Vendor) -> Iterable[Rule]:
    yield Rule(
        "document_arrives",
        plan.document_table,
        "INSERT",
        f"NOT {_has_pass(plan, 'NEW.page_id')}",
        UNSIGNED,
    )
    yield Rule(
        "document_changes",
        plan.document_table,
        "UPDATE",
        f"({_differs(plan.document_columns, vendor)}) AND NOT {_has_pass(plan, 'NEW.page_id')}",
        UNSIGNED,
    )


def _in_use_rules(plan: Plan, vendor: Vendor) -> Iterable[Rule]:
    documents = _quote(plan.document_table)
    for shown in plan.shown:
        used = _is_shown(shown, "OLD.id")
        yield Rule(
            f"{shown.name}_changes",
            shown.table,
            "UPDATE",
            f"({_differs(('file',), vendor)}) AND {used}",
            IN_USE,
        )
        yield Rule(f"{shown.name}_vanishes", shown.table, "DELETE", used, IN_USE)
        # Which document shows which file is as much a part of it as its text.
        old, new = (
            f"(SELECT d.page_id FROM {documents} d WHERE d.id = {row}.{shown.document_column})"
            for row in ("OLD", "NEW")
        )
        yield Rule(
            f"{shown.name}_listed", shown.links, "INSERT", f"NOT {_has_pass(plan, new)}", UNSIGNED
        )
        yield Rule(
            f"{shown.name}_relisted",
            shown.links,
            "UPDATE",
            f"NOT {_has_pass(plan, old)} OR NOT {_has_pass(plan, new)}",
            UNSIGNED,
        )
        yield Rule(
            f"{shown.name}_unlisted",
            shown.links,
            "DELETE",
            f"{_is_live(plan, old)} AND NOT {_may_vanish(plan, old)}",
            UNSIGNED,
        )
    image = next(shown for shown in plan.shown if shown.name == "image")
    yield Rule(
        "rendition_changes",
        plan.rendition_table,
        "UPDATE",
        f"({_differs(('file',), vendor)}) AND {_is_shown(image, f'OLD.{plan.rendition_column}')}",
        IN_USE,
    )
    yield Rule(
        "locale_changes",
        plan.locale_table,
        "UPDATE",
        f"({_differs(('language_code',), vendor)}) AND EXISTS ("
        f"SELECT 1 FROM {documents} d WHERE d.locale = OLD.language_code)",
        IN_USE,
    )


def _is_shown(shown: Shown, file_id: str) -> str:
    return f"EXISTS (SELECT 1 FROM {_quote(shown.links)} l WHERE l.{shown.column} = {file_id})"


def _short(table: str) -> str:
    """Return what a table is called in a trigger's name, which PostgreSQL cuts at 63 characters."""
    name = table.removeprefix("pages_")
    if len(name) <= LONGEST_TABLE:
        return name
    return f"{name[: LONGEST_TABLE - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def page_of(child: Child, row: str) -> str:
    """Return what gives the id of the page that a child's row belongs to."""
    owner = f"{row}.{_quote(child.column)}"
    for parent in child.parents:
        table, key, column = _quote(parent.table), _quote(parent.key), _quote(parent.column)
        owner = f"(SELECT u.{column} FROM {table} u WHERE u.{key} = {owner})"
    return owner


def _is_reviewed(plan: Plan, row: str) -> str:
    tables = " OR ".join(
        f"EXISTS (SELECT 1 FROM {_quote(table.table)} t WHERE t.{table.key} = {row}.id)"
        for table in plan.pages
    )
    return f"({tables})" if tables else "(1 = 0)"


def _is_live(plan: Plan, page_id: str) -> str:
    page = _quote(plan.page_table)
    return f"EXISTS (SELECT 1 FROM {page} p WHERE p.id = {page_id} AND p.live)"


def _has_pass(plan: Plan, page_id: str) -> str:
    """Tell whether the page's public content may change: what was signed goes live."""
    passes = _quote(plan.pass_table)
    return (
        f"EXISTS (SELECT 1 FROM {passes} g "
        f"WHERE g.page_id = {page_id} AND g.purpose = 'publication')"
    )


def _may_vanish(plan: Plan, page_id: str) -> str:
    """Tell whether rows of the page may go: it is deleted, or published with others."""
    passes = _quote(plan.pass_table)
    return (
        f"EXISTS (SELECT 1 FROM {passes} g "
        f"WHERE g.page_id = {page_id} AND g.purpose IN ('publication', 'deletion'))"
    )


def _differs(columns: Iterable[str], vendor: Vendor) -> str:
    is_not = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    return " OR ".join(f"OLD.{_quote(column)} {is_not} NEW.{_quote(column)}" for column in columns)


def _quote(name: str) -> str:
    return f'"{name}"'

"""What is guarded: plain values, read off the models, from which the triggers are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, TaskState, WorkflowState

from pages.publishing.models import GatePass
from pages.publishing.registry import reviewed_models
from pages.publishing.values import PLACES_AND_TIMES, content_choices, content_relations

if TYPE_CHECKING:
    from django.db import models

PAGE_COLUMNS_OF_PLACE_AND_TIME = PLACES_AND_TIMES - {"content_type", "translation_key", "locale"}
"""Columns of Wagtail's page table that may change at any time; ``live`` has a rule of its own.

Type, language and translation decide which signature a page needs: they stay while it is public.
"""

APPROVAL_FATE = frozenset(
    {
        "revision",
        "task_state",
        "activated_at",
        "superseded_at",
        "withdrawn_at",
        "withdrawn_by",
        "withdrawn_reason",
    }
)
"""Columns of an approval that may be written after it was signed."""


DISCLAIMER_IDENTITY = ("key", "locale")
"""Columns of a disclaimer that stay as they were: pages carry it by them."""

WORDING_FATE = frozenset({"created_by"})
"""Columns of a version of a disclaimer that may be written later: when an account is deleted."""


@dataclass(frozen=True, slots=True)
class Parent:
    """A table between a child and its page: its name, its key, and the column one level up."""

    table: str
    key: str
    column: str


@dataclass(frozen=True, slots=True)
class Child:
    """A table whose rows are part of a page: of inline children, or of what a page chooses.

    Attributes:
        table: its name.
        column: names the row that it belongs to: the page, or another child.
        columns: all columns but the key.
        parents: the tables from there to the page; none where it belongs to the page itself.
    """

    table: str
    column: str
    columns: tuple[str, ...]
    parents: tuple[Parent, ...] = ()


@dataclass(frozen=True, slots=True)
class PageTable:
    """The table of a reviewed page type: its name, its key, the columns with content."""

    table: str
    key: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What public documents show: the files' own table, and the table of which shows which.

    Attributes:
        name: what the rules are called after.
        table: the images, or the files.
        links: the table between them and the documents.
        column: its column of the image or file.
        document_column: its column of the document.
    """

    name: str
    table: str
    links: str
    column: str
    document_column: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the triggers need to know about the installation's tables."""

    page_table: str
    page_columns: tuple[str, ...]
    pass_table: str
    pages: tuple[PageTable, ...]
    children: tuple[Child, ...]
    approval_table: str
    approval_columns: tuple[str, ...]
    ledger_table: str
    disclaimer_table: str
    disclaimer_columns: tuple[str, ...]
    wording_table: str
    wording_columns: tuple[str, ...]
    wording_approval_table: str
    wording_return_table: str
    wording_answer_column: str
    document_table: str
    document_columns: tuple[str, ...]
    shown: tuple[Shown, ...]
    rendition_table: str
    rendition_column: str
    locale_table: str
    review_table: str
    workflow_table: str
    task_table: str
    task_key: str


def read_plan() -> Plan:
    """Read the plan off the models of the installation, those of the host site included."""
    approval = apps.get_model("pages", "Approval")
    disclaimer = apps.get_model("pages", "Disclaimer")
    wording = apps.get_model("pages", "DisclaimerVersion")
    wording_approval = apps.get_model("pages", "DisclaimerApproval")
    document = apps.get_model("pages", "PublishedDocument")
    renditions = get_image_model().get_rendition_model()
    task = apps.get_model("pages", "MedicalReviewTask")
    return Plan(
        page_table=Page._meta.db_table,
        page_columns=_columns(Page, without=PAGE_COLUMNS_OF_PLACE_AND_TIME),
        pass_table=GatePass._meta.db_table,
        pages=tuple(
            PageTable(
                table=model._meta.db_table,
                key=_column(model._meta.pk),
                columns=tuple(
                    _column(field)
                    for field in model._meta.local_concrete_fields
                    if not field.primary_key
                ),
            )
            for model in reviewed_models()
        ),
        children=tuple(_all_children()),
        approval_table=approval._meta.db_table,
        approval_columns=_columns(approval, without=APPROVAL_FATE),
        ledger_table=apps.get_model("pages", "LedgerEntry")._meta.db_table,
        disclaimer_table=disclaimer._meta.db_table,
        disclaimer_columns=tuple(
            _column(disclaimer._meta.get_field(name)) for name in DISCLAIMER_IDENTITY
        ),
        wording_table=wording._meta.db_table,
        wording_columns=_columns(wording, without=WORDING_FATE),
        wording_approval_table=wording_approval._meta.db_table,
        wording_return_table=apps.get_model("pages", "DisclaimerReturn")._meta.db_table,
        wording_answer_column=_column(wording_approval._meta.get_field("version")),
        document_table=document._meta.db_table,
        document_columns=_columns(document, without=frozenset({"id"})),
        shown=(
            _shown("image", get_image_model(), document._meta.get_field("images")),
            _shown("file", get_document_model(), document._meta.get_field("documents")),
        ),
        rendition_table=renditions._meta.db_table,
        rendition_column=_column(renditions._meta.get_field("image")),
        locale_table=Locale._meta.db_table,
        review_table=TaskState._meta.db_table,
        workflow_table=WorkflowState._meta.db_table,
        task_table=task._meta.db_table,
        task_key=_column(task._meta.pk),
    )


def _shown(name: str, model: type[models.Model], relation: Any) -> Shown:
    return Shown(
        name=name,
        table=model._meta.db_table,
        links=relation.m2m_db_table(),
        column=relation.m2m_reverse_name(),
        document_column=relation.m2m_column_name(),
    )


def _all_children() -> list[Child]:
    found: dict[str, Child] = {}
    for model in reviewed_models():
        for child in children_of(model):
            found[child.table] = child
    return list(found.values())


def children_of(model: type[models.Model], parents: tuple[Parent, ...] = ()) -> Iterator[Child]:
    """Yield the tables whose rows are part of a page of this model, at any depth.

    Args:
        model: the page's, or that of a child.
        parents: the tables between a child and its page.
    """
    for relation in content_relations(model):
        child: Any = relation.related_model
        own, column = child._meta.db_table, _column(relation.field)
        yield Child(
            table=own,
            column=column,
            columns=_columns(child, without=frozenset({child._meta.pk.name})),
            parents=parents,
        )
        yield from children_of(child, (Parent(own, _column(child._meta.pk), column), *parents))
    for choices in content_choices(model):
        through: Any = choices.remote_field.through
        yield Child(
            table=through._meta.db_table,
            column=choices.m2m_column_name(),
            columns=_columns(through, without=frozenset({through._meta.pk.name})),
            parents=parents,
        )


def _columns(model: type[models.Model], *, without: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        _column(field) for field in model._meta.local_concrete_fields if field.name not in without
    )


def _column(field: Any) -> str:
    return str(field.column)

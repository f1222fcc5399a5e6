"""Writing many pages at once: the rows of a page type and those that it shares with all pages."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from wagtail.models import Page

BATCH = 500


def insert_pages(pages: Sequence[Any], *, first_id: int | None = None) -> None:
    """Insert unsaved specific pages of one type, which know their places in the tree.

    Django's own ``bulk_create`` refuses models with a parent table. Nothing else of what saving a
    page does is done here. The pages have their ids afterwards.

    Args:
        pages: to be inserted.
        first_id: of the first one, the others following; the database's own, unless given.
    """
    model = type(pages[0])
    shared = [
        Page(
            **{
                field.attname: getattr(page, field.attname)
                for field in Page._meta.concrete_fields
                if not field.primary_key
            }
        )
        for page in pages
    ]
    for place, row in enumerate(shared if first_id is not None else ()):
        row.pk = first_id + place
    for page, row in zip(pages, Page.objects.bulk_create(shared, batch_size=BATCH), strict=True):
        page.pk = page.page_ptr_id = row.pk
    _insert_own_rows(model, pages)


def _insert_own_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})",
            [
                [
                    field.get_db_prep_save(getattr(row, field.attname), connection)
                    for field in fields
                ]
                for row in rows
            ],
        )


def place(page: Page, *, parent: Page, at: int) -> None:
    """Put an unsaved page below a parent, as its n-th child (from 1)."""
    page.depth = parent.depth + 1
    page.path = Page._get_path(parent.path, page.depth, at)
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.numchild = 0


def count_children(parent: Page) -> None:
    """Write down how many children a page has, after some were put below it."""
    count = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).count()
    Page.objects.filter(pk=parent.pk).update(numchild=count)


def key(number: int, *, seed: int) -> uuid.UUID:
    """Return the translation key of the page of this number."""
    return uuid.UUID(int=random.Random(f"{seed}/{number}/key").getrandbits(128), version=4)

"""Ways in code and SQL that go around `save()`, on pages and their inline children."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core import serializers
from django.core.management import call_command
from django.db import IntegrityError, connection
from wagtail.models import Page, Revision

from pages.content.condition import ConditionCode, ConditionPage
from tests.matrix.cases import index_of, locale_of, other
from tests.matrix.trial import LIVE, Trial, path
from tests.matrix.words import CODES, UNSIGNED, write

WORDS = ("title", "seo_title", "search_description")
"""Columns of the page table that people write."""


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def unsigned(trial: Trial) -> ConditionPage:
    """Return the stored row with unsigned content in everything, not saved."""
    page = trial.page()
    write(page, UNSIGNED, name=trial.case.name)
    return page


def columns(page: ConditionPage) -> dict[str, Any]:
    """Return everything that people write of a page, by column."""
    own = [field.attname for field in ConditionPage._meta.local_concrete_fields]
    return {name: getattr(page, name) for name in (*WORDS, *own) if name != "page_ptr_id"}


@path("QuerySet.update of everything", room="rows")
def update(trial: Trial) -> None:
    values = columns(unsigned(trial))
    ConditionPage.objects.filter(pk=trial.page_id).update(live=True, **values)


@path("QuerySet.update of each column by itself", room="rows", states=LIVE)
def update_each(trial: Trial) -> None:
    """Every column of content is guarded by itself; the last refusal stands for all."""
    values: dict[str, Any] = {**columns(unsigned(trial)), "author_id": None}
    del values["listed_references"]  # a reminder for editors: signed, and empty in all drafts
    refused = None
    for name, value in values.items():
        if getattr(trial.page(), name) == value:
            continue
        try:
            ConditionPage.objects.filter(pk=trial.page_id).update(**{name: value})
        except IntegrityError as refusal:
            refused = refusal
        else:
            raise AssertionError(f"{name} was changed")
    assert refused is not None
    raise refused


@path("QuerySet.update of live alone", room="rows")
def update_live(trial: Trial) -> None:
    Page.objects.filter(pk=trial.page_id).update(live=True)


@path("taken off, content updated, then live", room="rows", ends=True)
def update_in_steps(trial: Trial) -> None:
    Page.objects.filter(pk=trial.page_id).update(live=False)
    ConditionPage.objects.filter(pk=trial.page_id).update(**columns(unsigned(trial)))
    Page.objects.filter(pk=trial.page_id).update(live=True)


@path("bulk_update", room="rows")
def bulk_update(trial: Trial) -> None:
    page = unsigned(trial)
    page.live = True
    ConditionPage.objects.bulk_update([page], ["live", "title", "summary", "causes", "body"])


@path("bulk_create over the row", room="rows")
def bulk_create(trial: Trial) -> None:
    page = Page.objects.get(pk=trial.page_id)
    page.live, page.title = True, f"{UNSIGNED} {trial.case.name}"
    Page.objects.bulk_create(
        [page], update_conflicts=True, unique_fields=["id"], update_fields=["live", "title"]
    )


@path("SQL that inserts over the row", room="rows", states=LIVE)
def insert_over(trial: Trial) -> None:
    """SQLite's REPLACE takes the old row away without a word to what watches for deletions."""
    replace = connection.vendor == "sqlite"
    sql(
        f"INSERT {'OR REPLACE ' * replace}INTO pages_conditioncode "
        "(id, sort_order, system, code, page_id) "
        "SELECT id, sort_order, system, %s, page_id FROM pages_conditioncode WHERE page_id = %s "
        + ("" if replace else "ON CONFLICT (id) DO UPDATE SET code = excluded.code"),
        CODES[UNSIGNED],
        trial.page_id,
    )


@path("SQL", room="rows")
def by_sql(trial: Trial) -> None:
    sql(
        "UPDATE pages_conditionpage SET summary = %s WHERE page_ptr_id = %s",
        UNSIGNED,
        trial.page_id,
    )
    sql(
        "UPDATE wagtailcore_page SET live = %s, title = %s WHERE id = %s",
        True,
        f"{UNSIGNED} {trial.case.name}",
        trial.page_id,
    )


@path("save_base(raw=True)", room="rows")
def save_raw(trial: Trial) -> None:
    page = unsigned(trial)
    page.live = True
    page.save_base(raw=True)


@path("loaddata of a live row", room="rows", ends=True)
def load_fixture(trial: Trial) -> None:
    """A backup is restored past the guards, so the row may become anything; the public may not."""
    trial.replaces_draft = True
    page = unsigned(trial)
    page.live = True
    _load([Page.objects.get(pk=trial.page_id), page])


@path("loaddata of a live row that is new", room="rows", states=("unapproved",))
def load_new(trial: Trial) -> None:
    index = index_of(trial.language)
    made = index.add_child(
        instance=ConditionPage(title="New", slug=trial.slug, locale=index.locale)
    )
    page = ConditionPage.objects.get(pk=made.pk)
    write(page, UNSIGNED, name=f"loaded {trial.case.name}")
    page.live = True
    _load([Page.objects.get(pk=made.pk), page])


def _load(rows: list[Any]) -> None:
    records = json.loads(serializers.serialize("json", rows))
    for record in records:
        if "live" in record["fields"]:
            record["fields"].update(live=True, title=rows[-1].title)
    with tempfile.TemporaryDirectory() as folder:
        fixture = Path(folder) / "rows.json"
        fixture.write_text(json.dumps(records))
        call_command("loaddata", str(fixture), verbosity=0)


@path("the rows of a live page inserted one by one", room="rows", states=("unapproved",))
def insert_rows(trial: Trial) -> None:
    index = index_of(trial.language)
    page = ConditionPage(title="New", slug=trial.slug, locale=index.locale)
    write(page, UNSIGNED, name=f"inserted {trial.case.name}")
    index.add_child(instance=page)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pages_conditioncode WHERE page_id = %s", [page.pk])
        cursor.execute("DELETE FROM pages_conditionpage WHERE page_ptr_id = %s", [page.pk])
    Page.objects.filter(pk=page.pk).update(live=True)
    page.live = True
    page.save_base(raw=True, force_insert=True)


@path("the type of a page changed, set live, and changed back", room="rows", ends=True)
def change_type(trial: Trial) -> None:
    index = index_of(trial.language)
    page = Page.objects.get(pk=trial.page_id)
    Page.objects.filter(pk=trial.page_id).update(content_type=index.content_type, live=True)
    Page.objects.filter(pk=trial.page_id).update(content_type=page.content_type)


@path("given the other language by QuerySet.update", room="rows", states=LIVE)
def update_locale(trial: Trial) -> None:
    locale = locale_of(other(trial.language))
    Page.objects.filter(pk=trial.page_id).update(locale=locale)


@path("made a translation of another page by QuerySet.update", room="rows", states=LIVE)
def update_translation_key(trial: Trial) -> None:
    elsewhere = trial.site.cases[other(trial.language), "unapproved"].page()
    Page.objects.filter(pk=trial.page_id).update(translation_key=elsewhere.translation_key)


@path("made the live revision of another page", room="rows", states=("unapproved", "changed"))
def update_revision(trial: Trial) -> None:
    Page.objects.filter(pk=trial.page_id).update(live_revision=Revision.objects.latest("id"))


def _child(name: str) -> Callable[[Callable[[Trial], Any]], Callable[[Trial], Any]]:
    return path(name, room="rows", states=LIVE)


def _new_child(trial: Trial) -> ConditionCode:
    return ConditionCode(page_id=trial.page_id, system="icd-10", code=CODES[UNSIGNED])


@_child("an inline child saved by itself")
def save_child(trial: Trial) -> None:
    child = ConditionCode.objects.get(page=trial.page_id)
    child.code = CODES[UNSIGNED]
    child.save()


@_child("an inline child created by itself")
def create_child(trial: Trial) -> None:
    _new_child(trial).save()


@_child("inline children created in bulk")
def create_children(trial: Trial) -> None:
    ConditionCode.objects.bulk_create([_new_child(trial)])


@_child("inline children updated")
def update_children(trial: Trial) -> None:
    ConditionCode.objects.filter(page=trial.page_id).update(code=CODES[UNSIGNED])


@_child("inline children put in another order")
def order_children(trial: Trial) -> None:
    ConditionCode.objects.filter(page=trial.page_id).update(sort_order=7)


@_child("an inline child deleted by itself")
def delete_child(trial: Trial) -> None:
    ConditionCode.objects.get(page=trial.page_id).delete()


@_child("inline children deleted")
def delete_children(trial: Trial) -> None:
    ConditionCode.objects.filter(page=trial.page_id).delete()


@_child("an inline child moved to another page")
def move_child(trial: Trial) -> None:
    elsewhere = trial.site.cases[trial.language, "unapproved"].page_id
    ConditionCode.objects.filter(page=trial.page_id).update(page=elsewhere)


@_child("an inline child of another page moved here")
def receive_child(trial: Trial) -> None:
    elsewhere = trial.site.cases[trial.language, "unapproved"].page_id
    ConditionCode.objects.filter(page=elsewhere).update(page=trial.page_id)


@path("a child changed on the live page, and the page saved", room="rows", states=LIVE)
def save_with_child(trial: Trial) -> None:
    page = trial.page()
    page.codes = [_new_child(trial)]
    page.save()

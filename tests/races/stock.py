"""Many pages in one state, without the price of a review for each.

One page is brought into the state by real reviews; its rows are then written again under new
numbers, its entries in the ledger among them. `pages.delivery.verification` finds nothing amiss
with the copies, and the races would not end clean if it did.
"""

from __future__ import annotations

import copy
import itertools
from typing import Any

from django.db import models, transaction
from wagtail.models import Page, ReferenceIndex, Revision, TaskState, WorkflowState

from pages import ledger
from pages.content.condition import ConditionCode, ConditionPage
from pages.delivery.models import PublishedDocument
from pages.ledger.models import LedgerEntry
from pages.publishing import guards
from pages.review.models import Approval

_slugs = itertools.count(1)


def copies(page: Any, count: int) -> list[Any]:
    """Return so many further pages in the state that a page is in."""
    parent = page.get_parent()
    last = parent.get_last_child().path
    with transaction.atomic(), guards.suspended():
        made = []
        for _ in range(count):
            last = _next(last)
            made.append(_copy(page, last))
        Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + count)
    return [ConditionPage.objects.get(pk=pk) for pk in made]


def _next(path: str) -> str:
    base, step = path[: -Page.steplen], path[-Page.steplen :]
    return base + Page._int2str(Page._str2int(step) + 1).rjust(Page.steplen, Page.alphabet[0])


def _copy(page: Any, path: str) -> int:
    new: dict[tuple[type[models.Model], Any], Any] = {}

    def insert(row: Any, **changes: Any) -> Any:
        """Write a row again under a number of its own, pointing to the copies made so far."""
        made = copy.copy(row)
        made._state = copy.copy(row._state)
        made.pk = None
        made._state.adding = True
        for field in row._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and not field.primary_key:
                old = getattr(row, field.attname)
                target: Any = field.related_model
                if (target, old) in new:
                    setattr(made, field.attname, new[target, old])
        for name, value in changes.items():
            setattr(made, name, value)
        made.save_base(raw=True, force_insert=True)
        new[type(row), row.pk] = made.pk
        return made

    plain = Page.objects.get(pk=page.pk)
    slug = f"copy-{next(_slugs)}"
    url_path = f"{plain.url_path.rstrip('/').rsplit('/', 1)[0]}/{slug}/"
    place = {"path": path, "slug": slug, "url_path": url_path}
    made = insert(plain, **place, translation_key=_new_key(plain))
    specific = copy.copy(ConditionPage.objects.get(pk=page.pk))
    specific.page_ptr_id = specific.pk = specific.id = made.pk
    specific._state.adding = True
    specific.save_base(raw=True, force_insert=True)
    for code in ConditionCode.objects.filter(page_id=page.pk):
        insert(code, page_id=made.pk)
    for revision in Revision.objects.for_instance(page).order_by("pk"):
        insert(revision, object_id=str(made.pk), content=_content(revision, made.pk, new, place))
    for state in WorkflowState.objects.for_instance(page).order_by("pk"):
        _insert_review(state, made.pk, insert)
    for approval in Approval.objects.filter(page_id=page.pk).order_by("pk"):
        insert(approval, page_id=made.pk)
    for document in PublishedDocument.objects.filter(page_id=page.pk):
        again = insert(document, page_id=made.pk)
        again.images.set(document.images.all())
        again.documents.set(document.documents.all())
    Page.objects.filter(pk=made.pk).update(
        latest_revision_id=new.get((Revision, plain.latest_revision_id)),
        live_revision_id=new.get((Revision, plain.live_revision_id)),
    )
    for entry in LedgerEntry.objects.filter(page_id=page.pk).order_by("pk"):
        data = dict(entry.data)
        for name, model in (("approval", Approval), ("review", TaskState)):
            if name in data:
                data[name] = new[model, data[name]]
        if "record" in data:
            data["record"] = Approval.objects.get(pk=data["approval"]).record()
        ledger.record(
            action=entry.action,
            page=made,
            actor=entry.actor,
            fingerprint=entry.fingerprint,
            data=data,
            now=entry.at,
        )
    ReferenceIndex.create_or_update_for_object(ConditionPage.objects.get(pk=made.pk))
    return int(made.pk)


def _insert_review(state: WorkflowState, page_id: int, insert: Any) -> None:
    current = state.current_task_state_id
    made = insert(state, object_id=str(page_id), current_task_state_id=None)
    for task_state in TaskState.objects.filter(workflow_state_id=state.pk).order_by("pk"):
        again = insert(task_state, workflow_state_id=made.pk)
        if task_state.pk == current:
            WorkflowState.objects.filter(pk=made.pk).update(current_task_state_id=again.pk)


def _content(
    revision: Revision, page_id: int, new: dict[Any, Any], place: dict[str, str]
) -> dict[str, Any]:
    content = copy.deepcopy(revision.content)
    content |= {"pk": page_id, "latest_revision": None, "live_revision": None, **place}
    for code in content.get("codes", []):
        # A row of a draft that is not in the database yet has no number.
        code["pk"], code["page"] = new.get((ConditionCode, code["pk"])), page_id
    return content


def _new_key(page: Page) -> Any:
    return page._meta.get_field("translation_key").get_default()

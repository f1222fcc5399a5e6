"""Schedules: what goes live, or ends, at a time that was set, each page by itself.

Wagtail's own command lets one exception stop all pages behind it, and ends a page by its base
model, past whatever the page's own type has to do about it.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from pages import ledger, outbox
from pages.publishing import PublicationRefused, is_reviewed
from pages.publishing.locks import lock_pages
from pages.review.models import Approval
from pages.review.reminders import people_behind

logger = logging.getLogger("pages.review")

SCHEDULE_REFUSED: Final = "publication.schedule_refused"

Result = Literal["published", "unpublished", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What became of one object whose time had come.

    Attributes:
        name: its title.
        object_id: its id.
        result: ``published``; ``unpublished`` at the end of its time; ``refused``, since what was
            scheduled is not signed any more: the schedule is cancelled; ``failed``, for any other
            reason: it is tried again with the next run.
        reason: why not, in words.
    """

    name: str
    object_id: str
    result: Result
    reason: str = ""

    @property
    def is_fault(self) -> bool:
        """Whether somebody has to look at it."""
        return self.result in ("refused", "failed")


def end_what_is_over(*, now: datetime.datetime | None = None) -> Iterator[Scheduled]:
    """Unpublish everything whose time has ended, each in a transaction of its own."""
    now = now or timezone.now()
    for model in _draftable_models():
        over = model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at")
        for pk in list(over.values_list("pk", flat=True)):
            if done := _by_itself(partial(_end, model, pk, now), model, pk):
                yield done


def publish_what_is_due(*, now: datetime.datetime | None = None) -> Iterator[Scheduled]:
    """Publish every revision whose time has come, each in a transaction of its own."""
    now = now or timezone.now()
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    for pk in list(due.values_list("pk", flat=True)):
        if done := _by_itself(partial(_publish, pk, now), Revision, pk):
            yield done


def _end(model: Any, pk: Any, now: datetime.datetime) -> Scheduled | None:
    with transaction.atomic():
        if issubclass(model, Page):
            lock_pages([pk])
        found = model._default_manager.filter(pk=pk, live=True, expire_at__lt=now).first()
        if found is None:
            return None
        # The page of its own type, which knows what has to happen when it leaves the public.
        found = getattr(found, "specific", found)
        found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        return Scheduled(str(found), str(pk), "unpublished")


def _publish(revision_id: int, now: datetime.datetime) -> Scheduled | None:
    try:
        with transaction.atomic():
            revision = _locked(revision_id, now)
            if revision is None:
                return None
            revision.publish(log_action="wagtail.publish.scheduled")
            return Scheduled(revision.object_str, revision.object_id, "published")
    except PublicationRefused as refusal:
        with transaction.atomic():
            return _refuse(revision_id, now, refusal)


def _locked(revision_id: int, now: datetime.datetime) -> Revision | None:
    """Return a revision that is still due, its page and itself locked."""
    revision = Revision.objects.filter(pk=revision_id).first()
    if revision is None:
        return None
    if issubclass(revision.content_type.model_class() or models.Model, Page):
        lock_pages([revision.object_id])
    due = Revision.objects.select_for_update(no_key=True).filter(
        pk=revision_id, approved_go_live_at__lt=now
    )
    found: Revision | None = due.first()
    return found


def _refuse(
    revision_id: int, now: datetime.datetime, refusal: PublicationRefused
) -> Scheduled | None:
    revision = _locked(revision_id, now)
    if revision is None:
        return None
    was_due = revision.approved_go_live_at
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    page = revision.content_object
    if is_reviewed(page):
        ledger.record(
            action=SCHEDULE_REFUSED,
            page=page,
            data={
                "revision": revision.pk,
                "go_live_at": was_due,
                "codes": [blocker.code for blocker in refusal.blockers],
                "reasons": [str(blocker.message) for blocker in refusal.blockers],
            },
            now=now,
        )
        approval = Approval.objects.filter(page_id=page.pk).order_by("-id").first()
        outbox.put_mail(
            template="schedule_refused",
            user_ids=people_behind(page, approval),
            facts={"page": page.pk, "revision": revision.pk},
        )
    return Scheduled(revision.object_str, revision.object_id, "refused", str(refusal))


def _by_itself(act: Callable[[], Scheduled | None], model: Any, pk: Any) -> Scheduled | None:
    """Let nothing that happens to one object stop those behind it."""
    try:
        return act()
    except Exception as error:  # whatever it is, the pages behind this one go on
        logger.exception("A schedule failed: %s %s", model._meta.label, pk)
        return Scheduled(f"{model._meta.verbose_name} {pk}", str(pk), "failed", str(error))


def _draftable_models() -> list[Any]:
    others = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *others]

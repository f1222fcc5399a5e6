"""Ways through a schedule: what is set now goes live later, when nobody looks."""

from __future__ import annotations

import datetime
import io
from contextlib import suppress
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from pages.review.models import Approval
from pages.review.withdrawal import Withdraw
from tests.matrix.forms import form_of
from tests.matrix.paths.admin import PUBLISH, address, edited
from tests.matrix.trial import UNCOVERED, Trial, path


def its_time_comes(trial: Trial) -> None:
    """Let every schedule of the page be due, and run what runs every few minutes."""
    past = timezone.now() - datetime.timedelta(minutes=1)
    scheduled = trial.page().revisions.filter(approved_go_live_at__isnull=False)
    for revision in scheduled:
        content = dict(revision.content)
        content["go_live_at"] = past.isoformat() if content.get("go_live_at") else None
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)
    with suppress(SystemExit):  # it ends with 1 where something was refused
        call_command("publish_scheduled", verbosity=0, stderr=io.StringIO())


def tomorrow() -> str:
    later = timezone.localtime(timezone.now() + datetime.timedelta(days=1))
    return later.strftime("%Y-%m-%d %H:%M")


@path("schedule in the editor, and the time comes", room="schedule", asks=True, publishes=True)
def schedule(trial: Trial) -> Any:
    trial.replaces_draft = True
    form = form_of(trial.draft(), go_live_at=tomorrow(), **PUBLISH)
    response = trial.post(address("edit", trial.page_id), form)
    its_time_comes(trial)
    return response


@path("schedule a change in the editor, and the time comes", room="schedule", asks=True)
def schedule_changed(trial: Trial) -> Any:
    form = form_of(trial.draft(), go_live_at=tomorrow(), **edited(trial), **PUBLISH)
    response = trial.post(address("edit", trial.page_id), form)
    its_time_comes(trial)
    return response


@path("a revision due by code, and the time comes", room="schedule", publishes=True)
def due_by_code(trial: Trial) -> None:
    Revision.objects.filter(pk=trial.page().latest_revision_id).update(
        approved_go_live_at=timezone.now()
    )
    its_time_comes(trial)


@path("scheduled, then withdrawn, and the time comes", room="schedule", states=("offline",))
def schedule_and_withdraw(trial: Trial) -> None:
    revision = trial.page().latest_revision
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    approval = Approval.objects.filter(page=trial.page_id).latest("id")
    Withdraw(approval_id=approval.pk, user=trial.site.reviewer).execute(reason="It is wrong.")
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now())
    its_time_comes(trial)


@path("scheduled, then unscheduled", room="schedule", states=("active", "offline"))
def unschedule(trial: Trial) -> Any:
    trial.replaces_draft = True
    form = form_of(trial.draft(), go_live_at=tomorrow(), **PUBLISH)
    trial.post(address("edit", trial.page_id), form)
    revision = trial.page().revisions.get(approved_go_live_at__isnull=False)
    response = trial.post(address("revisions_unschedule", trial.page_id, revision.pk))
    assert not trial.page().revisions.filter(approved_go_live_at__isnull=False).exists()
    its_time_comes(trial)
    return response


@path("the end of its time comes, then the schedule again", room="schedule", ends=True)
def end_of_time(trial: Trial) -> None:
    Page.objects.filter(pk=trial.page_id).update(
        expire_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    its_time_comes(trial)
    its_time_comes(trial)


@path("a schedule put into the live row, and the time comes", room="schedule", states=UNCOVERED)
def go_live_by_row(trial: Trial) -> None:
    Page.objects.filter(pk=trial.page_id).update(go_live_at=timezone.now())
    its_time_comes(trial)

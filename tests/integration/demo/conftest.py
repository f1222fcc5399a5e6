"""The demo, loaded once for all tests of this folder and taken back before they run."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from wagtail.models import Page, Site

from pages.disclaimers.standing import standings
from pages.models import (
    Approval,
    Authorization,
    Disclaimer,
    OutboxMessage,
    Person,
    PublishedDocument,
    Reference,
)
from pages.publishing import Stage, blockers, is_reviewed
from pages.review import current_approval
from pages.translation.segments import segment_pairs
from pages.translation.sources import translation_into


@dataclass(frozen=True)
class Facts:
    """What was seen on one reviewed page of the demo."""

    language: str
    type: str
    is_live: bool
    workflow: str
    standing: list[str]
    draft_blockers: list[str]
    draft_warnings: list[str]
    untranslated: int
    segments: int
    is_signed: bool
    signed_by: str
    credited: str
    documents: list[dict[str, Any]]


@dataclass
class Demo:
    """What was seen of the loaded demo, as plain data."""

    lines: list[str] = field(default_factory=list)
    second_run: list[str] = field(default_factory=list)
    pages: dict[str, Facts] = field(default_factory=dict)
    references: int = 0
    faulty_references: list[str] = field(default_factory=list)
    disclaimers: set[tuple[str, str, str]] = field(default_factory=set)
    people_without_account: list[str] = field(default_factory=list)
    scans: int = 0
    approvals_of_own_work: int = 0
    mails: int = 0
    comments: list[str] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(scope="session")
def demo(django_db_setup: None, django_db_blocker: Any) -> Demo:
    """Load the demo twice, look at it, and roll everything back."""
    with django_db_blocker.unblock():
        with transaction.atomic(), override_settings(DEBUG=True):
            seen = _load_and_look()
            transaction.set_rollback(True)
        Site.clear_site_root_paths_cache()
        cache.clear()
    return seen


def _load_and_look() -> Demo:
    # The test before may have left its own: nothing empties the box before a session's fixture.
    mails_before = len(getattr(mail, "outbox", []))
    seen = Demo(lines=_run(), second_run=_run())
    for page in Page.objects.filter(depth__gt=3).specific():
        if is_reviewed(page):
            seen.pages[page.slug] = _look(page)
    seen.references = Reference.objects.count()
    seen.faulty_references = [
        reference.key for reference in Reference.objects.all() if _is_faulty(reference)
    ]
    seen.disclaimers = {
        (one.disclaimer.key, one.disclaimer.locale.language_code, one.state.value)
        for one in standings(Disclaimer.objects.select_related("locale"))
    }
    seen.people_without_account = [person.name for person in Person.objects.filter(user=None)]
    seen.scans = sum(one.scan.size > 0 for one in Authorization.objects.all())
    seen.approvals_of_own_work = sum(
        one.reviewer_id in one.author_ids for one in Approval.objects.all()
    )
    seen.mails = len(getattr(mail, "outbox", [])) - mails_before
    seen.mails += OutboxMessage.objects.filter(kind="mail").count()
    seen.answers = _ask_for_everything()
    return seen


def _ask_for_everything() -> dict[str, Any]:
    """Return what the public API answers about everything that it lists, by address."""
    found: dict[str, Any] = {}
    for endpoint in ("pages", "images", "documents", "redirects"):
        listing = f"/api/v2/{endpoint}/"
        found[listing] = Client().get(listing, {"limit": 100, "fields": "*"}).json()
        for item in found[listing]["items"]:
            address = f"{listing}{item['id']}/"
            found[address] = Client().get(address).json()
    return found


def _run() -> list[str]:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue().splitlines()


def _look(page: Any) -> Facts:
    draft = page.get_latest_revision_as_object()
    found = blockers(draft, stage=Stage.SUBMISSION)
    translation = translation_into(page)
    pairs = segment_pairs(draft, translation) if translation else []
    approval = current_approval(page)
    state = page.current_workflow_state
    return Facts(
        language=page.locale.language_code,
        type=page._meta.label,
        is_live=page.live,
        workflow=state.status if state else "",
        standing=[one.code for one in blockers(page, stage=Stage.PUBLICATION) if one.blocks]
        if page.live
        else [],
        draft_blockers=[one.code for one in found if one.blocks],
        draft_warnings=[one.code for one in found if not one.blocks],
        untranslated=sum(pair.recorded is None for pair in pairs),
        segments=len(pairs),
        is_signed=approval is not None,
        signed_by=approval.reviewer.username if approval else "",
        credited=approval.reviewer_credentials if approval else "",
        documents=[row.content for row in PublishedDocument.objects.filter(page_id=page.pk)],
    )


def _is_faulty(reference: Reference) -> bool:
    before = reference.signed_data()
    reference.full_clean()
    return reference.signed_data() != before

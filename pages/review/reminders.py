"""Whom to tell about a page's signature, and what the mails about it show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Page

from pages.outbox import Moot
from pages.people import answers_for
from pages.publishing import Stage, blockers
from pages.review.models import Approval
from pages.review.task import MedicalReviewTask

if TYPE_CHECKING:
    import datetime

    from django.db.models import Model


def people_behind(page: Any, approval: Approval | None) -> set[int]:
    """Return the ids of the accounts that have to know what becomes of a page's signature.

    They are the author whom the page names, those who wrote what was signed or the latest draft,
    the reviewer who signed, and all medical reviewers who answer for the page's language.

    Args:
        page: a specific instance.
        approval: the signature that it is about, if there is one.
    """
    found = set(_writers(page))
    if approval is not None:
        found |= {*approval.author_ids, approval.reviewer_id}
    return found | reviewers_of(page.locale.language_code)


def reviewers_of(language_code: str) -> set[int]:
    """Return the ids of the accounts of all medical reviewers who answer for a language."""
    groups = MedicalReviewTask.objects.filter(active=True).values("groups")
    members = get_user_model().objects.filter(groups__in=groups, is_active=True).distinct()
    return {member.pk for member in members if answers_for(member, language_code)}


def _writers(page: Any) -> Iterator[int]:
    author = getattr(page, "author", None)
    if author is not None and author.user_id:
        yield author.user_id
    if page.latest_revision is not None and page.latest_revision.user_id:
        yield page.latest_revision.user_id


# What the mails show: collected when they are sent, in the recipient's language.


def mail_about_due_review(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Collect a reminder that a review is due or overdue.

    Raises:
        Moot: the page was signed again, or is not public any more.
    """
    approval = _approval(facts)
    page = _page(facts)
    if approval.superseded_at is not None or approval.withdrawn_at is not None:
        raise Moot("The signature has been replaced or withdrawn since.")
    taken_offline = bool(facts.get("taken_offline"))
    if not page.live and not taken_offline:
        raise Moot("The page is not public any more.")
    return _about(page) | {
        "due": _day(approval.expires_at),
        "signed_by": approval.reviewer_name,
        "signed_on": _day(approval.signed_at),
        "overdue": approval.expires_at is not None and approval.expires_at <= timezone.now(),
        "taken_offline": taken_offline,
        "in_review": page.workflow_in_progress,
    }


def mail_about_withdrawal(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Collect the news that an approval was withdrawn. The reason stays in the page's history."""
    approval, page = _approval(facts), _page(facts)
    by = approval.withdrawn_by
    return _about(page) | {
        "signed_by": approval.reviewer_name,
        "withdrawn_by": (by.get_full_name() or by.get_username()) if by is not None else "",
        "withdrawn_on": _day(approval.withdrawn_at),
    }


def mail_about_refused_schedule(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Collect the news that a page did not go live at the time that was set.

    Raises:
        Moot: it is public by now with that content.
    """
    page = _page(facts)
    if page.live and not page.has_unpublished_changes:
        raise Moot("The page has gone live since.")
    draft = page.get_latest_revision_as_object()
    return _about(page) | {
        "is_live": page.live,
        "reasons": [
            str(blocker.message)
            for blocker in blockers(draft, stage=Stage.PUBLICATION)
            if blocker.blocks
        ],
    }


def page_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what every mail about a page shows of it.

    Args:
        facts: holds the page's primary key as ``page``.

    Raises:
        Moot: the page is gone.
    """
    return _about(_page(facts))


def _about(page: Any) -> dict[str, Any]:
    base = (get_admin_base_url() or "").rstrip("/")
    return {
        "title": page.title,
        "language": page.locale.get_display_name(),
        "edit_url": base + reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "history_url": base + reverse("pages_review:history", args=[page.pk]),
    }


def _approval(facts: Mapping[str, Any]) -> Approval:
    return _still_there(Approval, facts["approval"])


def _page(facts: Mapping[str, Any]) -> Any:
    return _still_there(Page, facts["page"]).specific


def _still_there(model: type[Model], pk: int) -> Any:
    found = model._default_manager.filter(pk=pk).first()
    if found is None:
        raise Moot("What it is about has been deleted.")
    return found


def _day(moment: datetime.datetime | None) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment is not None else ""

"""Evidence recall: a publication turns out to be retracted; the pages that cite it are called in.

The API tells of a retraction by itself, at the next request. This action sees to the rest: it
writes down what was found and where, tells those who answer for each page, in every language, and
takes pages offline where the site's policy asks for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages import conf, ledger, outbox
from pages.citations.models import Reference, RetractionStatus
from pages.citations.protection import used_by
from pages.delivery.visibility import public_documents
from pages.outbox import Moot
from pages.publishing import is_reviewed
from pages.publishing.locks import lock_pages
from pages.review.expiry import take_offline
from pages.review.models import Approval
from pages.review.reminders import page_facts, people_behind

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

STATUS_CHANGED: Final = "reference.status_changed"
RECALLED: Final = "evidence.recalled"
TAKEN_OFFLINE: Final = "evidence.taken_offline"

Policy = Literal["keep", "unpublish"]


class RecallRefused(ValueError):
    """A change of status that is not possible; its text says why."""


@dataclass(frozen=True, slots=True)
class RecalledPage:
    """One page that cites a retracted publication.

    Attributes:
        page_id: the page.
        title: its title.
        language: code of its language.
        is_public: whether what the public read when it was recalled cites the publication.
        taken_offline: whether policy took it off the public.
    """

    page_id: int
    title: str
    language: str
    is_public: bool
    taken_offline: bool = False

    @property
    def state(self) -> str:
        """What the public reads of it now, in words."""
        if self.taken_offline:
            return _("taken offline")
        return _("public, with the notice") if self.is_public else _("draft")


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """What a change of status did.

    Attributes:
        before, after: the status.
        pages: the pages that were called in; none unless it is newly retracted.
    """

    before: str
    after: str
    pages: list[RecalledPage] = field(default_factory=list)


def policy_for(page: Any) -> Policy:
    """Return what becomes of a public page of this type when it cites a retracted publication."""
    return "unpublish" if conf.retraction_policy().get(page._meta.label) == "unpublish" else "keep"


def pages_citing(reference: Reference) -> list[tuple[Any, bool]]:
    """Return the pages that cite a reference, in every language, and whether the public reads it.

    Drafts that were never published count as well. Public ones come first.
    """
    documents = public_documents().filter(content__references__icontains=f'"{reference.key}"')
    public = {
        document.page_id
        for document in documents
        if any(
            entry.get("key") == reference.key for entry in document.content.get("references", [])
        )
    }
    drafts = {
        user.pk
        for user in used_by(reference)
        if isinstance(user, Page) and is_reviewed(user.specific_class)
    }
    pages = Page.objects.filter(pk__in=public | drafts).select_related("locale").specific()
    found = [(page, page.pk in public) for page in pages.order_by("pk")]
    return sorted(found, key=lambda pair: not pair[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStatus:
    """Set whether a publication still stands, and call its pages in if it does not any more.

    Attributes:
        reference_id: primary key of the reference.
        status: a `RetractionStatus`.
        source: where the notice stands.
        date: its date.
        actor: who found out.
    """

    reference_id: int
    status: str
    source: str = ""
    date: datetime.date | None = None
    actor: AbstractBaseUser | AnonymousUser | None = None

    def check(self, reference: Reference) -> bool:
        """Tell whether there is anything to change.

        Raises:
            RecallRefused: there is no such status.
        """
        if self.status not in RetractionStatus.values:
            raise RecallRefused(_("“%(status)s” is no status.") % {"status": self.status})
        return (
            reference.retraction_status,
            reference.retraction_source,
            reference.retraction_date,
        ) != (self.status, self.source, self.date)

    def preview(self, reference: Reference) -> StatusChanged:
        """Return what `execute` would do, without doing it."""
        pages = []
        if self._is_recall(reference.retraction_status):
            pages = [
                RecalledPage(
                    page.pk,
                    page.title,
                    page.locale.language_code,
                    is_public,
                    is_public and policy_for(page) == "unpublish",
                )
                for page, is_public in pages_citing(reference)
            ]
        return StatusChanged(reference.retraction_status, self.status, pages)

    def _is_recall(self, before: str) -> bool:
        return RetractionStatus.RETRACTED in {self.status} - {before}

    def execute(self, *, now: datetime.datetime | None = None) -> StatusChanged:
        """Change the status, call the pages in, and write it all down, in one transaction.

        Raises:
            RecallRefused: there is no such status.
            Reference.DoesNotExist: there is no such reference.
        """
        while True:
            with transaction.atomic():
                if (reference := self._lock()) is not None:
                    return self._execute(reference, now=now or timezone.now())
                transaction.set_rollback(True)

    def _lock(self) -> Reference | None:
        """Take the pages, then the reference that they rest on, as `pages.publishing.locks` says.

        Returns:
            The reference; None where another page has come to cite it before it could be taken,
            and what was taken has to be let go first.
        """
        reference = Reference.objects.get(pk=self.reference_id)
        held = set(lock_pages(page.pk for page, _is_public in pages_citing(reference)))
        reference = Reference.objects.select_for_update(no_key=True).get(pk=self.reference_id)
        citing = {page.pk for page, _is_public in pages_citing(reference)}
        return reference if citing <= held else None

    def _execute(self, reference: Reference, *, now: datetime.datetime) -> StatusChanged:
        before = reference.retraction_status
        if not self.check(reference):
            return StatusChanged(before, before)
        reference.retraction_status = self.status
        reference.retraction_source = self.source
        reference.retraction_date = self.date
        reference.save(update_fields=["retraction_status", "retraction_source", "retraction_date"])
        ledger.record(
            action=STATUS_CHANGED,
            actor=self._account,
            data={
                "reference": reference.key,
                "before": before,
                "after": self.status,
                "source": self.source,
                "date": self.date,
            },
            now=now,
        )
        pages = []
        if self._is_recall(before):
            pages = [
                self._recall(reference, page, is_public=is_public, now=now)
                for page, is_public in pages_citing(reference)
            ]
        return StatusChanged(before, self.status, pages)

    def _recall(
        self, reference: Reference, page: Any, *, is_public: bool, now: datetime.datetime
    ) -> RecalledPage:
        approval = Approval.objects.active().filter(page_id=page.pk).first()
        goes_offline = is_public and page.live and policy_for(page) == "unpublish"
        ledger.record(
            action=RECALLED,
            page=page,
            actor=self._account,
            data={
                "reference": reference.key,
                "label": reference.label,
                "source": self.source,
                "is_public": is_public,
            },
            now=now,
        )
        if goes_offline:
            take_offline(page)
            ledger.record(
                action=TAKEN_OFFLINE,
                page=page,
                actor=self._account,
                data={"reference": reference.key, "label": reference.label},
                now=now,
            )
        outbox.put_mail(
            template="evidence_recalled",
            user_ids=people_behind(page, approval),
            facts={
                "page": page.pk,
                "reference": reference.pk,
                "is_public": is_public,
                "taken_offline": goes_offline,
            },
        )
        return RecalledPage(page.pk, page.title, page.locale.language_code, is_public, goes_offline)

    @property
    def _account(self) -> AbstractBaseUser | None:
        return self.actor if self.actor is not None and self.actor.pk is not None else None  # type: ignore[return-value]  # one that has a number is not anonymous


def mail_about_recall(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Collect the news that a publication which a page cites was retracted.

    Raises:
        Moot: the page or the reference is gone, or the retraction was taken back.
    """
    reference = Reference.objects.filter(pk=facts["reference"]).first()
    if reference is None or not reference.is_retracted:
        raise Moot("The publication does not count as retracted any more.")
    date = reference.retraction_date
    return page_facts(facts) | {
        "reference": reference.formatted(),
        "source": reference.retraction_source,
        "date": date_format(date, "DATE_FORMAT") if date else "",
        "is_public": facts["is_public"],
        "taken_offline": facts["taken_offline"],
    }

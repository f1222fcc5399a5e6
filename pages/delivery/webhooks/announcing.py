"""Writing down what receivers are to be told, in the transaction of the change.

Nothing is sent here. For each endpoint that wants to know, a delivery and its message in the outbox
are written, or nothing if the transaction is undone.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from wagtail.api.utils import get_full_url
from wagtail.models import Page, PageViewRestriction

from pages.delivery.addresses import api_path, html_url
from pages.delivery.feed.hearing import heard_by_all
from pages.delivery.models import PublishedDocument
from pages.delivery.visibility import active_documents, public_documents
from pages.delivery.webhooks.events import Change, Event
from pages.delivery.webhooks.models import WebhookDelivery, WebhookEndpoint
from pages.delivery.webhooks.writing import write

_WAS_PUBLIC: Final = "_firma_was_public_before"


class NoteStanding:
    """Effect of publication: remember whether the public read the page before.

    It is registered before the effect that stores the document, and `AnnounceChange` after it.
    """

    def went_live(self, page: Any, *, now: datetime.datetime) -> None:
        """Look for a document, before the new one takes its place."""
        setattr(page, _WAS_PUBLIC, PublishedDocument.objects.filter(page_id=page.pk).exists())

    def left_public(self, page: Any, *, now: datetime.datetime, reason: str) -> None:
        """Nothing: `AnnounceChange` has done it."""


class AnnounceChange:
    """Effect of publication: endpoints are told of what the public reads, or does not any more."""

    def went_live(self, page: Any, *, now: datetime.datetime) -> None:
        """Tell that the page was published, or updated if it was public before."""
        if not _somebody_listens():
            return
        document = public_documents().filter(page_id=page.pk).first()
        if document is None:
            return  # Behind a view restriction: not for the public, and nobody's business.
        event = Event.UPDATED if getattr(page, _WAS_PUBLIC, False) else Event.PUBLISHED
        announce([_change(event, page, content_hash=document.content_hash)], now=now)

    def left_public(self, page: Any, *, now: datetime.datetime, reason: str) -> None:
        """Tell that the page was unpublished; or withdrawn, if its signature was taken back.

        Pages that are deleted are unpublished.
        """
        if not _somebody_listens():
            return
        document = (
            PublishedDocument.objects.filter(page_id=page.pk).select_related("approval").first()
        )
        if document is None or _is_restricted(page.path, _restricted_paths()):
            return
        is_withdrawn = document.approval.withdrawn_at is not None
        announce([_change(Event.WITHDRAWN if is_withdrawn else Event.UNPUBLISHED, page)], now=now)


@transaction.atomic
def announce_updated(page_ids: Iterable[int]) -> int:
    """Tell endpoints that the answer about some public pages changed without a publication.

    Call it in the transaction of the change: a disclaimer that was signed anew, a retraction, a
    translation that appeared.

    Args:
        page_ids: the pages. Those that the public cannot read are left out.

    Returns:
        How many deliveries were written.
    """
    documents = public_documents().filter(page_id__in=set(page_ids))
    return announce(_changes(Event.UPDATED, documents, is_answer_only=True))


def _somebody_listens() -> bool:
    """Tell whether there is an active endpoint: most sites have none, and publish as fast."""
    return WebhookEndpoint.objects.filter(is_active=True).exists()


def announce(changes: Iterable[Change], *, now: datetime.datetime | None = None) -> int:
    """Write a delivery of each change for each active endpoint that wants it.

    They are sent when no process gives the old answer any more: receivers come for the new one.

    Returns:
        How many were written.
    """
    endpoints = [(one, one.choice()) for one in WebhookEndpoint.objects.filter(is_active=True)]
    if not endpoints:
        return 0
    written = []
    for change in changes:
        event_id = f"msg_{uuid.uuid4().hex}"
        written += [
            WebhookDelivery(
                endpoint=endpoint,
                event_id=event_id,
                event=change.event,
                page_id=change.page_id,
                change=asdict(change),
                occurred_at=now or timezone.now(),
            )
            for endpoint, choice in endpoints
            if choice.wants(change)
        ]
    write(written, not_before=heard_by_all())
    return len(written)


# Pages that are shut away from the public, and let out again


def after_restriction_saved(
    sender: Any, instance: PageViewRestriction, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """Tell that the public pages at and below a page that was made private are not public."""
    if created and not raw:
        others = _restricted_paths(without=instance.pk)
        _announce_below(instance, Event.UNPUBLISHED, still_restricted_by=others)


def after_restriction_deleted(
    sender: Any, instance: PageViewRestriction, origin: Any = None, **kwargs: Any
) -> None:
    """Tell that pages are public again; not while the page itself is being deleted."""
    is_alone = isinstance(origin, PageViewRestriction) or (
        getattr(origin, "model", None) is PageViewRestriction
    )
    if is_alone:
        _announce_below(instance, Event.PUBLISHED, still_restricted_by=_restricted_paths())


def after_page_moved(
    sender: Any,
    instance: Page,
    parent_page_before: Page,
    parent_page_after: Page,
    **kwargs: Any,
) -> None:
    """Tell of pages that were moved behind a restriction, or out of one."""
    restricted = _restricted_paths()
    was_shut = _is_restricted(parent_page_before.path, restricted)
    is_shut = _is_restricted(parent_page_after.path, restricted)
    if was_shut == is_shut:
        return
    page = Page.objects.get(pk=instance.pk)
    # Its own restrictions, and those below, went with it and hold as before.
    own = [path for path in restricted if path.startswith(page.path)]
    event = Event.UNPUBLISHED if is_shut else Event.PUBLISHED
    announce(_changes(event, _open_below(page, shut=own)))


def _announce_below(
    restriction: PageViewRestriction, event: Event, *, still_restricted_by: list[str]
) -> None:
    page = Page.objects.get(pk=restriction.page_id)
    announce(_changes(event, _open_below(page, shut=still_restricted_by)))


def _open_below(page: Page, *, shut: list[str]) -> list[PublishedDocument]:
    """Return the documents of a page and those below it, but for what is behind a restriction."""
    below = active_documents().filter(page__live=True, page__path__startswith=page.path)
    documents = below.select_related("page")
    return [one for one in documents if not _is_restricted(one.page.path, shut)]


def _restricted_paths(*, without: int | None = None) -> list[str]:
    restrictions = PageViewRestriction.objects.exclude(pk=without)
    return list(restrictions.values_list("page__path", flat=True))


def _is_restricted(path: str, restricted: list[str]) -> bool:
    return any(path.startswith(above) for above in restricted)


def _changes(
    event: Event, documents: Iterable[PublishedDocument], *, is_answer_only: bool = False
) -> Iterator[Change]:
    """Yield the same change of several pages, in the order of their ids."""
    found = {document.page_id: document for document in documents}
    pages = Page.objects.filter(pk__in=found).select_related("locale", "content_type")
    for page in pages.order_by("pk"):
        kept = "" if event == Event.UNPUBLISHED else found[page.pk].content_hash
        yield _change(event, page, content_hash=kept, is_answer_only=is_answer_only)


def _change(
    event: Event, page: Any, *, content_hash: str = "", is_answer_only: bool = False
) -> Change:
    return Change(
        event=event.value,
        page_id=page.pk,
        page_type=page.specific_class._meta.label,
        locale=page.locale.language_code,
        html_url=html_url(page),
        detail_url=detail_url(page.pk),
        content_hash=content_hash,
        is_answer_only=is_answer_only,
    )


def detail_url(page_id: int) -> str | None:
    """Return a page's address on the API, or None for a site whose addresses have no API."""
    path = api_path("detail", page_id)
    return None if path is None else str(get_full_url(None, path))

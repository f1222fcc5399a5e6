"""What receivers are told, and which of them: pure rules."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import models
from django.utils.translation import pgettext_lazy

Json = dict[str, Any]

TEST: Final = "webhook.test"
"""The event that an administrator sends to try an endpoint; nobody can choose or refuse it."""


class Event(models.TextChoices):
    """What can happen to a page as the public sees it."""

    PUBLISHED = "page.published", pgettext_lazy("webhook event", "published")
    UPDATED = "page.updated", pgettext_lazy("webhook event", "updated")
    UNPUBLISHED = "page.unpublished", pgettext_lazy("webhook event", "unpublished")
    WITHDRAWN = "page.withdrawn", pgettext_lazy("webhook event", "withdrawn")


LEAVING: Final = frozenset({Event.UNPUBLISHED, Event.WITHDRAWN})
"""The events after which a page is not public."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to one page, as it is kept until everybody has been told.

    Attributes:
        event: a value of `Event`.
        page_id: the page.
        page_type: label of its type, such as ``pages.ConditionPage``.
        locale: code of its language.
        html_url: its address on the frontend; None outside every site.
        detail_url: its address on the API; None where a site has none.
        content_hash: SHA-256 (hex) of the document that became public; empty for one that left.
        is_answer_only: nothing was published: something around the document changed its answer.
    """

    event: str
    page_id: int
    page_type: str
    locale: str
    html_url: str | None
    detail_url: str | None
    content_hash: str = ""
    is_answer_only: bool = False

    @property
    def leaves(self) -> bool:
        """Whether the page is not public after it."""
        return self.event in LEAVING


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an endpoint wants to be told. An empty part means everything."""

    events: Collection[str] = ()
    languages: Collection[str] = ()
    page_types: Collection[str] = ()

    def wants(self, change: Change) -> bool:
        """Tell whether a change is among it."""
        return (
            (not self.events or change.event in self.events)
            and (not self.languages or change.locale in self.languages)
            and (not self.page_types or change.page_type in self.page_types)
        )


def page_data(change: Change, *, title: str | None) -> Json:
    """Return what a receiver is told of a page.

    Args:
        change: what happened.
        title: that of the document that the change made public, if the public reads it now.
            Of a page that has left nothing but its places is told, whatever is given.
    """
    data: Json = {
        "id": change.page_id,
        "type": change.page_type,
        "locale": change.locale,
        "html_url": change.html_url,
        "detail_url": change.detail_url,
    }
    if not change.leaves:
        data |= {"title": title, "content_hash": change.content_hash}
    return data


def body(*, event: str, at: datetime.datetime, data: Mapping[str, Any]) -> bytes:
    """Return what is sent and signed: JSON in UTF-8 with the event, when it happened, and to what.

    Args:
        event: the event's name.
        at: when it happened; must have a time zone.
        data: as `page_data` returns it.
    """
    moment = at.astimezone(datetime.UTC).isoformat(timespec="milliseconds")
    envelope = {"type": event, "timestamp": moment.replace("+00:00", "Z"), "data": dict(data)}
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()

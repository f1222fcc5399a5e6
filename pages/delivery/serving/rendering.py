"""Making what the API says of pages: whole, as an entry of a list, and what it rests on.

An answer is the signed content and what surrounds it. Two things are left open in what is stored,
because they depend on who asks and when: the host of addresses (`BASE`) and how current the review
is (`STATUS`). They are filled in by `finished`.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.encoding import iri_to_uri
from wagtail.models import Page

from pages import conf
from pages.delivery.addresses import (
    api_path,
    html_url,
    language_for_others,
    listing_path,
    own_languages,
    place_of,
    site_roots,
)
from pages.delivery.answers import Answer
from pages.delivery.moments import moment
from pages.delivery.page_types import document_fields
from pages.delivery.review_state import DUE_SOON, review_status
from pages.delivery.serving.fields import LISTING_FIELDS, META_FIELDS, cut
from pages.publishing import is_reviewed

if TYPE_CHECKING:
    from pages.delivery.answers import Json

BASE: Final = "\ue0f1api\ue0f1"
"""Stands in stored answers for scheme and host of the API: characters that no text contains."""

STATUS: Final = "\ue0f1status\ue0f1"
"""Stands in stored answers for ``review.status``."""

RENDERING: Final = 4
"""Changes with the code, when it makes another answer of the same content."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What the API says of one page, with `BASE` and `STATUS` left open.

    Attributes:
        answer: everything, as JSON text.
        item: the page's entry in lists, as JSON text.
        links: the ``Link`` header that names the page in every language; empty for none.
        targets: what it rests on; see `pages.delivery.feed.targets`.
        due: when the next review is due; None for never, or without review.
    """

    answer: str
    item: str
    links: str
    targets: frozenset[str]
    due: datetime.datetime | None


def render(pages: Sequence[Page]) -> dict[int, Rendering]:
    """Make the answers about public pages, by id; pages that are not public any more are left out.

    Args:
        pages: plain rows of Wagtail's page model, with their locale.
    """
    answer = Answer(pages, detail_url=detail_url, absolute=lambda path: f"{BASE}{path}")
    own = own_languages()
    return {page.pk: _rendering(answer, page, own) for page in pages if answer.is_public(page)}


def detail_url(page: Page) -> str | None:
    """Return a page's address on the API, with its host left open."""
    path = api_path("detail", page.pk)
    return None if path is None else f"{BASE}{path}"


def as_json(value: Json) -> str:
    """Return JSON text as the API sends it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def finished(text: str, *, base: str, due: datetime.datetime | None, now: datetime.datetime) -> str:
    """Return a stored answer with what was left open filled in.

    Args:
        text: the answer, or an entry of a list.
        base: scheme and host of the API.
        due: when the next review is due.
        now: the moment of asking.
    """
    return text.replace(BASE, base).replace(STATUS, review_status(due=due, now=now))


def changes_by_itself(
    *, due: datetime.datetime | None, now: datetime.datetime
) -> datetime.datetime | None:
    """Return when an answer becomes another because time passes; None for never."""
    return next((one for one in _turns(due) if one > now), None)


def changed_by_itself(
    *, due: datetime.datetime | None, now: datetime.datetime
) -> datetime.datetime | None:
    """Return when an answer last became another because time passed; None for not yet."""
    return max((one for one in _turns(due) if one <= now), default=None)


def _turns(due: datetime.datetime | None) -> tuple[datetime.datetime, ...]:
    """Return the moments at which ``review.status`` becomes another, in their order."""
    return () if due is None else (due - DUE_SOON, due)


def circumstances() -> str:
    """Return a hash of the settings that answers are made under.

    An answer that was made under others is out of date.
    """
    kinds = tuple((kind, tuple(names)) for kind, names in conf.specialties().items())
    return _hash_of(
        kinds,
        RENDERING,
        listing_path(),
        conf.frontend_url(),
        settings.LANGUAGE_CODE,
        getattr(settings, "WAGTAIL_SITE_NAME", ""),
    )


@lru_cache(maxsize=8)
def _hash_of(specialties: tuple[tuple[str, tuple[str, ...]], ...], *facts: Any) -> str:
    # Every answer that is not kept asks for it.
    return hashlib.sha256(json.dumps([*facts, dict(specialties)]).encode()).hexdigest()


def whole_answer(answer: Answer, page: Page) -> dict[str, Json]:
    """Return everything that the API says of a page, as JSON values."""
    model: Any = page.specific_class or Page
    meta = {
        "type": model._meta.label,
        "detail_url": detail_url(page),
        "html_url": html_url(page),
        "slug": page.slug,
        "show_in_menus": page.show_in_menus,
        "seo_title": answer.seo(page, "title"),
        "search_description": answer.seo(page, "description"),
        "first_published_at": moment(page.first_published_at),
        "locale": page.locale.language_code,
        "parent": answer.parent(page),
        "alternates": answer.alternates(page),
        "translation": answer.translation(page),
    }
    whole: dict[str, Json] = {
        "id": page.pk,
        "meta": {name: meta[name] for name in META_FIELDS},
        "title": answer.title(page),
    }
    if is_reviewed(model):
        whole |= {name: answer.field(page, name) for name in document_fields(model)}
        review = answer.review(page)
        whole["review"] = review | {"status": STATUS} if review else None
        whole["json_ld"] = answer.json_ld(page)
    return whole


def _rendering(answer: Answer, page: Page, own_of: Mapping[int, str]) -> Rendering:
    whole = whole_answer(answer, page)
    due = answer.due(page)
    place = place_of(page.url_path, site_roots())
    return Rendering(
        answer=as_json(whole),
        item=as_json(cut(whole, LISTING_FIELDS)),
        links=_links(whole, own=own_of.get(place.site_id) if place else None),
        targets=answer.targets(page),
        due=due,
    )


def _links(whole: dict[str, Json], *, own: str | None) -> str:
    """Return the ``Link`` header: the page itself, its translations, and which of them is default.

    A header is ASCII: letters with accents are percent-encoded. As search engines ask for it,
    https://developers.google.com/search/docs/specialty/international.

    Args:
        whole: everything that the API says of the page.
        own: the own language of the page's site, which rests on nothing but the site itself.
    """
    meta = whole["meta"]
    found = {meta["locale"]: meta["html_url"]} | {
        other["locale"]: other["html_url"] for other in meta["alternates"]
    }
    languages = {code: address for code, address in sorted(found.items()) if address}
    default = language_for_others(languages, own=own)
    if default is None:
        return ""
    return ", ".join(
        f'<{iri_to_uri(address)}>; rel="alternate"; hreflang="{code}"'
        for code, address in [*languages.items(), ("x-default", languages[default])]
    )

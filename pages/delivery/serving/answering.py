"""Answering the pages endpoint: a list, one page, or the way to it.

Each function returns the answer and how long it may be kept; `light_path` keeps it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from wagtail.models import Page

from pages.delivery.search import snippets
from pages.delivery.serving.entries import Dated, Entry, read_entries
from pages.delivery.serving.fields import SNIPPET, Choice, page_model
from pages.delivery.serving.finding import find_page
from pages.delivery.serving.items import items_with_snippets, kept_items, soonest
from pages.delivery.serving.languages import available, none_in, wanted_in
from pages.delivery.serving.listing import (
    NARROWING,
    Question,
    asked_types,
    check_rich_text_format,
    list_body,
)
from pages.delivery.serving.memory import Kept, memory
from pages.delivery.serving.rendering import (
    BASE,
    as_json,
    changes_by_itself,
    detail_url,
    finished,
)
from pages.delivery.serving.responding import Prepared, prepared
from pages.delivery.serving.scope import Scope, read_scope

if TYPE_CHECKING:
    from django.http import HttpRequest

    from pages.delivery.serving.kept_ids import BestIds
    from pages.delivery.serving.languages import Wanted
    from pages.delivery.serving.listing import Types

FIND_PARAMETERS = frozenset({"id", "html_path"})
NO_PAGE = "No Page matches the given query."
"""Wagtail's own words."""

ABOUT_MANY = "pages"
"""The surrogate key of every answer about several pages."""

ABOUT_SITE = "site"
"""That of what surrounds the pages of a site, which has `ABOUT_MANY` too: menus name pages."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and what it rests on.

    Attributes:
        prepared: the answer.
        targets: what makes it out of date; None where any change may.
        until: when it becomes another by itself, or None.
        may_be_kept: whether the next one who asks the same gets the same.
    """

    prepared: Prepared
    targets: tuple[str, ...] | None = None
    until: datetime.datetime | None = None
    may_be_kept: bool = True


def list_pages(request: HttpRequest) -> Answered:
    """Answer with a list of pages.

    Raises:
        BadRequestError, Http404: there is no such answer.
    """
    types = asked_types(request.GET)
    scope, now = scope_of(request), timezone.now()
    question = Question(request, scope, types)
    question.refuse_unknown()
    ids = _found(question)
    part = question.cut(ids)
    choice = question.chosen_fields()
    wanted = wanted_in(question.parameters)
    if SNIPPET in choice.names:
        found = snippets(request.GET["search"], part)
        items = items_with_snippets(part, choice, wanted, found, now=now)
    else:
        items = kept_items(part, choice, wanted, now=now, read=question.read)
    body = list_body(len(ids), [item.text for item in items]).replace(BASE, scope.base)
    return Answered(
        prepared(body.encode(), keys=(ABOUT_MANY,)),
        until=soonest(items),
        may_be_kept=not question.is_random,
    )


def show_page(request: HttpRequest, page_id: int) -> Answered:
    """Answer with one page, in the language that is asked for, if any is.

    Raises:
        BadRequestError: a parameter does not make sense.
        Http404: the page is not public.
    """
    types = asked_types(request.GET)
    scope, now = scope_of(request), timezone.now()
    wanted = wanted_in(request.GET)
    narrowed = None
    if not NARROWING.isdisjoint(request.GET):
        narrowed = Question(request, scope, types).filtered(with_locale=False)
    entry = _entry_of(page_id, scope)
    if entry is None and wanted is not None:
        entry = _relative_of(page_id, scope)
    if entry is None or not _is_one_of(entry, types):
        raise Http404(NO_PAGE)
    if wanted is not None and wanted.locale != entry.language:
        others = available(_read(entry, scope, now=now))
        best = wanted.best(one["locale"] for one in others)
        if best is None:
            return not_in_language(wanted.locale, others)
        if best != entry.language:
            entry = _in_language(entry, best, scope)
    if narrowed is not None and not narrowed.filter(pk=entry.page_id).exists():
        raise Http404(NO_PAGE)
    text = text_about(entry, scope, now=now)
    if request.GET:
        check_rich_text_format(request.GET)
        text = _shaped(text, request, entry, wanted)
    # Of several languages another may answer next, whose answer is the older one.
    is_dated = wanted is None or not wanted.fallback
    answered = about_page(entry, text, now=now, is_dated=is_dated)
    # Whether a page is among those that are asked for may depend on others.
    return answered if narrowed is None else replace(answered, targets=None)


def text_about(entry: Entry, scope: Scope, *, now: datetime.datetime) -> str:
    """Return the JSON text about one page as a site gives it.

    What is above the site's own root is another site's page, and as in Wagtail no parent here.
    """
    text = finished(entry.answer, base=scope.base, due=entry.due, now=now)
    if scope.has_above(entry.path):
        return text
    answer = json.loads(text)
    answer["meta"]["parent"] = None
    return as_json(answer)


def about_page(
    entry: Entry, text: str, *, now: datetime.datetime, is_dated: bool = True
) -> Answered:
    """Return the answer about one page, with the headers that say which page it is.

    Args:
        entry: the page.
        text: the answer's JSON text, finished.
        now: the moment of asking.
        is_dated: whether a date tells it apart from any other answer to the same question.
    """
    dated = entry.dated(now=now) if is_dated else Dated(None)
    turns = (changes_by_itself(due=entry.due, now=now), dated.until)
    headers = [("Content-Language", entry.language)]
    if entry.links:
        headers.append(("Link", entry.links))
    return Answered(
        prepared(
            text.encode(),
            headers=headers,
            keys=(f"page-{entry.page_id}",),
            changed_at=dated.changed_at,
        ),
        targets=entry.targets,
        until=min((one for one in turns if one is not None), default=None),
    )


def lead_to_page(request: HttpRequest) -> Answered:
    """Answer with the way to the page at ``?html_path=``, a path of the frontend, or with ``?id=``.

    Raises:
        Http404: there is no such public page.
    """
    types = asked_types(request.GET)
    scope = scope_of(request)
    wanted = wanted_in(request.GET)
    found = find_page(request, scope)
    if found is None:
        raise Http404("not found")
    entry = _entry_of(found.page_id, scope)
    if entry is None:
        relative = _relative_of(found.page_id, scope)
        if relative is None:
            raise Http404("not found")
        others = available(_read(relative, scope, now=timezone.now()))
        if wanted is None or wanted.best(one["locale"] for one in others) is None:
            language = wanted.locale if wanted else _language_of(found.page_id)
            return not_in_language(language, others)
    elif not _is_one_of(entry, types):
        raise Http404("not found")
    query = request.GET.copy()
    for name in FIND_PARAMETERS:
        query.pop(name, None)
    address = (detail_url(Page(pk=found.page_id)) or "").replace(BASE, scope.base)
    rests_on = entry.targets if entry and found.stays else None
    return _redirect(f"{address}?{query.urlencode()}", rests_on)


def not_in_language(language: str, found: Sequence[dict[str, Any]]) -> Answered:
    """Answer that a page is not public in a language, and in which it is."""
    body = as_json(none_in(language, found)).encode()
    return Answered(prepared(body, status=404, keys=(ABOUT_MANY,)))


def refused(status: int, message: str) -> Prepared:
    """Answer that something cannot be answered, in the form in which Wagtail's API does."""
    return prepared(as_json({"message": message}).encode(), status=status)


def scope_of(request: HttpRequest) -> Scope:
    """Return the site that was asked; kept until a site changes.

    Raises:
        BadRequestError: ``?site=`` names none.
    """
    key = ("scope", request.get_host(), request.get_port(), request.GET.get("site"))
    scope: Scope | None = memory.get(key)
    if scope is None:
        since = memory.changes
        scope = read_scope(request)
        memory.keep(key, Kept(scope, 200, scope.targets), since=since)
    return scope


def _redirect(address: str, targets: tuple[str, ...] | None) -> Answered:
    return Answered(
        prepared(b"", status=302, headers=[("Location", address)], keys=(ABOUT_MANY,)),
        targets=targets,
    )


def _found(question: Question) -> Sequence[int] | BestIds:
    """Return the ids of the pages that are found; kept until any page changes."""
    if question.is_random:
        return question.ids()
    return question.kept_ids()


def _shaped(text: str, request: HttpRequest, entry: Entry, wanted: Wanted | None) -> str:
    """Return an answer with the fields that were asked for, and the word about its language."""
    answer = json.loads(text)
    if "fields" in request.GET:
        answer = Choice(page_model(entry.page_type), request.GET["fields"], details=True).of(answer)
    return as_json(wanted.marked(answer, served=entry.language) if wanted else answer)


def _entry_of(page_id: int, scope: Scope) -> Entry | None:
    entry = read_entries([page_id]).get(page_id)
    return entry if entry is not None and scope.has(entry.path) else None


def _relative_of(page_id: int, scope: Scope) -> Entry | None:
    """Return a public translation of a page that was public once and is not now, or None.

    A page that never was public is not spoken of: not even that it is there.
    """
    key = (
        Page.objects.filter(pk=page_id, first_published_at__isnull=False)
        .values_list("translation_key", flat=True)
        .first()
    )
    if key is None:
        return None
    relatives = scope.pages().filter(translation_key=key).order_by("pk")
    found = relatives.values_list("pk", flat=True).first()
    return None if found is None else _entry_of(found, scope)


def _language_of(page_id: int) -> str:
    """Return the language of a page that was found.

    Raises:
        Http404: it was deleted in this moment.
    """
    codes = Page.objects.filter(pk=page_id).values_list("locale__language_code", flat=True)
    code: str | None = codes.first()
    if code is None:
        raise Http404("not found")
    return code


def _in_language(entry: Entry, language: str, scope: Scope) -> Entry:
    family = Page.objects.filter(pk=entry.page_id).values("translation_key")
    found = scope.pages().filter(translation_key__in=family, locale__language_code=language)
    page_id = found.values_list("pk", flat=True).first()
    other = None if page_id is None else _entry_of(page_id, scope)
    if other is None:  # withdrawn in this moment
        raise Http404("not found")
    return other


def _read(entry: Entry, scope: Scope, *, now: datetime.datetime) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(text_about(entry, scope, now=now))
    return answer


def _is_one_of(entry: Entry, types: Types) -> bool:
    """Tell whether a page is of one of the types that are asked for; all are, where none is."""
    return not types or issubclass(page_model(entry.page_type), types)

"""What the editor's citation button asks of the library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET
from wagtail.admin import messages

from pages.citations.identifiers import NORMALISERS, InvalidIdentifier
from pages.citations.models import UNIQUE_IDENTIFIERS, Reference
from pages.citations.protection import refusal, used_by

if TYPE_CHECKING:
    from django.http import HttpRequest

SHOWN: Final = 20
MOST_KEYS: Final = 200


@require_GET
def search_references(request: HttpRequest) -> JsonResponse:
    """Return references as JSON, for the citation dialog.

    ``?q=`` searches the library by author, title, year, identifier or key; ``?keys=a b`` returns
    these references in this order. ``add_url`` is where a new reference is added, for those who may
    add one. Wagtail lets only users with access to the admin get here.
    """
    if "keys" in request.GET:
        wanted = request.GET["keys"].split()[:MOST_KEYS]
        library = Reference.objects.in_bulk(set(wanted), field_name="key")
        found = [library[key] for key in dict.fromkeys(wanted) if key in library]
        total = len(found)
    else:
        query = request.GET.get("q", "").strip()
        matching = Reference.objects.matching(query) | Reference.objects.filter(_identified(query))
        ordered = matching.order_by("-updated_at" if not query else "key")
        total = ordered.count()
        found = list(ordered[:SHOWN])
    language = get_language() or "en"
    may_add = request.user.has_perm("pages.add_reference")
    return JsonResponse(
        {
            "total": total,
            "items": [item_of(entry, language) for entry in found],
            "add_url": reverse("pages_citations_new") if may_add else "",
        }
    )


def refuse_deletion(request: HttpRequest, instances: Iterable[Any]) -> HttpResponseRedirect | None:
    """Answer the admin's request to delete references that are in use with words, not an error.

    For Wagtail's hook ``before_delete_snippet``; other kinds of snippets pass.
    """
    refusals = [
        refusal(instance, users)
        for instance in instances
        if isinstance(instance, Reference) and (users := used_by(instance))
    ]
    for sentence in refusals:
        messages.error(request, sentence)
    if not refusals:
        return None
    return HttpResponseRedirect(reverse(Reference.snippet_viewset.get_url_name("list")))


def _identified(query: str) -> Q:
    """Match an identifier that was pasted in any of its written forms."""
    condition = Q(pk__in=[])
    for name in UNIQUE_IDENTIFIERS:
        try:
            value = NORMALISERS[name](query)
        except InvalidIdentifier:
            continue
        if value:
            condition |= Q(**{name: value})
    return condition


def item_of(reference: Reference, language: str) -> dict[str, Any]:
    """Return a reference as the dialog shows it."""
    return {
        "key": reference.key,
        "label": reference.label,
        "authors": reference.short_authors,
        "title": reference.title,
        "text": reference.formatted(language),
        "retracted": reference.is_retracted,
    }

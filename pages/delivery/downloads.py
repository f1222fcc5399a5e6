"""Who may download a file: the public what public pages link to, the house everything.

What is sent says who may keep it: Wagtail's own view leaves that out, and caches would guess.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from wagtail.models import Page, ReferenceIndex

from pages.delivery.media_api import ASK_EACH_TIME
from pages.delivery.serving.answering import ABOUT_MANY
from pages.delivery.visibility import public_documents, public_pages
from pages.publishing import reviewed_models

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

ADMIN_ACCESS = "wagtailadmin.access_admin"

NOT_FOR_OTHERS: Final = "private, no-store"

MOST_KEYS: Final = 50
"""How many pages a file names as its keys; what more pages link to goes with a change of any."""

_HEADERS: Final = "_firma_headers_of_file"


def before_serve_document(document: Any, request: HttpRequest) -> None:
    """Serve a file to the public only while a public page links to it. A hook of that name.

    Wagtail itself serves every file outside private collections to anyone who knows or guesses its
    address, those of drafts and of pages taken offline included.

    Raises:
        Http404: the file is not public, and the visitor may not enter the admin.
    """
    # A refusal neither: it may be published in the next moment.
    setattr(request, _HEADERS, {"Cache-Control": NOT_FOR_OTHERS})
    showing = _showing(document)
    if not showing and not request.user.has_perm(ADMIN_ACCESS):
        raise Http404("not found")
    if showing and not document.collection.get_view_restrictions():
        headers = {"Cache-Control": ASK_EACH_TIME, "Surrogate-Key": " ".join(_keys(showing))}
        setattr(request, _HEADERS, headers)


def say_who_may_keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Write onto the response with a file, or with the way to it, who may keep it.

    For the middleware: nothing else sees what Wagtail's view returns, wherever a site has put it.
    """
    headers: dict[str, str] | None = getattr(request, _HEADERS, None)
    if headers is None:
        return
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        headers = {"Cache-Control": NOT_FOR_OTHERS}
    for name, value in headers.items():
        response.headers[name] = value


def is_public(document: Any) -> bool:
    """Tell whether a public page links to a file.

    Of reviewed pages that is what was signed; of other pages, what they contain now.
    """
    return bool(_showing(document))


def _showing(document: Any) -> list[int]:
    """Return the public pages that link to a file, or some of them where they are very many."""
    signed = public_documents().filter(documents=document.pk)
    found = {int(pk) for pk in signed.values_list("page_id", flat=True)[: MOST_KEYS + 1]}
    reviewed = ContentType.objects.get_for_models(*reviewed_models()).values()
    linking = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    ids = [int(pk) for pk in linking.values_list("object_id", flat=True).distinct()]
    if ids:
        plain = public_pages().exclude(content_type__in=[kind.pk for kind in reviewed])
        found.update(plain.filter(pk__in=ids).values_list("pk", flat=True)[: MOST_KEYS + 1])
    return sorted(found)


def _keys(page_ids: list[int]) -> list[str]:
    """Return the keys with which a content delivery network forgets a file: those of its pages."""
    if len(page_ids) > MOST_KEYS:
        return [ABOUT_MANY]
    return [f"page-{page_id}" for page_id in page_ids]

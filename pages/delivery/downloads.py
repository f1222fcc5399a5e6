"""Who may download a file: the public what public pages link to, the house everything.

What is sent says who may keep it: Wagtail's own view leaves that out, and caches would guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from wagtail.models import BaseViewRestriction, Page, ReferenceIndex

from pages.delivery.media_api import ASK_EACH_TIME
from pages.delivery.serving.answering import ABOUT_MANY
from pages.delivery.visibility import public_documents, public_pages
from pages.publishing import reviewed_models

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

ADMIN_ACCESS = "wagtailadmin.access_admin"

FOR_EVERYBODY: Final = {"Cache-Control": ASK_EACH_TIME, "Surrogate-Key": ABOUT_MANY}
"""A file goes with its page, and is forgotten like a list: when any page changes."""

FOR_THE_HOUSE: Final = {"Cache-Control": "private, no-store"}

_FOR_ACCOUNTS: Final = (BaseViewRestriction.LOGIN, BaseViewRestriction.GROUPS)

_HEADERS: Final = "_firma_headers_of_file"


def before_serve_document(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Serve a file to the public only while a public page links to it. A hook of that name.

    Wagtail itself serves every file outside private collections to anyone who knows or guesses its
    address, those of drafts and of pages taken offline included.

    Returns:
        The way to the login, where Wagtail would lead to one that this site does not have.

    Raises:
        Http404: the file is not public, and the visitor may not enter the admin.
    """
    # Nobody keeps a refusal either: the file may be published in the next moment.
    setattr(request, _HEADERS, FOR_THE_HOUSE)
    is_linked = is_public(document)
    if not is_linked and not request.user.has_perm(ADMIN_ACCESS):
        raise Http404("not found")
    restrictions = document.collection.get_view_restrictions()
    if is_linked and not restrictions:
        setattr(request, _HEADERS, FOR_EVERYBODY)
    is_closed = any(
        one.restriction_type in _FOR_ACCOUNTS and not one.accept_request(request)
        for one in restrictions
    )
    return _way_in(request) if is_closed else None


def _way_in(request: HttpRequest) -> HttpResponse | None:
    """Return the way to the admin's login on a site without Wagtail's own for visitors.

    Wagtail looks that up even where ``WAGTAIL_FRONTEND_LOGIN_URL`` names another.
    """
    try:
        reverse("wagtailcore_login")
    except NoReverseMatch:
        login = getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", None)
        return redirect_to_login(request.get_full_path(), login or reverse("wagtailadmin_login"))
    return None


def say_who_may_keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Write onto the response with a file, or with the way to it, who may keep it.

    For the middleware: nothing else sees what Wagtail's view returns, wherever a site has put it.
    """
    headers: Mapping[str, str] | None = getattr(request, _HEADERS, None)
    if headers is None:
        return
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        headers = FOR_THE_HOUSE
    for name, value in headers.items():
        response.headers[name] = value


def is_public(document: Any) -> bool:
    """Tell whether a public page links to a file.

    Of reviewed pages that is what was signed; of other pages, what they contain now.
    """
    if public_documents().filter(documents=document.pk).exists():
        return True
    reviewed = ContentType.objects.get_for_models(*reviewed_models()).values()
    linking = ReferenceIndex.get_references_to(document).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    pages = public_pages().exclude(content_type__in=[kind.pk for kind in reviewed])
    ids = [int(pk) for pk in linking.values_list("object_id", flat=True).distinct()]
    return bool(ids) and pages.filter(pk__in=ids).exists()

"""Who may download a file: the public what public pages link to, the house everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from wagtail.models import Page, ReferenceIndex

from pages.delivery.visibility import public_documents, public_pages
from pages.publishing import reviewed_models

if TYPE_CHECKING:
    from django.http import HttpRequest

ADMIN_ACCESS = "wagtailadmin.access_admin"


def before_serve_document(document: Any, request: HttpRequest) -> None:
    """Serve a file to the public only while a public page links to it. A hook of that name.

    Wagtail itself serves every file outside private collections to anyone who knows or guesses its
    address, those of drafts and of pages taken offline included.

    Raises:
        Http404: the file is not public, and the visitor may not enter the admin.
    """
    if not is_public(document) and not request.user.has_perm(ADMIN_ACCESS):
        raise Http404("not found")


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

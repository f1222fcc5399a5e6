"""Finding a page by its path on the frontend, or by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from wagtail.models import Page

from pages.delivery.addresses import page_for_html_path, pages_at_html_path
from pages.delivery.redirects import redirect_target

if TYPE_CHECKING:
    from django.http import QueryDict

    from pages.delivery.serving.scope import Scope


def find_page(parameters: QueryDict, scope: Scope) -> int | None:
    """Return the id of the page that is looked for, or None.

    A path that a page has left leads to where it is now. One that leads to an address elsewhere is
    for the redirects endpoint to tell.

    Args:
        parameters: with ``html_path``, a path of the frontend, or ``id``.
        scope: the site that was asked.

    Returns:
        A page that is public, or was once: the caller says which it is.

    Raises:
        Http404: the id is no number.
    """
    if "html_path" in parameters:
        return _at(parameters.get("html_path", ""), scope)
    try:
        page_id = int(str(parameters.get("id", "")))
    except ValueError as error:
        raise Http404("not found") from error
    found: int | None = Page.objects.filter(pk=page_id).values_list("pk", flat=True).first()
    return found


def _at(path: str, scope: Scope) -> int | None:
    page = page_for_html_path(path) or redirect_target(path)
    if isinstance(page, Page) and scope.has(page.path):
        return int(page.pk)
    once = pages_at_html_path(path).filter(first_published_at__isnull=False)
    found: int | None = once.values_list("pk", flat=True).first()
    return found

"""Finding a page by its path on the frontend, or by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from wagtail.models import Page

from pages.delivery.addresses import pages_at_html_path
from pages.delivery.redirects import redirect_target

if TYPE_CHECKING:
    from django.http import QueryDict


def find_page(parameters: QueryDict) -> int | None:
    """Return the id of the page that is looked for, or None.

    A path that a page has left leads to where it is now. One that leads to an address elsewhere is
    for the redirects endpoint to tell.

    Args:
        parameters: with ``html_path``, a path of the frontend, or ``id``.

    Returns:
        A page that is public, or was once: the caller says which it is.

    Raises:
        Http404: the id is no number.
    """
    if "html_path" in parameters:
        return _at(str(parameters.get("html_path", "")))
    try:
        page_id = int(str(parameters.get("id", "")))
    except ValueError as error:
        raise Http404("not found") from error
    found = Page.objects.filter(pk=page_id).values_list("pk", flat=True)
    return found.first()


def _at(path: str) -> int | None:
    """Return the page at a path: the one that is live there, where it went, or which was there."""
    here = list(pages_at_html_path(path).values_list("pk", "live", "first_published_at"))
    live = next((pk for pk, is_live, _ in here if is_live), None)
    if live is not None:
        return int(live)
    moved = redirect_target(path)
    if isinstance(moved, Page):
        return int(moved.pk)
    return next((int(pk) for pk, _, published in here if published is not None), None)

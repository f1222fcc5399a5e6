"""Keeping translators from deleting pages.

In Wagtail whoever may change a page may also delete it while it is not live. A translator needs the
one and must not have the other: see `pages.translation.permissions.may_manage`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pages.publishing import is_reviewed
from pages.translation.permissions import may_manage
from pages.translation.sources import translation_into

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page


def before_delete_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse the deletion of a translation by someone who only translates it."""
    return _refusal(request, [page])


def before_bulk_action(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Refuse the deletion of several pages if the user only translates one of them."""
    return _refusal(request, objects) if action_type == "delete" else None


def _refusal(request: HttpRequest, pages: Iterable[Any]) -> HttpResponse | None:
    for page in pages:
        specific = getattr(page, "specific", None)
        if specific is None or not is_reviewed(specific):
            continue
        translation = translation_into(specific)
        if translation is not None and not may_manage(request.user, translation):
            messages.error(
                request,
                _(
                    "“%(title)s” was not deleted: it is the translation of a page that you cannot "
                    "edit. Ask an editor of the source page."
                )
                % {"title": specific.get_admin_display_title()},
            )
            return redirect("wagtailadmin_explore", specific.get_parent().pk)
    return None

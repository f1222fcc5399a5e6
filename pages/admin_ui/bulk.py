"""Several pages at once: what cannot be done to all of them is refused in words, with the reasons.

Wagtail would answer a refused publication with "you do not have permission", and report that
"0 pages have been published" to somebody who may publish none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from pages.publishing import Stage, blockers, is_reviewed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpRequest, HttpResponse

    from pages.publishing import Blocker

NAMED = 10
"""How many pages a refusal names; the others are counted."""


def before_bulk_action(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Refuse what would do nothing, or publish what nobody signed. A hook of that name."""
    if action.model is not Page:
        return None
    if not objects:
        messages.error(
            request,
            _("Nothing was done: you may not do this with any of the pages that you chose."),
        )
        return _back(request, action)
    if action_type != "publish":
        return None
    refused = list(_refused(objects, action))
    if not refused:
        return None
    messages.error(request, _refusal(refused))
    return _back(request, action)


def _refused(pages: Sequence[Page], action: Any) -> Iterator[tuple[Page, list[Blocker]]]:
    below = action.cleaned_form.cleaned_data.get("include_descendants", False)
    for page in pages:
        chosen = [page, *page.get_descendants().not_live()] if below else [page]
        for one in chosen:
            specific = one.specific
            if not is_reviewed(specific):
                continue
            draft = specific.get_latest_revision_as_object()
            found = [
                blocker for blocker in blockers(draft, stage=Stage.PUBLICATION) if blocker.blocks
            ]
            if found:
                yield specific, found


def _refusal(refused: Sequence[tuple[Page, list[Blocker]]]) -> str:
    head = ngettext(
        "Nothing was published, because one page may not go public yet:",
        "Nothing was published, because %(count)s pages may not go public yet:",
        len(refused),
    ) % {"count": len(refused)}
    items = format_html_join(
        "",
        "<li>{}: {}</li>",
        (
            (page.get_admin_display_title(), " ".join(str(one.message) for one in found))
            for page, found in refused[:NAMED]
        ),
    )
    others = len(refused) - NAMED
    rest = ngettext("… and one more", "… and %(count)s more", others) % {"count": others}
    return format_html(
        "{}<ul>{}{}</ul>", head, items, format_html("<li>{}</li>", rest) if others > 0 else ""
    )


def _back(request: HttpRequest, action: Any) -> HttpResponse:
    if action.next_url != request.path:
        return redirect(action.next_url)
    # Wagtail falls back to the address of the action itself, which needs pages to act on.
    page = Page.objects.filter(pk__in=request.GET.getlist("id")).first()
    parent = page.get_parent() if page is not None else None
    if parent is None or not parent.permissions_for_user(request.user).can_edit():
        return redirect("wagtailadmin_home")
    return redirect("wagtailadmin_explore", parent.pk)

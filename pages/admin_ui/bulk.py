"""Several pages at once: what cannot be done to all of them is refused in words, with the reasons.

Wagtail would answer a refused publication with "you do not have permission", and report that
"0 pages have been published" to somebody who may publish none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import (
    PublishBulkAction as WagtailPublishBulkAction,
)
from wagtail.models import Page

from pages.publishing import PublicationRefused, Stage, blockers, is_reviewed
from pages.publishing.locks import lock_pages
from pages.publishing.recorded import PUBLICATION_REFUSED, Occasion, write_down

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
    # All at once and in one order, since this is one transaction: taken one by one, the second
    # could be in the hands of somebody who waits for what came of the first.
    lock_pages(_concerned(objects))
    if action_type == "publish" and (response := _refuse(request, objects, action)):
        return response
    if not objects:
        messages.error(
            request,
            _("Nothing was done: you may not do this with any of the pages that you chose."),
        )
        return _back(request, action)
    return None


class PagePublication(WagtailPublishBulkAction):
    """Publishing several pages; registered after Wagtail's own, whose place it takes."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; or say at once why it would be refused."""
        objects, _others = self.get_actionable_objects()
        if response := _refuse(request, objects, self):
            return response
        return cast("HttpResponse", super().get(request, *args, **kwargs))


def _refuse(request: HttpRequest, objects: Sequence[Page], action: Any) -> HttpResponse | None:
    refused = list(_refused([*objects, *_unsigned(action)], action))
    if not refused:
        return None
    for page, found in refused:
        _write_down(page, found, user=request.user)
    messages.error(request, _refusal(refused))
    return _back(request, action)


def _unsigned(action: Any) -> list[Page]:
    """Return the chosen pages that the user might publish if they were signed.

    Wagtail has left them out, as it would a page without any right to it.
    """
    _objects, others = action.get_actionable_objects()
    return [
        page
        for page in others["items_with_no_access"]
        if is_reviewed(page.specific_class)
        and page.specific.permissions_for_user(action.request.user).can_set_view_restrictions()
    ]


def _concerned(pages: Sequence[Page]) -> set[int]:
    """Return the ids of the pages and of all below them, which an action may take along."""
    found: set[int] = set()
    for page in pages:
        found |= set(page.get_descendants(inclusive=True).values_list("pk", flat=True))
    return found


def _refused(pages: Sequence[Page], action: Any) -> Iterator[tuple[Page, list[Blocker]]]:
    form = action.cleaned_form
    below = form is not None and form.cleaned_data.get("include_descendants", False)
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


def _write_down(page: Page, found: list[Blocker], *, user: Any) -> None:
    refusal = PublicationRefused(found)
    refusal.occasion = Occasion(action=PUBLICATION_REFUSED, page=page, actor=user)
    write_down(refusal)


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

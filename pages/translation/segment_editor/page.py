"""The page on which a translation is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PageStatusSidePanel
from wagtail.images.widgets import AdminImageChooser
from wagtail.models import Page

from pages.translation.machine.registry import offers
from pages.translation.segment_editor.overrides import overridables
from pages.translation.segment_editor.rows import Row, editor_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from wagtail_localize.models import Translation


def filters(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """Return what the rows can be narrowed to: value, label and how many there are."""
    counted = {
        "all": len(rows),
        "open": sum(row.state != "translated" for row in rows),
        "changed": sum(row.earlier is not None for row in rows),
        "findings": sum(bool(row.severity) for row in rows),
        "comments": sum(bool(row.open_comments) for row in rows),
    }
    labels = {
        "all": _("All"),
        "open": _("Not done"),
        "changed": _("Changed source"),
        "findings": _("With findings"),
        "comments": _("With comments"),
    }
    return [
        (value, labels[value], count)
        for value, count in counted.items()
        if count or value != "changed"
    ]


def render_editor(
    request: HttpRequest,
    translation: Translation,
    target: Any,
    *,
    is_read_only: bool,
    context: dict[str, Any],
) -> HttpResponse:
    """Return the editor of a translation.

    Args:
        request: the request for the target's own edit page.
        translation: what is translated.
        target: the page or disclaimer that it makes.
        is_read_only: whether nothing can be written now.
        context: what the templates of the bar and the footer need.
    """
    rows = editor_rows(translation)
    is_page = isinstance(target, Page)
    side_panels = [_status_panel(request, translation, target)] if is_page else []
    return render(
        request,
        "pages/translation/segment_editor/editor.html",
        {
            "translation": translation,
            "instance": target,
            "is_page": is_page,
            "page_perms": target.permissions_for_user(request.user) if is_page else None,
            "title": target.get_admin_display_title() if is_page else str(target),
            "side_panels": side_panels,
            "media": MediaContainer(side_panels).media + AdminImageChooser().media,
            "breadcrumbs_items": [] if is_page else _breadcrumbs(target),
            "rows": rows,
            "filters": filters(rows),
            "overridables": overridables(translation),
            "machines": [] if is_read_only else offers(translation),
            "is_read_only": is_read_only,
            "source_language": translation.source.locale,
            "target_language": translation.target_locale,
            **context,
        },
    )


def _status_panel(request: HttpRequest, translation: Translation, page: Page) -> Any:
    translations = page.get_translations().select_related("locale")
    return PageStatusSidePanel(
        page,
        request,
        show_schedule_publishing_toggle=False,
        live_object=page,
        scheduled_object=page.get_scheduled_revision_as_object(),
        locale=translation.target_locale,
        translations=[
            {"locale": other.locale, "url": reverse("wagtailadmin_pages:edit", args=[other.pk])}
            for other in translations
            if other.permissions_for_user(request.user).can_edit()
        ],
    )


def _breadcrumbs(target: Any) -> list[dict[str, str]]:
    viewset = target.snippet_viewset
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {
            "url": reverse(viewset.get_url_name("list")),
            "label": str(target._meta.verbose_name_plural).capitalize(),
        },
        {"url": "", "label": str(target)},
    ]

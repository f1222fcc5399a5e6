"""Starting a translation, and the changing part of the bar above its editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from pages.publishing import is_reviewed
from pages.translation.editor import EditorBar
from pages.translation.permissions import locales_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def start_translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Start the translation of one page into the posted language and open its editor."""
    page = get_object_or_404(Page, pk=page_id).specific
    locale = get_object_or_404(Locale, language_code=request.POST.get("language", ""))
    if locale.pk == page.locale_id or not locales_for(request.user, page, [locale]):
        raise PermissionDenied
    if not is_reviewed(page):
        raise PermissionDenied
    existing = page.get_translation_or_none(locale)
    if existing is None or existing.alias_of_id is not None:
        translate_object(page, [locale], user=request.user)
        existing = page.get_translation(locale)
        messages.success(
            request,
            _("The translation of “%(title)s” has been started as a draft.")
            % {"title": page.get_admin_display_title()},
        )
    return redirect("wagtailadmin_pages:edit", existing.pk)


@require_GET
def readiness(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Return the part of the bar that changes while segments are saved, as HTML.

    With ``stage=submission`` it is the dialog before a submission instead; empty where there is
    nothing to read.
    """
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    page = translation.get_target_instance()
    if not is_reviewed(page) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    bar = EditorBar(translation=translation, page=page, user=request.user)
    if request.GET.get("stage") != "submission":
        return render(request, "pages/translation/readiness.html", {"bar": bar})
    # What blocks is said when the page is submitted; the dialog has what a reviewer would find.
    found = [] if bar.blocking else bar.blockers
    return render(
        request,
        "pages/publishing/submission_dialog.html",
        {
            "judged": [blocker for blocker in found if blocker.awaits_judgement],
            "warnings": [blocker for blocker in found if not blocker.awaits_judgement],
        },
    )

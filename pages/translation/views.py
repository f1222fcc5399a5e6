"""The translators' screens: the list of pages to translate, and the changing part of the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from pages.publishing import is_reviewed, reviewed_models
from pages.translation.editor import EditorBar
from pages.translation.permissions import locales_for, may_translate, target_locales
from pages.translation.worklist import pages_to_translate, worklist

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

PER_PAGE = 25


class WorklistView(WagtailAdminTemplateMixin, TemplateView):
    """Lists what can be translated into the user's languages, with the state of each page."""

    page_title = gettext_lazy("Translations")
    header_icon = "wagtail-localize-language"
    template_name = "pages/translation/worklist.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse users who may not start translations."""
        if not may_translate(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def languages(self) -> list[Locale]:
        """The languages that the user may translate into."""
        return target_locales(self.request.user)

    @cached_property
    def language(self) -> Locale | None:
        """The language chosen, or the first that is not the site's source language."""
        chosen = self.request.GET.get("language")
        for locale in self.languages:
            if locale.language_code == chosen:
                return locale
        source = Locale.get_default().pk
        preferred = [locale for locale in self.languages if locale.pk != source]
        return next(iter(preferred or self.languages), None)

    @cached_property
    def chosen_type(self) -> type[Page] | None:
        """The page type chosen, or None for all."""
        chosen = self.request.GET.get("type")
        return next(
            (model for model in reviewed_models() if model._meta.label_lower == chosen), None
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this screen."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the entries of one page of the list, and what they can be filtered by."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        title = self.request.GET.get("q", "").strip()
        if self.language is not None:
            pages = pages_to_translate(self.language, model=self.chosen_type, title=title)
            paginator = WagtailPaginator(pages, PER_PAGE)
            found = paginator.get_page(self.request.GET.get("p"))
            context["found"] = found
            context["elided_page_range"] = paginator.get_elided_page_range(found.number)
            context["entries"] = worklist(list(found), self.language)
        context.update(
            {
                "language": self.language,
                "languages": self.languages,
                "types": [
                    (model._meta.label_lower, model._meta.verbose_name)
                    for model in reviewed_models()
                ],
                "chosen_type": self.chosen_type and self.chosen_type._meta.label_lower,
                "title_query": title,
            }
        )
        return context


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
    """Return the part of the bar that changes while segments are saved, as HTML."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    page = translation.get_target_instance()
    if not is_reviewed(page) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    bar = EditorBar(translation=translation, page=page, user=request.user)
    return render(request, "pages/translation/readiness.html", {"bar": bar})

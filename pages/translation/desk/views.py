"""The desk: what there is to translate, and asking somebody to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page

from pages.publishing import reviewed_models
from pages.translation.desk.forms import RequestForm
from pages.translation.desk.other_texts import other_texts
from pages.translation.desk.overview import Job, Tab, count_by_tab, in_tab, overview
from pages.translation.desk.requests import (
    RequestRefused,
    RequestReport,
    RequestTranslation,
    take,
)
from pages.translation.desk.words import words_of
from pages.translation.exchange.exporting import FORMATS
from pages.translation.permissions import locales_for, may_translate, target_locales
from pages.translation.sources import translation_into
from pages.translation.worklist import WorklistEntry, worklist

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

PER_PAGE = 25
LONGEST_ID = 18
"""Digits; more is no key of any database."""

MOST = 500
"""Pages that one request asks for; a section with more is asked for in parts."""


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """Lists what can be translated into one of the user's languages, by what has to happen next."""

    page_title = gettext_lazy("Translations")
    header_icon = "wagtail-localize-language"
    template_name = "pages/translation/desk.html"
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
        """Return the rows of one tab, page by page, and what they can be narrowed by."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        title = self.request.GET.get("q", "").strip()
        context |= {
            "language": self.language,
            "languages": self.languages,
            "types": [
                (model._meta.label_lower, model._meta.verbose_name) for model in reviewed_models()
            ],
            "chosen_type": self.chosen_type and self.chosen_type._meta.label_lower,
            "title_query": title,
        }
        if self.language is None:
            return context
        jobs = overview(self.language, model=self.chosen_type, title=title)
        counts = count_by_tab(jobs, user_id=self.request.user.pk)
        tab = self._tab(counts)
        paginator = WagtailPaginator(in_tab(jobs, tab, user_id=self.request.user.pk), PER_PAGE)
        found = paginator.get_page(self.request.GET.get("p"))
        return context | {
            "tab": tab,
            "tabs": [(one, counts[one]) for one in Tab],
            "found": found,
            "elided_page_range": paginator.get_elided_page_range(found.number),
            "rows": self._rows(list(found), self.language),
            "formats": [(value, kind.label) for value, kind in FORMATS.items()],
            "other_texts": other_texts(self.language, user=self.request.user, title=title),
        }

    def _tab(self, counts: dict[Tab, int]) -> Tab:
        """Return the tab chosen; otherwise one's own jobs, or the first that has anything."""
        chosen = self.request.GET.get("tab")
        for tab in Tab:
            if tab.value == chosen:
                return tab
        return next((tab for tab in (Tab.MINE, Tab.SENT_BACK, Tab.OPEN) if counts[tab]), Tab.ALL)

    def _rows(self, jobs: list[Job], language: Locale) -> list[dict[str, Any]]:
        by_id = {
            page.pk: page
            for page in Page.objects.filter(pk__in=[job.source_id for job in jobs]).select_related(
                "locale", "content_type"
            )
        }
        entries: dict[int, WorklistEntry] = {
            entry.source.pk: entry for entry in worklist(list(by_id.values()), language)
        }
        words = words_of([page.translation_key for page in by_id.values()], language)
        people = get_user_model().objects.in_bulk(
            {job.asked.assignee_id for job in jobs if job.asked and job.asked.assignee_id}
        )
        today = timezone.localdate()
        return [
            {
                "entry": entries[job.source_id],
                "asked": job.asked,
                "assignee": people.get(job.asked.assignee_id)
                if job.asked is not None and job.asked.assignee_id
                else None,
                "can_take": job.target_id is not None and job.tab not in (Tab.DONE, Tab.IN_REVIEW),
                "is_overdue": job.is_overdue(today),
                "words": words.get(by_id[job.source_id].translation_key),
            }
            for job in jobs
            if job.source_id in by_id
        ]


class RequestView(WagtailAdminTemplateMixin, TemplateView):
    """Asks for the translation of the pages that the address names."""

    page_title = gettext_lazy("Request a translation")
    header_icon = "wagtail-localize-language"
    template_name = "pages/translation/request.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse users who may not start translations; without pages, lead to the desk."""
        if not may_translate(request.user):
            raise PermissionDenied
        if not self.pages:
            messages.error(request, _("Choose the pages that you want to have translated."))
            return redirect("firma_translation:worklist")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def pages(self) -> list[Page]:
        """The pages named that the user may have translated into some language."""
        ids = [
            key
            for key in self.request.GET.getlist("id")
            if key.isascii() and key.isdigit() and len(key) <= LONGEST_ID
        ]
        found = Page.objects.filter(pk__in=ids[:MOST], depth__gt=1).select_related("locale")
        languages = target_locales(self.request.user)
        return [
            page
            for page in found.order_by("path")
            if locales_for(self.request.user, page, languages)
        ]

    @cached_property
    def form(self) -> RequestForm:
        """The form; the language is that which the address names, or not that of the pages."""
        user = self.request.user
        taken = {page.locale_id for page in self.pages}
        locales = [one for one in target_locales(user) if len(taken) > 1 or one.pk not in taken]
        data = self.request.POST if self.request.method == "POST" else None
        return RequestForm(
            data, locales=locales, initial={"language": self.request.GET.get("language", "")}
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to this screen."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("firma_translation:worklist"), "label": _("Translations")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form and the pages."""
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "pages": self.pages,
            "has_descendants": any(page.numchild for page in self.pages),
            "next_url": get_valid_next_url_from_request(self.request),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, and say what was asked for and what was not."""
        form = self.form
        if not form.is_valid():
            return self.render_to_response(self.get_context_data())
        chosen = self._chosen(with_descendants=form.cleaned_data["include_descendants"])
        if len(chosen) > MOST:
            form.add_error(
                "include_descendants",
                _("These are more than %(count)s pages: ask for them in parts.") % {"count": MOST},
            )
            return self.render_to_response(self.get_context_data())
        try:
            report = RequestTranslation(
                pages=chosen,
                locale=form.locale,
                user=request.user,
                assignee=form.person,
                due_date=form.cleaned_data["due_date"],
                note=form.cleaned_data["note"],
            ).execute(today=timezone.localdate())
        except RequestRefused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data())
        _tell(request, report, form.locale)
        return redirect(
            get_valid_next_url_from_request(request) or reverse("firma_translation:worklist")
        )

    def _chosen(self, *, with_descendants: bool) -> list[Page]:
        if not with_descendants:
            return self.pages
        chosen: dict[int, Page] = {}
        for page in self.pages:
            for one in page.get_descendants(inclusive=True).select_related("locale"):
                # A list of pages carries no text of its own: it is what lies below that is meant.
                if issubclass(one.specific_class or Page, tuple(reviewed_models())):
                    chosen.setdefault(one.pk, one)
        return list(chosen.values())


def _tell(request: HttpRequest, report: RequestReport, locale: Locale) -> None:
    count = len(report.requested)
    if count:
        messages.success(
            request,
            ngettext(
                "The translation of %(count)s page into %(language)s is requested.",
                "The translation of %(count)s pages into %(language)s is requested.",
                count,
            )
            % {"count": count, "language": locale.get_display_name()},
        )
    if report.refused:
        messages.warning(
            request,
            format_html(
                "{}<ul>{}</ul>",
                _("Left out:"),
                format_html_join(
                    "",
                    "<li>{}: {}</li>",
                    ((page.get_admin_display_title(), why) for page, why in report.refused),
                ),
            ),
        )


@require_POST
def take_job(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make the translation that a page is the target of one's own job."""
    page = get_object_or_404(Page, pk=page_id)
    translation = translation_into(page)
    if translation is None or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    try:
        take(translation, user=request.user)
    except RequestRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("“%(title)s” is yours now.") % {"title": translation.source.object_repr},
        )
    return redirect(
        get_valid_next_url_from_request(request) or reverse("firma_translation:worklist")
    )


class RequestTranslationAction(PageBulkAction):
    """Leads from a selection of pages to the request for their translation."""

    display_name = gettext_lazy("Request a translation")
    action_type = "request_translation"
    aria_label = gettext_lazy("Request a translation of the selected pages")
    action_priority = 60

    def check_perm(self, page: Page) -> bool:
        """Let those in who may start translations; which pages can be asked for is said later."""
        return may_translate(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the form."""
        objects, _others = self.get_actionable_objects()
        address = reverse("firma_translation:request")
        query = "&".join(f"id={page.pk}" for page in objects[:MOST])
        return redirect(f"{address}?{query}")

"""wagtail-localize's own views, with this site's rules of who may do what.

Localize asks for one permission only, "submit translation", and publishes where it is told to.
The views here keep its screens and addresses and add what a reviewed site needs: a translator
starts translations into their own language only, nothing is published on the side, and a reviewed
page cannot be turned into a copy of the page in another language.
"""

from __future__ import annotations

from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.models import Locale, Page
from wagtail.snippets.permissions import user_can_edit_snippet_type
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.views import convert, edit_translation
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from pages.disclaimers.models import Disclaimer
from pages.publishing import is_reviewed
from pages.translation.changes import SyncSource, sync_summary
from pages.translation.machine.views import translate_by_machine
from pages.translation.permissions import locales_for, may_manage
from pages.translation.provenance import provenance_of
from pages.translation.writers import disclaimer_locales, may_write, writes_disclaimers
from pages.translation.writing import SegmentRefused, WriteSegment, hold, keep_origin, on_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class StartTranslationView(SubmitPageTranslationView):
    """Starts translations of a page, into the languages that the user may translate into."""

    def get_form(self) -> forms.Form:
        """Return localize's form, with the user's languages only."""
        form: forms.Form = super().get_form()
        field: Any = form.fields["locales"]
        allowed = locales_for(self.request.user, self.object, field.queryset)
        field.queryset = Locale.objects.filter(pk__in=[locale.pk for locale in allowed])
        return form

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse users who may not translate this page into any language."""
        page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not locales_for(request.user, page, Locale.objects.exclude(pk=page.locale_id)):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class StartSnippetTranslationView(SubmitSnippetTranslationView):
    """Starts translations of a snippet, for users who may edit snippets of its type.

    A snippet without drafts is in use as soon as its translation is started, which is why the
    permission to start translations is not enough. Disclaimers, whose wording is signed before it
    is used, are translated by translators into their languages.
    """

    def get_form(self) -> forms.Form:
        """Return localize's form, with the languages into which the user may translate."""
        form: forms.Form = super().get_form()
        if isinstance(self.object, Disclaimer):
            field: Any = form.fields["locales"]
            allowed = disclaimer_locales(self.request.user, field.queryset)
            field.queryset = Locale.objects.filter(pk__in=[locale.pk for locale in allowed])
        return form

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse users who may not edit the snippet, in any language."""
        snippet = self.get_object()
        if not user_can_edit_snippet_type(request.user, type(snippet)):
            raise PermissionDenied
        if isinstance(snippet, Disclaimer):
            others = Locale.objects.exclude(pk=snippet.locale_id)
            if not disclaimer_locales(request.user, others):
                raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class SyncTranslationsView(UpdateTranslationsView):
    """Brings a changed source into its translations, and publishes only what may be published.

    Machine translators are asked once the source is in: an outside server's answer is not waited
    for while rows are locked.
    """

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Bring the source in, save as localize does, and say what became of the segments."""
        self._bring_in(publish=form.cleaned_data["publish_translations"])
        if form.cleaned_data.get("use_machine_translation"):
            translate_by_machine(
                self.request, self.object.translations.filter(enabled=True), segments=None
            )
        return redirect(self.get_success_url() or self.get_default_success_url())

    @transaction.atomic
    def _bring_in(self, *, publish: bool) -> None:
        summary = SyncSource(source=self.object, user=self.request.user).execute()
        translations = list(
            self.object.translations.filter(enabled=True).select_related("source", "target_locale")
        )
        for translation in translations:
            # A page that does not validate stays as it is: so does localize leave it.
            with suppress(ValidationError):
                if publish:
                    translation.save_target(user=self.request.user, publish=True)
                else:
                    self.object.update_target_view_restrictions(translation.target_locale)
        self.components.save(self.object, sources_and_translations={self.object: translations})
        messages.success(self.request, f"{self.get_success_message()} {sync_summary(summary)}")

    def _publishes_nothing(self) -> bool:
        model = self.object.specific_content_type.model_class()
        if is_reviewed(model) or model is Disclaimer:
            return True
        targets = [
            translation.get_target_instance()
            for translation in self.object.translations.filter(enabled=True)
        ]
        return not all(
            target.permissions_for_user(self.request.user).can_publish()
            if isinstance(target, Page)
            else user_can_edit_snippet_type(self.request.user, type(target))
            for target in targets
        )

    def get_form(self) -> forms.Form:
        """Return localize's form; without "Publish immediately" where that would be refused."""
        form: forms.Form = super().get_form()
        if self._publishes_nothing():
            form.fields["publish_translations"] = forms.BooleanField(
                required=False, widget=forms.HiddenInput, disabled=True, initial=False
            )
        return form

    def get_success_message(self) -> str:
        """Say what was done, and what was not."""
        if not self._publishes_nothing():
            return str(super().get_success_message())
        if self.object.specific_content_type.model_class() is Disclaimer:
            return _(
                "The changes of “%(title)s” have been brought into its translations. Pages show "
                "what is signed: translate what is new, then save each translation."
            ) % {"title": self.object.object_repr}
        return _(
            "The changes of “%(title)s” have been brought into its translations. Nothing was "
            "published: translate what is new, then submit each page for medical review."
        ) % {"title": self.object.object_repr}


def writes_segments(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Wrap a view of localize that changes segments: while a page is in review, nobody may.

    A title that the database has no room for is refused in words.

    What was submitted is what is reviewed; a segment changed meanwhile would be in neither.
    """

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int, **kwargs: Any) -> HttpResponse:
        translation = get_object_or_404(Translation, pk=translation_id)
        page = translation.get_target_instance()
        if isinstance(page, Disclaimer) and not may_write(request.user, page):
            raise PermissionDenied
        if (
            request.method not in ("GET", "HEAD")
            and is_reviewed(page)
            and page.workflow_in_progress
        ):
            if not page.permissions_for_user(request.user).can_edit():
                raise PermissionDenied
            return _refuse_in_review(request, page)
        try:
            with transaction.atomic():
                response: HttpResponse = view(request, translation_id=translation_id, **kwargs)
                return response
        except DataError:
            # localize writes a title into the page's row without asking how long it may be.
            return _refuse_too_long(request, page)

    return guarded


def write_string(request: HttpRequest, translation_id: int, string_segment_id: int) -> HttpResponse:
    """Write a segment through localize's own address, which asks for no qualification.

    Our editor does not use it; what it leaves behind is no way around confirming a machine's words.
    """
    translation = get_object_or_404(Translation, pk=translation_id)
    segment = get_object_or_404(StringSegment, pk=string_segment_id)
    try:
        hold(translation)
        recorded = on_file(translation, segment)
        if request.method == "DELETE":
            WriteSegment(
                translation=translation, segment=segment, text="", user=request.user
            ).check(recorded)
    except SegmentRefused as refusal:
        return JsonResponse({"detail": str(refusal)}, status=HTTPStatus.CONFLICT)
    before = provenance_of(recorded) if recorded is not None else None
    response: HttpResponse = edit_translation.edit_string_translation(
        request, translation_id=translation_id, string_segment_id=string_segment_id
    )
    if response.status_code in (HTTPStatus.OK, HTTPStatus.CREATED):
        keep_origin(translation, segment, before, user=request.user)
    return response


def _refuse_too_long(request: HttpRequest, page: Page) -> HttpResponse:
    words = _("Nothing was saved: the title has room for %(length)s characters. Shorten it.") % {
        "length": Page._meta.get_field("title").max_length
    }
    return _refuse(request, page, words, status=HTTPStatus.BAD_REQUEST)


def _refuse_in_review(request: HttpRequest, page: Page) -> HttpResponse:
    words = _(
        "Nothing was changed, because “%(title)s” is in medical review. Wait for the reviewer's "
        "answer, or cancel the review."
    ) % {"title": page.get_admin_display_title()}
    return _refuse(request, page, words, status=HTTPStatus.CONFLICT)


def _refuse(request: HttpRequest, page: Page, words: str, *, status: HTTPStatus) -> HttpResponse:
    if request.method != "POST":
        return JsonResponse({"detail": words}, status=status)
    messages.error(request, words)
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_pages:edit", page.pk)


def stop_translation(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Stop a translation only for those who may edit the page, or the disclaimer, it comes from."""
    translation = get_object_or_404(Translation, pk=translation_id)
    model = translation.source.specific_content_type.model_class()
    if is_reviewed(model) and not may_manage(request.user, translation):
        raise PermissionDenied
    if model is Disclaimer and not writes_disclaimers(request.user):
        raise PermissionDenied
    response: HttpResponse = edit_translation.stop_translation(request, translation_id)
    return response


def convert_to_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Refuse to turn a reviewed page into a copy of its source; leave other pages to localize."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not is_reviewed(page):
        response: HttpResponse = convert.convert_to_alias(request, page_id)
        return response
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    messages.error(
        request,
        _(
            "“%(title)s” was not changed. A page under medical review cannot become a copy of the "
            "page in another language, because its readers would get text that was never signed "
            "in their language."
        )
        % {"title": page.get_admin_display_title()},
    )
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_pages:edit", page.pk)

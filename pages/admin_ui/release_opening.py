"""Opening a release: from a page with its translations, from a section, or from a selection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from pages.admin_ui.page_views import refusal_message
from pages.publishing import PublicationRefused, is_reviewed, reviewed_models
from pages.releases.actions import OpenRelease, may_release, waits_alone, why_not_member
from pages.releases.members import name_of
from pages.releases.waiting import open_release_of

LONGEST_ID = 18
"""How many digits an id may have: as many as every database takes."""


def reviewed_pages() -> Any:
    """Return the pages that can be members of a release."""
    types = ContentType.objects.get_for_models(*reviewed_models()).values()
    return Page.objects.filter(content_type__in=types, alias_of__isnull=True).select_related(
        "locale"
    )


def with_translations(pages: Iterable[Page]) -> list[Any]:
    """Return pages with their translations, each beside the others of its kind."""
    chosen = list(pages)
    keys = {page.translation_key: place for place, page in enumerate(chosen)}
    found = reviewed_pages().filter(translation_key__in=keys).specific()
    return sorted(found, key=lambda page: (keys[page.translation_key], page.locale_id))


def pages_asked_for(request: HttpRequest) -> list[Any]:
    """Return the pages that an address names.

    They are those of ``page``, and those below ``section``, all with their translations.
    """
    chosen = reviewed_pages().filter(pk__in=_ids(request, "page"))
    for section in Page.objects.filter(pk__in=_ids(request, "section")):
        chosen = chosen | reviewed_pages().descendant_of(section)
    return with_translations(chosen.order_by("path"))


def _ids(request: HttpRequest, name: str) -> list[int]:
    """Return the ids that an address has under a name; what cannot be one is left out."""
    return [
        int(value)
        for value in request.GET.getlist(name)
        if value.isdecimal() and len(value) <= LONGEST_ID
    ]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that could join a release.

    Attributes:
        page: the page.
        name: its title and language.
        reason: why it cannot join; empty if it can.
        is_chosen: whether it is to join.
    """

    page: Any
    name: str
    reason: str
    is_chosen: bool


class OpenReleaseForm(forms.Form):
    """Name, way of going, and pages of a new release."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=255,
        help_text=gettext_lazy("What reviewers and editors will know it by."),
        error_messages={"required": gettext_lazy("Give the release a name.")},
    )
    goes_automatically = forms.BooleanField(
        label=gettext_lazy("Goes live by itself with the last signature"),
        help_text=gettext_lazy(
            "Otherwise somebody lets it go. Untick it if you have yet to edit pages that are live "
            "now: until you do, they count as signed."
        ),
        required=False,
        initial=True,
    )
    pages = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Pages"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Choose at least two pages to release together."),
            "invalid_choice": gettext_lazy("One of these pages is not there any more."),
        },
    )

    def __init__(self, *args: Any, candidates: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = list(candidates)
        self.fields["pages"].choices = [(page.pk, name_of(page)) for page in self.candidates]  # type: ignore[attr-defined]  # of the multiple choice above


class OpenReleaseView(View):
    """Which pages go live together, and under which name."""

    @cached_property
    def pages(self) -> list[Any]:
        """The pages that the address names and the user may decide about, with translations."""
        keys = {page.translation_key for page in self._named if self._may(page)}
        return [page for page in self._named if page.translation_key in keys]

    @cached_property
    def _named(self) -> list[Any]:
        return pages_asked_for(self.request)

    def _may(self, page: Any) -> bool:
        return may_release(self.request.user, page)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let nobody in who may not decide about any of the pages."""
        if not self._named:
            messages.error(request, _("There is no page here that could wait for a release."))
            return redirect("pages_review:releases")
        if not self.pages:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for a name and the pages; all that can join are chosen."""
        name = self.pages[0].get_admin_display_title()
        section = Page.objects.filter(pk__in=_ids(request, "section")).first()
        if section is not None:
            name = section.get_admin_display_title()
        form = OpenReleaseForm(initial={"name": name}, candidates=self.pages)
        return self._render(form, chosen=None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open it; or say on the form why not."""
        form = OpenReleaseForm(request.POST, candidates=self.pages)
        if form.is_valid():
            try:
                release = OpenRelease(user=request.user).execute(
                    name=form.cleaned_data["name"],
                    page_ids=form.cleaned_data["pages"],
                    goes_automatically=form.cleaned_data["goes_automatically"],
                )
            except PublicationRefused as refusal:
                form.add_error(None, refusal_message(refusal))
            else:
                messages.success(
                    request,
                    _("The release “%(name)s” is open. Its pages go live together.")
                    % {"name": release.name},
                )
                return redirect("pages_review:release", release.pk)
        return self._render(form, chosen=set(request.POST.getlist("pages")))

    def _render(self, form: OpenReleaseForm, *, chosen: set[str] | None) -> HttpResponse:
        return TemplateResponse(
            self.request,
            "pages/releases/new.html",
            {
                "form": form,
                "candidates": list(self._candidates(chosen)),
                "header_title": _("Release together"),
                "header_icon": "resubmit",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": reverse("pages_review:releases"), "label": _("Releases")},
                    {"url": "", "label": _("Release together")},
                ],
            },
        )

    def _candidates(self, chosen: set[str] | None) -> Iterator[Candidate]:
        for page in self.pages:
            reason = why_not_member(page, user=self.request.user)
            is_chosen = reason is None and (chosen is None or str(page.pk) in chosen)
            yield Candidate(page, name_of(page), str(reason.message) if reason else "", is_chosen)


class ReleaseTogether(PageBulkAction):
    """Release the chosen pages together: leads to the form that opens a release."""

    display_name = gettext_lazy("Release together")
    action_type = "release_together"
    aria_label = gettext_lazy("Release the selected pages together")
    template_name = "pages/releases/new.html"
    action_priority = 60

    def check_perm(self, page: Page) -> bool:
        """Tell whether the page, or anything below it, can be released."""
        return is_reviewed(page.specific_class) or page.numchild > 0

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the form."""
        chosen, _others = self.get_actionable_objects()
        query = [
            ("page" if is_reviewed(page.specific_class) else "section", page.pk) for page in chosen
        ]
        return redirect(f"{reverse('pages_review:new_release')}?{urlencode(query)}")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the form, too: it is there that something is done."""
        return self.get(request)


def release_buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Lead from a page to its release, or to a new one. A hook for the menu of one page.

    It asks several queries: a list of pages has the action for a selection instead.
    """
    if not is_reviewed(page.specific_class):
        if page.depth > 2 and page.numchild and page.permissions_for_user(user).can_edit():
            query = urlencode({"section": page.pk})
            yield _button(_("Release this section together"), f"?{query}")
        return
    release = open_release_of(page.pk)
    if release is not None:
        yield Button(
            _("Waits for its release: %(name)s") % {"name": release.name},
            reverse("pages_review:release", args=[release.pk]),
            icon_name="resubmit",
            priority=65,
        )
        return
    specific = page.specific
    if not may_release(user, specific):
        return
    if waits_alone(specific):
        yield Button(
            _("Publish what is signed"),
            reverse("pages_review:publish_signed", args=[page.pk]),
            icon_name="upload",
            priority=64,
        )
    yield _button(_("Release with its translations"), f"?{urlencode({'page': page.pk})}")


def _button(words: str, query: str) -> Button:
    return Button(
        words, reverse("pages_review:new_release") + query, icon_name="resubmit", priority=65
    )

"""The translation memory in the admin: a list to search, and importing and exporting TMX."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any, Final

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale

from pages.translation.languages import language_of
from pages.translation.memory.exchange import Imported, ImportMemory, export_memory
from pages.translation.memory.models import MemoryUnit, UnitOrigin, UnitState
from pages.translation.memory.removal import RemoveUnit
from pages.translation.memory.tmx import TmxRefused

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase
    from django.urls import URLPattern

URLS: Final = "firma_memory"

LARGEST: Final = 20 * 1024 * 1024
"""Bytes of a file that the admin takes; larger ones are for ``import_memory``."""

SHOWN: Final = 100
"""How many refused units are listed."""


def language_choices() -> list[tuple[str, str]]:
    """Return the languages of the site, without regions, with their names."""
    names = get_content_languages()
    codes = Locale.objects.order_by("-pk").values_list("language_code", flat=True)
    return list({language_of(code): str(names.get(code, code)) for code in codes}.items())[::-1]


class MemoryFilterSet(WagtailFilterSet):
    """By languages, origin, state, and when it was signed."""

    source_language = django_filters.ChoiceFilter(
        label=gettext_lazy("Source language"),
        choices=language_choices,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    target_language = django_filters.ChoiceFilter(
        label=gettext_lazy("Target language"),
        choices=language_choices,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    origin = django_filters.ChoiceFilter(
        label=gettext_lazy("Origin"),
        choices=UnitOrigin.choices,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=UnitState.choices,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    signed_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Signed"), widget=DateRangePickerWidget
    )

    class Meta:
        model = MemoryUnit
        fields = ("source_language", "target_language", "origin", "state", "signed_at")


class MemoryIndexView(generic.IndexView):
    """Lists units, those signed last first, to be searched in source and translation."""

    any_permission_required = ["view", "add", "delete"]

    def get_base_queryset(self) -> QuerySet[MemoryUnit]:
        """Fetch the approvals with the rows: a withdrawn one is said."""
        units: QuerySet[MemoryUnit] = super().get_base_queryset().select_related("approval")
        return units

    @cached_property
    def columns(self) -> list[Any]:
        """The columns; the first leads to the whole unit and has the buttons."""
        title_column = self._get_title_column_class(TitleColumn)
        return [
            title_column("source_text", label=_("Source"), get_url=self.get_inspect_url),
            Column("target_text", label=_("Translation")),
            Column("languages", label=_("Languages"), accessor=_languages),
            Column("get_origin_display", label=_("Origin")),
            Column("origin_title", label=_("From")),
            DateColumn("signed_at", label=_("Signed"), sort_key="signed_at"),
            StatusTagColumn("state_in_words", label=_("State"), primary=_is_offered),
        ]

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Lead administrators to importing."""
        if not self.request.user.has_perm("pages.add_memoryunit"):
            return []
        return [
            HeaderButton(_("Import TMX"), url=reverse(f"{URLS}:import"), icon_name="upload"),
        ]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Offer the memory of each pair of languages as a file."""
        buttons: list[Any] = list(super().header_more_buttons)
        pairs = (
            MemoryUnit.objects.in_use()
            .order_by("source_language", "target_language")
            .values_list("source_language", "target_language")
            .distinct()
        )
        return buttons + [
            Button(
                _("Export TMX: %(source)s → %(target)s") % {"source": source, "target": target},
                url=reverse(f"{URLS}:export", args=[source, target]),
                icon_name="download",
            )
            for source, target in pairs
        ]


def _languages(unit: MemoryUnit) -> str:
    return f"{unit.source_language} → {unit.target_language}"


def _is_offered(unit: MemoryUnit) -> bool:
    return unit.state == UnitState.IN_USE and not unit.is_withdrawn


class RemoveUnitView(generic.DeleteView):
    """Takes a unit out of the memory, after asking."""

    page_title = gettext_lazy("Take out of the memory")
    success_message = gettext_lazy("“%(object)s” is not in the translation memory any more.")

    @property
    def confirmation_message(self) -> str:
        """Say what will happen."""
        return _(
            "This translation will not be offered any more, and stays out when its page is signed "
            "again. Pages that carry it do not change."
        )

    def delete_action(self) -> None:
        """Take it out, in the user's name."""
        RemoveUnit(unit=self.object, user=self.request.user).execute()


class ImportForm(forms.Form):
    """Which file, and which languages of it."""

    file = forms.FileField(
        label=gettext_lazy("TMX file"),
        help_text=gettext_lazy(
            "Its units are offered to translators as imported and not signed. Units that cannot be "
            "used are refused one by one."
        ),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty: there is nothing to import."),
        },
    )
    source = forms.ChoiceField(label=gettext_lazy("Source language"), choices=language_choices)
    target = forms.ChoiceField(label=gettext_lazy("Target language"), choices=language_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [code for code, _name in language_choices()]
        if len(codes) > 1:
            self.fields["source"].initial, self.fields["target"].initial = codes[:2]

    def clean(self) -> dict[str, Any]:
        """Refuse one language twice, and a file that takes longer than a person waits."""
        data = super().clean() or {}
        if data.get("source") == data.get("target"):
            self.add_error("target", _("Choose two different languages."))
        upload = data.get("file")
        if upload is not None and upload.size > LARGEST:
            self.add_error(
                "file",
                _("The file is larger than 20 MB. Ask an operator to run `import_memory` for it."),
            )
        return data


class ImportView(View):
    """Imports a file and says what became of its units."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let nobody in who may not import."""
        if not request.user.has_perm("pages.add_memoryunit"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        return self._page(ImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Import it; or say on the form why not."""
        form = ImportForm(request.POST, request.FILES)
        done: Imported | None = None
        if form.is_valid():
            try:
                done = ImportMemory(
                    file=form.cleaned_data["file"],
                    name=form.cleaned_data["file"].name,
                    source_language=form.cleaned_data["source"],
                    target_language=form.cleaned_data["target"],
                    user=request.user,
                ).execute()
            except TmxRefused as refusal:
                form.add_error("file", str(refusal))
        return self._page(form, done)

    def _page(self, form: ImportForm, done: Imported | None = None) -> HttpResponse:
        listing = reverse(f"{URLS}:index")
        return TemplateResponse(
            self.request,
            "pages/translation/memory/import.html",
            {
                "form": form,
                "done": done,
                "refused": done.refused[:SHOWN] if done else [],
                "not_shown": max(0, len(done.refused) - SHOWN) if done else 0,
                "listing_url": listing,
                "header_title": _("Import TMX"),
                "header_icon": "upload",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": listing, "label": _("Translation memory")},
                    {"url": "", "label": _("Import TMX")},
                ],
            },
        )


class ExportView(View):
    """Sends what was signed in two languages as TMX, to whoever may look at the memory."""

    def get(self, request: HttpRequest, source: str, target: str) -> HttpResponseBase:
        """Write the file to the disk first: one of the whole memory need not fit in RAM."""
        if not request.user.has_perm("pages.view_memoryunit"):
            raise PermissionDenied
        if not {source, target} <= dict(language_choices()).keys():
            raise Http404
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        export_memory(file, source_language=source, target_language=target)
        file.seek(0)
        name = f"memory-{source}-{target}-{timezone.localdate().isoformat()}.tmx"
        return FileResponse(
            file, as_attachment=True, filename=name, content_type="application/x-tmx+xml"
        )


class MemoryViewSet(ModelViewSet):
    """The list, one unit in full, taking it out, import and export. Nothing is edited here."""

    model = MemoryUnit
    name = URLS
    url_prefix = "translation-memory"
    icon = "history"
    menu_label = gettext_lazy("Translation memory")
    menu_order = 135
    menu_hook = "register_reports_menu_item"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = MemoryIndexView
    delete_view_class = RemoveUnitView
    filterset_class = MemoryFilterSet
    list_per_page = 50
    search_fields = ("source", "target")
    search_backend_name = None
    ordering = ("-signed_at", "-pk")
    form_fields = ("source", "target")
    inspect_view_fields = (
        "source_text",
        "target_text",
        "source_language",
        "target_language",
        "origin",
        "origin_title",
        "path",
        "signed_at",
        "added_at",
        "state_in_words",
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Offer none of the screens that the memory has not."""
        missing = ("add", "edit", "history", "usage")
        return super().get_common_view_kwargs(
            **{f"{screen}_url_name": None for screen in missing}, **kwargs
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<int:pk>/", self.inspect_view, name="inspect"),
            path("delete/<int:pk>/", self.delete_view, name="delete"),
            path("import/", ImportView.as_view(), name="import"),
            path("export/<slug:source>/<slug:target>/", ExportView.as_view(), name="export"),
        ]

    def register_admin_url_finder(self) -> None:
        """A unit has no screen to edit it on."""


memory_viewset = MemoryViewSet()
"""The viewset that ``wagtail_hooks`` registers."""

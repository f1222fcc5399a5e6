"""The reference library in the admin: list, form, choosing, where used, deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UsageCountColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from pages.citations.exchange.downloads import download
from pages.citations.exchange.formats import FORMATS
from pages.citations.exchange.listing import FileListView
from pages.citations.forms import ReferenceForm
from pages.citations.models import Reference
from pages.citations.recognising import Recognised, recognise

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponseBase

    from pages.citations.models import ReferenceQuerySet

LONGEST_PASTE: Final = 20_000
"""Characters of a pasted text that are looked at: a citation, or one entry of an export."""

REFERENCE_PERMISSIONS: Final = {
    "Editors": ("add_reference", "change_reference", "view_reference"),
    "Translators": ("view_reference",),
    "Medical reviewers": ("view_reference",),
}
"""Who may do what with references: codenames of model permissions, by kind of group."""


class UsesColumn(UsageCountColumn):
    """How many places use a reference, linked to the list of them."""

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Return what the cell shows; its template takes the address from the instance."""
        instance.usage_url = reverse(
            Reference.snippet_viewset.get_url_name("usage"), args=[instance.pk]
        )
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context


class ReferenceFilterSet(WagtailFilterSet):
    """What the list can be narrowed to."""

    use = ChoiceFilter(
        label=_("Use"),
        method="filter_use",
        choices=[("used", _("Used")), ("unused", _("Not used by any page"))],
    )

    class Meta:
        """Fields of the reference."""

        model = Reference
        fields: ClassVar[dict[str, list[str]]] = {
            "csl_type": ["exact"],
            "year": ["exact", "gte", "lte"],
            "retraction_status": ["exact"],
            "evidence_level": ["exact"],
            "study_design": ["exact"],
        }

    def filter_use(
        self, queryset: QuerySet[Reference], name: str, value: str
    ) -> QuerySet[Reference]:
        """Return the references that something uses, or those that nothing uses."""
        counted: QuerySet[Any] = with_use_count(queryset)
        return counted.filter(use_count__gt=0) if value == "used" else counted.filter(use_count=0)


class ReferenceIndexView(FileListView):
    """The list of references; every word that is searched for must occur.

    What it shows, searched and filtered, can be exported as files of references.
    """

    upload_view = "pages_citations_upload"
    file_parameter = "references"
    file_formats = FORMATS

    def as_file(self, kind: Any) -> HttpResponseBase:
        """Return all that the list shows in one of the formats."""
        return download(self.get_queryset().iterator(chunk_size=500), kind=kind)

    def search_queryset(self, queryset: ReferenceQuerySet) -> QuerySet[Reference]:
        """Return the references that match the search; all of them without a search."""
        return queryset.matching(self.search_query) if self.is_searching else queryset


class ReferenceCreateView(CreateView):
    """The form for a new reference, which a pasted citation fills as far as it is understood."""

    recognised: Recognised | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Fill the form from the pasted text; save it otherwise."""
        if "recognise" not in request.POST:
            response: HttpResponseBase = super().post(request, *args, **kwargs)
            return response
        self.recognised = recognise(request.POST.get("pasted", "")[:LONGEST_PASTE])
        filled: HttpResponseBase = self.get(request, *args, **kwargs)
        return filled

    def get_initial_form_instance(self) -> Reference | None:
        """Return what the form begins with."""
        if self.recognised is None:
            return None
        return Reference(**self.recognised.values)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Return the form's arguments; what was pasted is no answer to it."""
        arguments: dict[str, Any] = super().get_form_kwargs()
        if self.recognised is not None:
            arguments.pop("data", None)
            arguments.pop("files", None)
        return arguments

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page shows, with what became of the pasted text."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["recognised"] = self.recognised
        context["pasted"] = self.request.POST.get("pasted", "")[:LONGEST_PASTE]
        if self.recognised is not None and self.recognised.existing is not None:
            context["existing_url"] = reverse(
                Reference.snippet_viewset.get_url_name("edit"),
                args=[self.recognised.existing.pk],
            )
        return context


class ReferenceSearchForm(SearchFilterMixin, BaseFilterForm):
    """The search of the chooser, which finds what the list and the citation dialog find."""

    def filter(self, objects: ReferenceQuerySet) -> QuerySet[Reference]:
        """Return the references that contain every word that is searched for."""
        query = self.cleaned_data.get("q") or ""
        self.is_searching = bool(query)
        self.search_query = query
        return objects.matching(query)


class ReferenceChooseView(ChooseView):
    """The chooser's first page."""

    filter_form_class = ReferenceSearchForm


class ReferenceChooseResultsView(ChooseResultsView):
    """The chooser's results, as one types."""

    filter_form_class = ReferenceSearchForm


class ReferenceChooserViewSet(SnippetChooserViewSet):
    """Choosing a reference for a block."""

    choose_view_class = ReferenceChooseView
    choose_results_view_class = ReferenceChooseResultsView


class ReferenceViewSet(SnippetViewSet):
    """Everything the admin does with references."""

    model = Reference
    icon = "openquote"
    menu_label = _("References")
    menu_name = "references"
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ReferenceIndexView
    add_view_class = ReferenceCreateView
    create_template_name = "pages/citations/create.html"
    chooser_viewset_class = ReferenceChooserViewSet
    list_per_page = 50
    ordering: ClassVar[list[str]] = ["key"]
    list_display: ClassVar[list[Any]] = [
        "title",
        Column("short_authors", label=_("Authors"), accessor="short_authors"),
        Column("year", label=_("Year"), accessor="year", sort_key="year"),
        Column("identifiers", label=_("Identifiers"), accessor=lambda entry: identifiers(entry)),
        UsesColumn("use_count", label=_("Uses"), sort_key="use_count", width="8%"),
    ]
    filterset_class = ReferenceFilterSet
    inspect_view_fields: ClassVar[list[str]] = [
        "key",
        "csl_type",
        "authors_text",
        "title",
        "container_title",
        "year",
        "volume",
        "issue",
        "pages",
        "doi",
        "pmid",
        "pmcid",
        "isbn",
        "issn",
        "url",
        "accessed",
        "retraction_status",
        "retraction_source",
        "retraction_date",
        "study_design",
        "participants",
        "evidence_level",
        "species",
        "funding",
        "conflicts",
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("csl_type"),
                    FieldPanel("authors"),
                    FieldPanel("title"),
                    FieldPanel("container_title"),
                    FieldRowPanel([FieldPanel("year"), FieldPanel("month"), FieldPanel("day")]),
                    FieldRowPanel([FieldPanel("volume"), FieldPanel("issue"), FieldPanel("pages")]),
                ],
                heading=_("Publication"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("doi"), FieldPanel("pmid"), FieldPanel("pmcid")]),
                    FieldRowPanel([FieldPanel("isbn"), FieldPanel("issn")]),
                    FieldRowPanel([FieldPanel("url"), FieldPanel("accessed")]),
                ],
                heading=_("Identifiers and address"),
                help_text=_(
                    "Paste identifiers as you find them, also as web addresses; they are put into "
                    "their usual form."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("editors"),
                    FieldRowPanel([FieldPanel("publisher"), FieldPanel("publisher_place")]),
                    FieldRowPanel([FieldPanel("edition"), FieldPanel("language")]),
                ],
                heading=_("Books, reports and web pages"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("retraction_status"),
                    FieldRowPanel([FieldPanel("retraction_source"), FieldPanel("retraction_date")]),
                ],
                heading=_("Retraction"),
                help_text=_(
                    "A retracted publication blocks every page that cites it. The pages are named "
                    "when you save, and their authors and reviewers are told."
                ),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("study_design"), FieldPanel("participants")]),
                    FieldRowPanel([FieldPanel("evidence_level"), FieldPanel("species")]),
                    FieldPanel("funding"),
                    FieldPanel("conflicts"),
                ],
                heading=_("Evidence"),
                help_text=_("For your judgement: it is not published, and no signature covers it."),
            ),
            MultiFieldPanel([FieldPanel("note")], heading=_("For editors")),
        ],
        base_form_class=ReferenceForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reference]:
        """Return the library with the number of places that use each reference."""
        return with_use_count(Reference.objects.all())


def with_use_count(references: QuerySet[Reference]) -> QuerySet[Reference]:
    """Annotate references with ``use_count``: how many pages and other objects use each."""
    uses = (
        ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(Reference),
            to_object_id=Cast(OuterRef("pk"), CharField()),
        )
        .order_by()
        .values("to_object_id")
        .annotate(count=Count("object_id", distinct=True))
        .values("count")
    )
    return references.annotate(use_count=Coalesce(Subquery(uses, output_field=IntegerField()), 0))


def identifiers(reference: Reference) -> str:
    """Return the identifiers of a reference in one line, for lists."""
    stated = (("doi", "doi:"), ("pmid", "PMID "), ("pmcid", ""), ("isbn", "ISBN "))
    return " · ".join(
        f"{prefix}{value}" for name, prefix in stated if (value := getattr(reference, name))
    )

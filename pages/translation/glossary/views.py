"""The glossary in the admin: the list, the form of an entry, and its downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.citations.exchange.listing import FileListView
from pages.translation.glossary.choices import Status
from pages.translation.glossary.exchange.downloads import FORMATS, download
from pages.translation.glossary.forms import GlossaryConceptForm
from pages.translation.glossary.models import (
    GlossaryConcept,
    GlossaryTerm,
    languages,
)

if TYPE_CHECKING:
    from django.http import HttpResponseBase

EXPORT = "glossary"
"""Name of the query parameter that asks for the list as a file."""


def terms_of(concept: GlossaryConcept, language: str) -> str:
    """Return the terms of a language in one line: those to use, then the forbidden ones struck."""
    order = list(Status.values)
    terms = sorted(
        (term for term in concept.terms.all() if term.language == language),
        key=lambda term: order.index(term.status),
    )
    return ", ".join(
        f"✗ {term.text}" if term.status == Status.FORBIDDEN else term.text for term in terms
    )


def first_term(concept: GlossaryConcept) -> str:
    """Return by what people know an entry: its first term to use."""
    terms = list(concept.terms.all())
    best = next((term for term in terms if term.status == Status.PREFERRED), None)
    return best.text if best else (terms[0].text if terms else concept.key)


class GlossaryFilterSet(WagtailFilterSet):
    """What the list can be narrowed to. Language and status speak of the same term."""

    language = ChoiceFilter(label=_("Language"), method="filter_terms", choices=languages)
    status = ChoiceFilter(
        label=pgettext_lazy("term", "Status"), method="filter_terms", choices=Status.choices
    )

    class Meta:
        """Fields of the entry."""

        model = GlossaryConcept
        fields: ClassVar[list[str]] = ["subject"]

    def filter_terms(
        self, queryset: QuerySet[GlossaryConcept], name: str, value: str
    ) -> QuerySet[GlossaryConcept]:
        """Return the entries that have such a term."""
        wanted = {
            each: chosen
            for each in ("language", "status")
            if (chosen := self.form.cleaned_data.get(each))
        }
        found = GlossaryTerm.objects.filter(**wanted)
        return queryset.filter(pk__in=found.values("concept_id"))


class GlossaryIndexView(FileListView):
    """The list of entries; what it shows can be had as a file."""

    upload_view = "firma_glossary:upload"
    file_parameter = EXPORT
    file_formats = FORMATS

    def as_file(self, kind: Any) -> HttpResponseBase:
        """Return all that the list shows in one of the formats."""
        return download(self.get_queryset(), kind=kind)

    def _get_title_column(self, field_name: str, **kwargs: Any) -> Any:
        """Return the column that leads to the form; it says a term, which people know."""
        column = super()._get_title_column(field_name, **kwargs)
        column.label = _("Entry")
        column.accessor = first_term
        return column

    def get_base_queryset(self) -> QuerySet[GlossaryConcept]:
        """Fetch the terms with the entries."""
        rows: QuerySet[GlossaryConcept] = super().get_base_queryset()
        return rows.prefetch_related("terms")

    def search_queryset(self, queryset: QuerySet[GlossaryConcept]) -> QuerySet[GlossaryConcept]:
        """Return the entries of which a term, a definition or the key has what is searched for."""
        if not self.is_searching:
            return queryset
        query = self.search_query.strip()
        found = GlossaryConcept.objects.filter(
            Q(key__icontains=query)
            | Q(terms__text__icontains=query)
            | Q(definitions__text__icontains=query)
        )
        return queryset.filter(pk__in=found.values("pk"))


class GlossaryViewSet(SnippetViewSet):
    """Everything the admin does with the glossary."""

    model = GlossaryConcept
    icon = "list-ul"
    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_order = 111
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = GlossaryIndexView
    filterset_class = GlossaryFilterSet
    # What is searched is in the index view; without this Wagtail shows no search.
    search_fields: ClassVar[list[str]] = ["key"]
    list_per_page = 50
    ordering: ClassVar[list[str]] = ["key"]

    @property
    def list_display(self) -> list[Any]:
        """Return the columns: the entry's name, and one for each language of the site."""
        return [
            "key",
            *(
                Column(
                    f"terms_{code}",
                    label=name,
                    accessor=lambda row, code=code: terms_of(row, code),
                )
                for code, name in languages()
            ),
            Column(
                "subject", label=_("Subject"), accessor="get_subject_display", sort_key="subject"
            ),
        ]

    @cached_property
    def edit_handler(self) -> ObjectList:
        """Return the form."""
        return ObjectList(
            [
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("subject"), FieldPanel("key")]),
                        FieldPanel("note"),
                    ],
                    heading=_("Entry"),
                ),
                HelpPanel(
                    content=_(
                        "Write a term as it stands within a sentence, in the singular. Its plural "
                        "is found by itself, and so is the other gender of adjectives. Put "
                        "acronyms in as terms of their own."
                    ),
                    heading=_("How terms are written"),
                ),
                InlinePanel(
                    "terms",
                    [
                        FieldRowPanel([FieldPanel("language"), FieldPanel("text")]),
                        FieldRowPanel([FieldPanel("status"), FieldPanel("is_acronym")]),
                        FieldRowPanel([FieldPanel("part_of_speech"), FieldPanel("gender")]),
                        FieldPanel("note"),
                    ],
                    heading=_("Terms"),
                    label=_("Term"),
                    min_num=1,
                ),
                InlinePanel(
                    "definitions",
                    [FieldPanel("language"), FieldPanel("text")],
                    heading=_("Definitions"),
                    label=_("Definition"),
                ),
            ],
            base_form_class=GlossaryConceptForm,
        )

"""What the public pages rest on: a report by level of evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.models import Locale

from pages.citations.evidence import EvidenceLevel
from pages.citations.models import Reference
from pages.delivery.visibility import public_documents

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGES_PER_PAGE: Final = 50


@dataclass(slots=True)
class Support:
    """What one public page rests on.

    Attributes:
        page_id: the page.
        title: its title, as the public reads it.
        language: code of its language.
        language_name: its name in the reader's language, where it is shown.
        levels: how many of its references have each level; 0 for those that nobody graded.
        retracted: how many have been retracted.
    """

    page_id: int
    title: str
    language: str
    levels: Counter[int] = field(default_factory=Counter)
    retracted: int = 0
    language_name: str = ""

    @property
    def references(self) -> int:
        """How many references it has."""
        return self.levels.total()

    @property
    def best(self) -> int:
        """The strongest level among them, 1 to 5; 0 when none is graded."""
        return min((level for level in self.levels if level), default=0)

    @property
    def counts(self) -> list[int]:
        """How many there are of each level from 1 to 5, and of no level."""
        return [self.levels[level] for level in (*EvidenceLevel.values, 0)]


class EvidenceReportView(View):
    """The public pages by the level of evidence of what they cite."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them for everybody who works in the admin; the weakest first."""
        language, best = request.GET.get("language", ""), request.GET.get("best", "")
        languages = {one.language_code: one.get_display_name() for one in Locale.objects.all()}
        found = [
            one
            for one in supported_pages()
            if (not language or one.language == language) and best in ("", str(one.best))
        ]
        for one in found:
            one.language_name = languages.get(one.language, one.language)
        found.sort(key=lambda one: (-(one.best or 9), one.title))
        return TemplateResponse(
            request,
            "pages/citations/evidence.html",
            {
                "pages": Paginator(found, PAGES_PER_PAGE).get_page(request.GET.get("p")),
                "total": len(found),
                "levels": EvidenceLevel.choices,
                "languages": languages,
                "chosen": {"language": language, "best": best},
                "header_title": _("Evidence behind public pages"),
                "header_icon": "openquote",
                "breadcrumbs_items": [
                    {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                    {"url": "", "label": _("Evidence behind public pages")},
                ],
            },
        )


def supported_pages() -> list[Support]:
    """Return what every public page rests on, in as many queries however many there are."""
    documents = list(
        public_documents().values_list("page_id", "content__title", "locale", "content__references")
    )
    keys = {entry["key"] for *_rest, references in documents for entry in references or ()}
    library = Reference.objects.in_bulk(keys, field_name="key")
    found = []
    for page_id, title, language, references in documents:
        support = Support(page_id, title, language)
        for entry in references or ():
            reference = library.get(entry["key"])
            support.levels[(reference and reference.evidence_level) or 0] += 1
            support.retracted += bool(reference and reference.is_retracted)
        found.append(support)
    return found

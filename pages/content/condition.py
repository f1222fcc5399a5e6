"""The page about a condition: what it is, how it shows, why it comes about, when it is urgent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from pages.content.base import ReviewedPage, reviewed_tabs
from pages.content.blocks import PROSE, QuestionBlock, StageBlock, SymptomBlock
from pages.content.codes import CODE_SYSTEMS, ICD_10, code_problem, normalise_code
from pages.publishing import Blocker


class ConditionPage(ReviewedPage):
    """A condition, explained to patients."""

    symptoms = StreamField([("symptom", SymptomBlock())], verbose_name=_("symptoms"), blank=True)
    stages_scale = models.CharField(
        _("name of the scale"),
        blank=True,
        max_length=255,
        help_text=_("The scale or classification that the stages below belong to."),
    )
    stages = StreamField([("stage", StageBlock())], verbose_name=_("stages"), blank=True)
    causes = RichTextField(_("causes"), blank=True, features=PROSE)
    risk_factors = RichTextField(_("risk factors"), blank=True, features=PROSE)
    urgent_care = RichTextField(
        _("when to seek urgent care"),
        blank=True,
        features=PROSE,
        help_text=_("Signs that cannot wait for an appointment, and what to do."),
    )
    faq = StreamField(
        [("question", QuestionBlock())], verbose_name=_("frequent questions"), blank=True
    )

    parent_page_types: ClassVar[list[str]] = ["pages.ConditionIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    reading_order: ClassVar[list[str]] = [
        "title",
        "summary",
        "hero_alt",
        "urgent_care",
        "body",
        "symptoms",
        "stages_scale",
        "stages",
        "causes",
        "risk_factors",
        "faq",
    ]
    required_fields: ClassVar[list[str]] = [
        "title",
        "summary",
        "body",
        "symptoms",
        "causes",
        "urgent_care",
        "author",
    ]
    safety_critical_fields: ClassVar[tuple[str, ...]] = ("urgent_care",)
    search_fields = [
        *ReviewedPage.search_fields,
        index.SearchField("symptoms"),
        index.SearchField("stages"),
        index.SearchField("causes"),
        index.SearchField("risk_factors"),
        index.SearchField("urgent_care"),
        index.SearchField("faq"),
        index.RelatedFields("codes", [index.SearchField("code")]),
    ]
    override_translatable_fields = [
        *ReviewedPage.override_translatable_fields,
        SynchronizedField("codes", overridable=False),
        SynchronizedField("treatments", overridable=False),
    ]
    edit_handler = reviewed_tabs(
        content=[FieldPanel("body"), FieldPanel("faq")],
        clinical=[
            FieldPanel("urgent_care"),
            FieldPanel("symptoms"),
            MultiFieldPanel(
                [FieldPanel("stages_scale"), FieldPanel("stages")],
                heading=_("Stages or degrees of severity"),
            ),
            MultiFieldPanel(
                [FieldPanel("causes"), FieldPanel("risk_factors")],
                heading=_("Causes and risk factors"),
            ),
            InlinePanel("treatments", heading=_("Treatments discussed"), label=_("Treatment")),
            InlinePanel("codes", heading=_("Codes of the condition"), label=_("Code")),
        ],
    )

    class Meta:
        verbose_name = _("condition page")
        verbose_name_plural = _("condition pages")

    def own_blockers(self) -> Iterator[Blocker]:
        """Yield what only this page type asks for: codes of the right form."""
        for row in self.codes.all():
            if message := row.problem():
                yield Blocker("code.form", message, field="codes", quote=row.code)


class ConditionCode(Orderable):
    """A code of the condition in a classification; the same in every language."""

    page = ParentalKey(ConditionPage, on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(_("code system"), max_length=16, choices=CODE_SYSTEMS, default=ICD_10)
    code = models.CharField(
        _("code"),
        max_length=64,
        blank=True,
        help_text=_("ICD-10: M05.79. MeSH: D001172 or C05.550.114.154."),
    )

    panels = [FieldPanel("system"), FieldPanel("code")]

    class Meta(Orderable.Meta):
        verbose_name = _("code of a condition")
        verbose_name_plural = _("codes of a condition")

    def __str__(self) -> str:
        return f"{self.get_system_display()} {self.code}"

    def clean(self) -> None:
        """Write the code in its usual spelling. A wrong form is for `problem` to report."""
        super().clean()
        self.code = normalise_code(self.code)

    def problem(self) -> str:
        """Return what is wrong with the code, translated; empty text if nothing is."""
        if not self.code:
            return gettext("A row of codes is empty: enter the code or remove the row.")
        return code_problem(system=self.system, code=self.code)


class ConditionTreatment(Orderable):
    """A procedure that the page about a condition discusses."""

    page = ParentalKey(ConditionPage, on_delete=models.CASCADE, related_name="treatments")
    procedure = models.ForeignKey(
        "pages.ProcedurePage",
        verbose_name=_("procedure"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    panels = [PageChooserPanel("procedure")]

    class Meta(Orderable.Meta):
        verbose_name = _("treatment of a condition")
        verbose_name_plural = _("treatments of a condition")

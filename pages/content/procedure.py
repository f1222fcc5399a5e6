"""The page about a procedure: what is done, for whom, with what risks and what outcomes."""

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
from pages.content.blocks import (
    PROSE,
    AdverseEffectBlock,
    ExcludeBlock,
    IncludeBlock,
    OutcomeBlock,
    QuestionBlock,
    RegulatoryStatusBlock,
    StepBlock,
)
from pages.content.blocks.structure import is_empty, is_empty_rich_text
from pages.publishing import Blocker


class ProcedurePage(ReviewedPage):
    """A procedure, explained to those who consider it."""

    what_it_is = RichTextField(_("what it is"), blank=True, features=PROSE)
    steps = StreamField(
        [("step", StepBlock())],
        verbose_name=_("how it is performed"),
        blank=True,
        help_text=_("In the order in which it happens."),
    )
    preparation = RichTextField(_("preparation"), blank=True, features=PROSE)
    recovery = RichTextField(_("recovery"), blank=True, features=PROSE)
    follow_up = RichTextField(_("follow-up"), blank=True, features=PROSE)
    criteria = StreamField(
        [("include", IncludeBlock()), ("exclude", ExcludeBlock())],
        verbose_name=_("who may be a candidate"),
        blank=True,
        help_text=_("What speaks for the procedure, and what rules it out."),
    )
    risks = RichTextField(_("risks"), blank=True, features=PROSE)
    adverse_effects = StreamField(
        [("adverse_effect", AdverseEffectBlock())], verbose_name=_("adverse effects"), blank=True
    )
    alternatives = RichTextField(
        _("alternatives"),
        blank=True,
        features=PROSE,
        help_text=_("Other treatments, and doing nothing."),
    )
    outcomes = StreamField(
        [("outcome", OutcomeBlock())],
        verbose_name=_("outcomes"),
        blank=True,
        help_text=_("Counts of people with their source; never a bare success rate."),
    )
    regulatory_status = StreamField(
        [("status", RegulatoryStatusBlock())], verbose_name=_("regulatory status"), blank=True
    )
    faq = StreamField(
        [("question", QuestionBlock())], verbose_name=_("frequent questions"), blank=True
    )

    parent_page_types: ClassVar[list[str]] = ["pages.ProcedureIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    reading_order: ClassVar[list[str]] = [
        "title",
        "summary",
        "hero_alt",
        "what_it_is",
        "regulatory_status",
        "body",
        "criteria",
        "preparation",
        "steps",
        "recovery",
        "follow_up",
        "outcomes",
        "risks",
        "adverse_effects",
        "alternatives",
        "faq",
    ]
    required_fields: ClassVar[list[str]] = [
        "title",
        "summary",
        "what_it_is",
        "steps",
        "preparation",
        "recovery",
        "criteria",
        "alternatives",
        "regulatory_status",
        "author",
    ]
    safety_critical_fields: ClassVar[tuple[str, ...]] = ("risks", "adverse_effects")
    search_fields = [
        *ReviewedPage.search_fields,
        index.SearchField("what_it_is"),
        index.SearchField("steps"),
        index.SearchField("preparation"),
        index.SearchField("recovery"),
        index.SearchField("follow_up"),
        index.SearchField("criteria"),
        index.SearchField("risks"),
        index.SearchField("adverse_effects"),
        index.SearchField("alternatives"),
        index.SearchField("outcomes"),
        index.SearchField("faq"),
    ]
    override_translatable_fields = [
        *ReviewedPage.override_translatable_fields,
        SynchronizedField("conditions", overridable=False),
    ]
    edit_handler = reviewed_tabs(
        content=[FieldPanel("what_it_is"), FieldPanel("body"), FieldPanel("faq")],
        clinical=[
            FieldPanel("regulatory_status"),
            FieldPanel("criteria"),
            FieldPanel("preparation"),
            FieldPanel("steps"),
            MultiFieldPanel(
                [FieldPanel("recovery"), FieldPanel("follow_up")],
                heading=_("Recovery and follow-up"),
            ),
            FieldPanel("outcomes"),
            MultiFieldPanel(
                [FieldPanel("risks"), FieldPanel("adverse_effects")],
                heading=_("Risks and adverse effects"),
            ),
            FieldPanel("alternatives"),
            InlinePanel("conditions", heading=_("Conditions treated"), label=_("Condition")),
        ],
    )

    class Meta:
        verbose_name = _("procedure page")
        verbose_name_plural = _("procedure pages")

    def own_blockers(self) -> Iterator[Blocker]:
        """Yield what only this page type asks for: criteria both ways, and what can go wrong."""
        kinds = {block.block_type for block in self.criteria}
        if self.criteria and "include" not in kinds:
            yield Blocker(
                "procedure.include_missing",
                gettext("Say who may be a candidate: add a criterion for the procedure."),
                field="criteria",
            )
        if self.criteria and "exclude" not in kinds:
            yield Blocker(
                "procedure.exclude_missing",
                gettext("Say who may not be a candidate: add a criterion that rules it out."),
                field="criteria",
            )
        if is_empty_rich_text(self.risks) and is_empty(self.adverse_effects):
            yield Blocker(
                "procedure.risks_missing",
                gettext("Say what can go wrong: fill in the risks or add an adverse effect."),
                field="risks",
            )


class ProcedureCondition(Orderable):
    """A condition that a procedure treats."""

    page = ParentalKey(ProcedurePage, on_delete=models.CASCADE, related_name="conditions")
    condition = models.ForeignKey(
        "pages.ConditionPage",
        verbose_name=_("condition"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    panels = [PageChooserPanel("condition")]

    class Meta(Orderable.Meta):
        verbose_name = _("condition of a procedure")
        verbose_name_plural = _("conditions of a procedure")

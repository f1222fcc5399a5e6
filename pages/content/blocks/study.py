"""What one study did and found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.neutral import SharedReferenceBlock
from pages.content.blocks.structure import ContentBlock, Problem
from pages.content.blocks.text import INLINE

DESIGNS = [
    ("systematic_review", _("Systematic review")),
    ("randomised_trial", _("Randomised trial")),
    ("cohort", _("Cohort study")),
    ("case_control", _("Case-control study")),
    ("case_series", _("Case series")),
    ("cross_sectional", _("Cross-sectional study")),
    ("animal", _("Animal study")),
    ("in_vitro", _("Laboratory study (in vitro)")),
    ("guideline", _("Guideline")),
]


class StudySummaryBlock(ContentBlock):
    """A study from the library with its design, its size and what it found."""

    mandatory = ("reference", "design", "outcome")
    example = {
        "reference": None,
        "design": "randomised_trial",
        "participants": 240,
        "outcome": _(
            "<p>After 24 weeks, morning stiffness was shorter in the group that exercised than in "
            "the group that did not. Pain did not differ between the groups.</p>"
        ),
    }

    reference = SharedReferenceBlock(help_text=_("The publication that reports the study."))
    design = blocks.ChoiceBlock(choices=DESIGNS, label=_("Study design"))
    participants = blocks.IntegerBlock(
        required=False,
        label=_("Participants"),
        help_text=_("How many people took part. Leave empty where this does not apply."),
    )
    outcome = blocks.RichTextBlock(
        features=INLINE,
        label=_("Outcome"),
        help_text=_("What the study found, as its authors report it, limits included."),
    )

    def contradictions(self, value: Mapping[str, Any]) -> Iterable[Problem]:
        """Return a problem for a number of participants below one."""
        participants = value.get("participants")
        if participants is not None and participants < 1:
            yield Problem(
                ("participants",),
                gettext("A study has at least one participant: correct it or leave it empty."),
            )

    class Meta:
        label = _("Study summary")
        icon = "doc-full"
        group = _("Evidence")
        description = _("What one study did and found: design, participants, outcome")
        preview_template = "pages/blocks/study_summary.html"

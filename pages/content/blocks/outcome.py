"""An outcome as a count of people: never a bare success rate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.neutral import SharedReferenceBlock
from pages.content.blocks.structure import ContentBlock, Problem
from pages.content.blocks.text import INLINE


class OutcomeBlock(ContentBlock):
    """How many of how many people, after how long, measured with what, reported where."""

    mandatory = ("label", "numerator", "denominator", "period", "instrument", "reference")
    example = {
        "label": _("Pain at least halved"),
        "numerator": 34,
        "denominator": 80,
        "period": _("6 months after treatment"),
        "instrument": _("Visual analogue scale, 0 to 100 mm"),
        "reference": None,
        "note": _("<p>Twelve people left the study before six months.</p>"),
    }

    label = blocks.CharBlock(label=_("Outcome"), help_text=_("What was achieved, in plain words."))
    numerator = blocks.IntegerBlock(
        label=_("People with this outcome"), help_text=_("A whole number, not a percentage.")
    )
    denominator = blocks.IntegerBlock(
        label=_("People in all"), help_text=_("Everyone who was counted, this outcome or not.")
    )
    period = blocks.CharBlock(
        label=_("Period"), help_text=_("When it was measured, e.g. 6 months after treatment.")
    )
    instrument = blocks.CharBlock(
        label=_("Instrument"), help_text=_("How it was measured: scale, questionnaire, test.")
    )
    reference = SharedReferenceBlock(help_text=_("The publication that reports these numbers."))
    note = blocks.RichTextBlock(required=False, features=INLINE, label=_("Note"))

    def contradictions(self, value: Mapping[str, Any]) -> Iterable[Problem]:
        """Return problems of counts that cannot be: negative, out of nobody, more than all."""
        return outcome_contradictions(
            numerator=value.get("numerator"), denominator=value.get("denominator")
        )

    class Meta:
        label = _("Outcome")
        icon = "decimal"
        group = _("Evidence")
        description = _("How many of how many people, after how long, measured how")
        preview_template = "pages/blocks/outcome.html"


def outcome_contradictions(*, numerator: int | None, denominator: int | None) -> Iterable[Problem]:
    """Yield what cannot be right about a count of people; either number may still be missing."""
    if numerator is not None and numerator < 0:
        yield Problem(
            ("numerator",), gettext("The number of people cannot be below zero: correct it.")
        )
    if denominator is not None and denominator < 1:
        yield Problem(
            ("denominator",),
            gettext("The number of people in all must be at least 1: correct it."),
        )
    if numerator is not None and denominator is not None and numerator > denominator >= 1:
        yield Problem(
            ("numerator",),
            gettext(
                "%(numerator)s people out of %(denominator)s is impossible: correct one of the "
                "two numbers."
            )
            % {"numerator": numerator, "denominator": denominator},
        )

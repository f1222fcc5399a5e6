"""Adverse effects: what may happen, how often, how severe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.structure import ContentBlock
from pages.content.blocks.text import INLINE

FREQUENCIES = [
    ("very_common", _("Very common (1 in 10 people or more)")),
    ("common", _("Common (1 in 100 to 1 in 10)")),
    ("uncommon", _("Uncommon (1 in 1,000 to 1 in 100)")),
    ("rare", _("Rare (1 in 10,000 to 1 in 1,000)")),
    ("very_rare", _("Very rare (fewer than 1 in 10,000)")),
    ("not_known", _("Not known")),
]
SEVERITIES = [
    ("mild", _("Mild")),
    ("moderate", _("Moderate")),
    ("severe", _("Severe")),
    ("life_threatening", _("Life-threatening")),
]


class AdverseEffectBlock(ContentBlock):
    """One effect with its frequency and severity; the description carries the citations."""

    mandatory = ("effect", "frequency", "severity", "description")
    example = {
        "effect": _("Bruise at the injection site"),
        "frequency": "common",
        "severity": "mild",
        "description": _("<p>Usually fades within ten days without treatment.</p>"),
    }

    effect = blocks.CharBlock(label=_("Effect"))
    frequency = blocks.ChoiceBlock(
        choices=FREQUENCIES,
        label=_("Frequency"),
        help_text=_("As the cited source reports it; choose “Not known” rather than guess."),
    )
    severity = blocks.ChoiceBlock(choices=SEVERITIES, label=_("Severity"))
    description = blocks.RichTextBlock(
        features=INLINE,
        label=_("Description"),
        help_text=_("What it feels like and what to do; cite where the frequency comes from."),
    )

    def is_safety_critical(self, value: Mapping[str, Any]) -> bool:
        """Tell that it is: readers decide by what can go wrong."""
        return True

    class Meta:
        label = _("Adverse effect")
        icon = "warning"
        group = _("Treatment")
        description = _("One adverse effect: how often it occurs and how severe it is")
        preview_template = "pages/blocks/adverse_effect.html"


class AdverseEffectsBlock(ContentBlock):
    """A heading and the effects below it."""

    mandatory = ("heading", "effects")
    example = {
        "heading": _("What can go wrong"),
        "effects": [
            AdverseEffectBlock.example,
            {
                "effect": _("Infection of the joint"),
                "frequency": "rare",
                "severity": "severe",
                "description": _("<p>Fever or growing pain after the injection needs care.</p>"),
            },
        ],
    }

    heading = blocks.CharBlock(label=_("Heading"))
    effects = blocks.ListBlock(AdverseEffectBlock(), min_num=1, label=_("Adverse effects"))

    def is_safety_critical(self, value: Mapping[str, Any]) -> bool:
        """Tell that it is: readers decide by what can go wrong."""
        return True

    class Meta:
        label = _("Adverse effects")
        icon = "warning"
        group = _("Treatment")
        description = _("A list of adverse effects with frequency and severity")
        preview_template = "pages/blocks/adverse_effects.html"

"""How something is done, step by step, and how long each step takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.structure import ContentBlock, Problem
from pages.content.blocks.text import INLINE


class StepBlock(ContentBlock):
    """One step with its shortest and longest usual duration in minutes."""

    mandatory = ("title", "description")
    example = {
        "title": _("Local anaesthetic"),
        "description": _("<p>The skin over the joint is cleaned and numbed with an injection.</p>"),
        "minimum_minutes": 5,
        "maximum_minutes": 10,
    }

    title = blocks.CharBlock(label=_("Title"))
    description = blocks.RichTextBlock(features=INLINE, label=_("Description"))
    minimum_minutes = blocks.IntegerBlock(
        required=False, label=_("Takes at least (minutes)"), help_text=_("The shortest usual time.")
    )
    maximum_minutes = blocks.IntegerBlock(
        required=False, label=_("Takes at most (minutes)"), help_text=_("The longest usual time.")
    )

    def contradictions(self, value: Mapping[str, Any]) -> Iterable[Problem]:
        """Return problems of durations below zero, or with the longest below the shortest."""
        minimum, maximum = value.get("minimum_minutes"), value.get("maximum_minutes")
        for name, minutes in (("minimum_minutes", minimum), ("maximum_minutes", maximum)):
            if minutes is not None and minutes < 0:
                yield Problem(
                    (name,),
                    gettext("A duration cannot be below zero: enter whole minutes."),
                )
        if minimum is not None and maximum is not None and minimum > maximum:
            yield Problem(
                ("maximum_minutes",),
                gettext(
                    "The longest duration (%(maximum)s minutes) is below the shortest "
                    "(%(minimum)s minutes): correct one of them."
                )
                % {"minimum": minimum, "maximum": maximum},
            )

    class Meta:
        label = _("Step")
        icon = "list-ol"
        group = _("Treatment")
        description = _("One step of the procedure, with how long it takes")
        preview_template = "pages/blocks/step.html"


class StepsBlock(ContentBlock):
    """A heading and the ordered steps below it."""

    mandatory = ("heading", "steps")
    example = {
        "heading": _("During the appointment"),
        "steps": [
            {
                "title": _("Conversation"),
                "description": _("<p>The team explains each step and answers questions.</p>"),
                "minimum_minutes": 10,
                "maximum_minutes": 20,
            },
            StepBlock.example,
        ],
    }

    heading = blocks.CharBlock(label=_("Heading"))
    steps = blocks.ListBlock(StepBlock(), min_num=1, label=_("Steps, in order"))

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        group = _("Treatment")
        description = _("How something is done, step by step, with durations")
        preview_template = "pages/blocks/steps.html"

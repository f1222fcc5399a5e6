"""Who may be a candidate for a treatment, and who may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.structure import ContentBlock, Problem, is_empty
from pages.content.blocks.text import INLINE


class CriterionBlock(ContentBlock):
    """One criterion, in words. The stream or list that holds it says which way it decides."""

    mandatory = ("text",)
    example = {
        "text": _("<p>Adults whose symptoms persist after six months of standard treatment.</p>")
    }

    text = blocks.RichTextBlock(features=INLINE, label=_("Criterion"))

    class Meta:
        label = _("Criterion")
        icon = "tasks"
        group = _("Treatment")
        description = _("One criterion that decides who may be treated")
        preview_template = "pages/blocks/criterion.html"


class IncludeBlock(CriterionBlock):
    """A criterion that speaks for the treatment."""

    class Meta:
        label = _("May be a candidate")
        icon = "success"
        description = _("A criterion that speaks for the treatment")


class ExcludeBlock(CriterionBlock):
    """A criterion that speaks against the treatment."""

    example = {"text": _("<p>An active infection at the site of treatment.</p>")}

    def is_safety_critical(self, value: Mapping[str, Any]) -> bool:
        """Tell that it is: this is a contraindication."""
        return True

    class Meta:
        label = _("May not be a candidate")
        icon = "cross"
        description = _("A criterion that rules the treatment out")


class CriteriaBlock(ContentBlock):
    """Both lists of criteria under one heading; at least one of the lists has an entry."""

    mandatory = ("heading",)
    example = {
        "heading": _("Is it an option for me?"),
        "include": [CriterionBlock.example],
        "exclude": [ExcludeBlock.example],
    }

    heading = blocks.CharBlock(label=_("Heading"))
    include = blocks.ListBlock(IncludeBlock(), default=[], label=_("May be a candidate"))
    exclude = blocks.ListBlock(ExcludeBlock(), default=[], label=_("May not be a candidate"))

    def contradictions(self, value: Mapping[str, Any]) -> Iterable[Problem]:
        """Return a problem where both lists are empty."""
        if is_empty(value.get("include")) and is_empty(value.get("exclude")):
            yield Problem(
                ("include",), gettext("Add at least one criterion, for or against the treatment.")
            )

    class Meta:
        label = _("Criteria")
        icon = "tasks"
        group = _("Treatment")
        description = _("Who may be a candidate for the treatment, and who may not")
        preview_template = "pages/blocks/criteria.html"

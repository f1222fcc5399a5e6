"""Symptoms, nested one level, each with an optional code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.neutral import NeutralCharBlock
from pages.content.blocks.structure import ContentBlock, Problem, is_empty
from pages.content.blocks.text import INLINE
from pages.content.codes import CODE_SYSTEMS, code_problem


def code_contradictions(value: Mapping[str, Any]) -> Iterable[Problem]:
    """Yield what is wrong with a pair of code system and code; both may be empty."""
    system, code = value.get("code_system"), value.get("code")
    if is_empty(system) and not is_empty(code):
        yield Problem(
            ("code_system",), gettext("Say which system the code belongs to, or remove the code.")
        )
    elif is_empty(code) and not is_empty(system):
        yield Problem(("code",), gettext("Enter the code, or remove the code system."))
    elif message := code_problem(system=system or "", code=code or ""):
        yield Problem(("code",), message)


class SymptomPartBlock(ContentBlock):
    """One form of a symptom, e.g. stiffness in the morning."""

    mandatory = ("name",)

    name = blocks.CharBlock(label=_("Name"))
    code_system = blocks.ChoiceBlock(required=False, choices=CODE_SYSTEMS, label=_("Code system"))
    code = NeutralCharBlock(required=False, label=_("Code"))

    def contradictions(self, value: Mapping[str, Any]) -> Iterable[Problem]:
        """Return problems of the code."""
        return code_contradictions(value)

    class Meta:
        label = _("Form of the symptom")
        icon = "list-ul"


class SymptomBlock(ContentBlock):
    """A symptom with an optional code and the forms it takes."""

    mandatory = ("name",)
    example = {
        "name": _("Joint stiffness"),
        "code_system": "icd-10",
        "code": "M25.6",
        "description": _("<p>The joint moves only slowly after a rest.</p>"),
        "children": [
            {"name": _("In the morning, for more than 30 minutes")},
            {"name": _("After sitting for a long time")},
        ],
    }

    name = blocks.CharBlock(label=_("Name"))
    code_system = blocks.ChoiceBlock(
        required=False,
        choices=CODE_SYSTEMS,
        label=_("Code system"),
        help_text=_("Leave empty if the symptom has no code."),
    )
    code = NeutralCharBlock(
        required=False, label=_("Code"), help_text=_("E.g. M25.6 (ICD-10) or D018771 (MeSH).")
    )
    description = blocks.RichTextBlock(required=False, features=INLINE, label=_("Description"))
    children = blocks.ListBlock(SymptomPartBlock(), default=[], label=_("Forms of this symptom"))

    def contradictions(self, value: Mapping[str, Any]) -> Iterable[Problem]:
        """Return problems of the code."""
        return code_contradictions(value)

    class Meta:
        label = _("Symptom")
        icon = "clipboard-list"
        group = _("Clinical")
        description = _("A symptom, with a code and its forms where there are any")
        preview_template = "pages/blocks/symptom.html"

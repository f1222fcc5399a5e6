"""A box that stands out of the text: when to seek urgent care, or a note."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.structure import ContentBlock
from pages.content.blocks.text import PROSE_WITHOUT_HEADINGS

KINDS = [("urgent", _("Urgent care")), ("note", _("Note"))]


class CalloutBlock(ContentBlock):
    """A boxed message, either urgent or a note."""

    mandatory = ("kind", "title", "text")
    example = {
        "kind": "urgent",
        "title": _("Seek help today"),
        "text": _(
            "<p>Call a doctor today if a joint is suddenly hot, red and very painful, or if you "
            "have a fever and feel very unwell.</p>"
        ),
    }

    kind = blocks.ChoiceBlock(
        choices=KINDS,
        label=_("Kind"),
        help_text=_("Urgent care is shown as a warning; use it only for danger."),
    )
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(features=PROSE_WITHOUT_HEADINGS, label=_("Text"))

    def is_safety_critical(self, value: Mapping[str, Any]) -> bool:
        """Tell whether it says when to seek urgent care."""
        return value.get("kind") == "urgent"

    class Meta:
        label = _("Callout")
        icon = "warning"
        group = _("Text")
        description = _("A box that stands out: when to seek urgent care, or a note")
        preview_template = "pages/blocks/callout.html"

"""Stages or degrees of severity of a condition."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.structure import ContentBlock
from pages.content.blocks.text import INLINE


class StageBlock(ContentBlock):
    """One stage of the scale that the page names."""

    mandatory = ("name", "description")
    example = {
        "name": _("Moderate activity"),
        "description": _("<p>Several joints are swollen or tender on most days.</p>"),
    }

    name = blocks.CharBlock(label=_("Name"))
    description = blocks.RichTextBlock(features=INLINE, label=_("Description"))

    class Meta:
        label = _("Stage")
        icon = "order-up"
        group = _("Clinical")
        description = _("One stage or degree of severity")
        preview_template = "pages/blocks/stage.html"

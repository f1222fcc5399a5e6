"""A comparison that names what is compared with what."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.structure import ContentBlock
from pages.content.blocks.text import INLINE


class ComparisonBlock(ContentBlock):
    """An intervention, its comparator, and what is known of the difference."""

    mandatory = ("heading", "intervention", "comparator", "text")
    example = {
        "heading": _("Exercise or rest?"),
        "intervention": _("Supervised exercise twice a week"),
        "comparator": _("Usual care without exercise"),
        "text": _("<p>Function improved slightly more with exercise; pain was similar.</p>"),
    }

    heading = blocks.CharBlock(label=_("Heading"))
    intervention = blocks.CharBlock(label=_("Intervention"), help_text=_("What is compared."))
    comparator = blocks.CharBlock(
        label=_("Comparator"),
        help_text=_("With what it is compared; “better” alone compares with nothing."),
    )
    text = blocks.RichTextBlock(
        features=INLINE, label=_("Text"), help_text=_("What is known of the difference, cited.")
    )

    class Meta:
        label = _("Comparison")
        icon = "order"
        group = _("Evidence")
        description = _("Two treatments side by side, with a named comparator")
        preview_template = "pages/blocks/comparison.html"

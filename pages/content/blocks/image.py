"""A picture with its alternative text and its caption."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from pages.content.blocks.structure import ContentBlock, Problem, is_empty
from pages.content.blocks.text import INLINE


class CaptionedImageBlock(ContentBlock):
    """A picture that is either described in words or marked as decorative."""

    mandatory = ("image",)
    example = {
        "image": None,
        "alt_text": _("Drawing of a hand with swollen finger joints"),
        "caption": _("<p>Where swelling is often noticed first.</p>"),
    }

    image = ImageChooserBlock(label=_("Image"))
    alt_text = blocks.CharBlock(
        required=False,
        label=_("Alternative text"),
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    decorative = blocks.BooleanBlock(
        required=False,
        label=_("Decorative"),
        help_text=_("Tick if the page loses nothing without the picture."),
    )
    caption = blocks.RichTextBlock(required=False, features=INLINE, label=_("Caption"))

    def contradictions(self, value: Mapping[str, Any]) -> Iterable[Problem]:
        """Return a problem where the picture is neither described nor decorative."""
        if is_empty(value.get("alt_text")) and not value.get("decorative"):
            yield Problem(("alt_text",), gettext("Describe the picture, or mark it as decorative."))

    class Meta:
        label = _("Image")
        icon = "image"
        group = _("Media")
        description = _("A picture with alternative text and caption")
        preview_template = "pages/blocks/image.html"

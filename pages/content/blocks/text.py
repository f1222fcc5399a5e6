"""Running text: a heading and the paragraphs below it; and what rich text may contain."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.structure import ContentBlock

PROSE = [
    "h3",
    "h4",
    "bold",
    "italic",
    "ol",
    "ul",
    "link",
    "document-link",
    "citation",
    "superscript",
    "subscript",
]
"""Editor features for paragraphs; the page's title is level 1 and a section's heading level 2."""

INLINE = ["bold", "italic", "link", "citation", "superscript", "subscript"]
"""Editor features for text within a block: sentences with citations, no structure of their own."""

PROSE_WITHOUT_HEADINGS = [feature for feature in PROSE if feature not in {"h3", "h4"}]
"""Editor features for boxes, whose title is their only heading."""

ANSWER = [*INLINE, "ul", "ol"]
"""Editor features for an answer: sentences and lists."""


class SectionBlock(ContentBlock):
    """A heading with the text that belongs to it."""

    mandatory = ("heading", "text")
    example = {
        "heading": _("What happens in the joint"),
        "text": _(
            "<p>The lining of the joint becomes <b>inflamed and thicker</b>. It produces more "
            "fluid than the joint needs, and the joint swells.</p><ul><li>Small joints of the "
            "hands and feet are often the first.</li><li>Both sides of the body are usually "
            "affected.</li></ul>"
        ),
    }

    heading = blocks.CharBlock(
        label=_("Heading"), help_text=_("Say what the section is about, in a few words.")
    )
    text = blocks.RichTextBlock(
        features=PROSE,
        label=_("Text"),
        help_text=_("Cite a reference for each medical statement."),
    )

    class Meta:
        label = _("Section")
        icon = "pilcrow"
        group = _("Text")
        description = _("A heading with paragraphs, lists and citations")
        preview_template = "pages/blocks/section.html"

"""Questions that patients ask, with their answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.structure import ContentBlock
from pages.content.blocks.text import ANSWER


class QuestionBlock(ContentBlock):
    """One question and its answer."""

    mandatory = ("question", "answer")
    example = {
        "question": _("Can I keep exercising?"),
        "answer": _(
            "<p>For most people, yes. Ask your team which exercises suit you, and rest a joint "
            "that is hot or swollen.</p>"
        ),
    }

    question = blocks.CharBlock(label=_("Question"), help_text=_("As a patient would ask it."))
    answer = blocks.RichTextBlock(features=ANSWER, label=_("Answer"))

    class Meta:
        label = _("Question")
        icon = "help"
        group = _("Text")
        description = _("A question that patients ask, with its answer")
        preview_template = "pages/blocks/question.html"

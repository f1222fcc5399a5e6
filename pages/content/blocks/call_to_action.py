"""An invitation to act, with one link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.content.blocks.neutral import DraftURLBlock
from pages.content.blocks.structure import ContentBlock, Problem, is_empty

is_web_address = URLValidator(schemes=["http", "https"])


class CallToActionBlock(ContentBlock):
    """A sentence and a button that leads to exactly one place: a page or a web address."""

    mandatory = ("text", "label")
    example = {
        "text": _("Do you have questions about your treatment?"),
        "label": _("Make an appointment"),
        "url": "https://example.org/",
    }

    text = blocks.CharBlock(label=_("Text"), help_text=_("One sentence before the button."))
    label = blocks.CharBlock(
        label=_("Button"), help_text=_("What happens on clicking, e.g. Make an appointment.")
    )
    page = blocks.PageChooserBlock(
        required=False, label=_("Page"), help_text=_("A page of this site, or …")
    )
    url = DraftURLBlock(
        required=False, label=_("Web address"), help_text=_("… an address elsewhere; not both.")
    )

    def contradictions(self, value: Mapping[str, Any]) -> Iterable[Problem]:
        """Return problems of a button without a target, with two, or with a broken address."""
        page, url = value.get("page"), value.get("url")
        if page is None and is_empty(url):
            yield Problem(("page",), gettext("Choose a page or enter a web address."))
        elif page is not None and not is_empty(url):
            yield Problem(
                ("url",), gettext("Choose either a page or a web address: remove one of them.")
            )
        if not is_empty(url):
            try:
                is_web_address(url)
            except ValidationError:
                yield Problem(
                    ("url",),
                    gettext("“%(url)s” is not a web address: it starts with https://.")
                    % {"url": url},
                )

    class Meta:
        label = _("Call to action")
        icon = "link"
        group = _("Text")
        description = _("A sentence with one button")
        preview_template = "pages/blocks/call_to_action.html"

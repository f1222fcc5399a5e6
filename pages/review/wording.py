"""What a signature means, in words that are shown before signing and kept with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from wagtail.models import Page


def signature_meaning(page: Page) -> str:
    """Return the sentence that the reviewer signs, in the language of the admin."""
    return _(
        "I have read “%(title)s” in %(language)s with its references and disclaimers. In my "
        "professional judgement it is accurate, balanced and fit to be published in this language."
    ) % {"title": page.title, "language": page.locale.get_display_name()}

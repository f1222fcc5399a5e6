"""The block with which an editor chooses one reference from the library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

if TYPE_CHECKING:
    from pages.citations.models import Reference


class ReferenceChooserBlock(SnippetChooserBlock):
    """Choose one `Reference`.

    The stored value is the reference's primary key, as for every Wagtail chooser block, so that
    the reference index knows of it. Its public representation is the reference's key, which is
    what citations in rich text and the page's reference list use too.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Reference"))
        super().__init__("pages.Reference", **options)

    def get_api_representation(
        self, value: Reference | None, context: dict[str, Any] | None = None
    ) -> str | None:
        """Return the key of the chosen reference, or None where none is chosen."""
        return None if value is None else value.key

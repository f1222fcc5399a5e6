"""Where in a page safety is at stake: urgent care, contraindications, what can go wrong.

Page types name the fields in ``safety_critical_fields``, blocks answer ``is_safety_critical``; a
page type or block of a site's own does the same. A translation that has not had a change there is
treated more strictly: see `pages.translation.currency.policy`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pages.content.blocks.structure import ContentBlock

if TYPE_CHECKING:
    from wagtail import blocks
    from wagtail.models import Page

UNREAD: Final = frozenset({"listed_references", "authorization"})
"""Fields that no reader ever sees."""


class ContentSafety:
    """What page types and blocks say of themselves."""

    def is_critical_field(self, model: type[Page], name: str) -> bool:
        """Tell whether a page type names this field as safety-critical."""
        return name in getattr(model, "safety_critical_fields", ())

    def is_critical_block(self, block: blocks.Block, value: Any) -> bool:
        """Tell whether a block says so of itself, with this value."""
        return isinstance(block, ContentBlock) and block.is_safety_critical(value or {})

    def is_unread(self, model: type[Page], name: str) -> bool:
        """Tell whether readers never see a field."""
        return name in UNREAD

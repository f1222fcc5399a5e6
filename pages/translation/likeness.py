"""How alike two segments are."""

from __future__ import annotations

from typing import Final

from rapidfuzz import fuzz

from pages.translation.placeholders import visible_text

ALIKE: Final = 0.6
"""How alike two paragraphs of a block must be for one to be a version of the other.

Unrelated sentences of one language share about half of their letters in order.
"""


def likeness(old_html: str, new_html: str) -> float:
    """Return how alike the visible words of two segments are, letter by letter, from 0 to 1."""
    return float(fuzz.ratio(visible_text(old_html), visible_text(new_html))) / 100

"""When two texts say the same."""

from __future__ import annotations

from pages.publishing.values import rich_text_as_read


def same_wording(first: str, second: str) -> bool:
    """Tell whether two stored rich texts read the same, whoever numbered their paragraphs."""
    return rich_text_as_read(first) == rich_text_as_read(second)

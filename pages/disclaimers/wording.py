"""When two texts say the same."""

from __future__ import annotations

from pages.publishing.reading import without_editor_keys


def same_wording(first: str, second: str) -> bool:
    """Tell whether two stored rich texts read the same, whoever numbered their paragraphs."""
    return bool(without_editor_keys(first) == without_editor_keys(second))

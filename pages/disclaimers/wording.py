"""When two texts say the same."""

from __future__ import annotations

import re

# The editor numbers the blocks of a text anew where they have no number; nobody reads that.
_BLOCK_KEY = re.compile(r'\s+data-block-key="[^"]*"')


def without_block_keys(text: str) -> str:
    """Return stored rich text without the editor's own numbering of its blocks."""
    return _BLOCK_KEY.sub("", text)


def same_wording(first: str, second: str) -> bool:
    """Tell whether two stored rich texts read the same, whoever numbered their blocks."""
    return without_block_keys(first) == without_block_keys(second)

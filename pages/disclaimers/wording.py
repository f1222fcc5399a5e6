"""What a disclaimer says: its wording as plain values, and when two wordings are the same."""

from __future__ import annotations

from dataclasses import dataclass

from pages.publishing.values import without_editor_keys
from pages.review.fingerprints import digest


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a disclaimer in one language.

    Attributes:
        key: the disclaimer's key.
        language: code of its language.
        version: its number in that language.
        title: as readers see it.
        text: rich text as it is stored.
    """

    key: str
    language: str
    version: int
    title: str
    text: str

    @property
    def fingerprint(self) -> str:
        """What a reviewer signs: SHA-256 of all that is read, with its key and language."""
        return digest(
            {
                "type": "disclaimer",
                "key": self.key,
                "language": self.language,
                "title": self.title,
                "text": without_editor_keys(self.text),
            }
        )


def same_wording(first: str, second: str) -> bool:
    """Tell whether two stored rich texts read the same, whoever numbered their paragraphs."""
    return bool(without_editor_keys(first) == without_editor_keys(second))

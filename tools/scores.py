"""Precision and recall of what finds things in texts that people have marked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Score:
    """How often something was right, found too much, and missed something."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> str:
        """The share of its findings that should be there."""
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> str:
        """The share of what should be found that it finds."""
        return share(self.right, self.right + self.missed)


def share(part: int, whole: int) -> str:
    """Return a share in percent with its two numbers; a dash where there is nothing to share."""
    return f"{100 * part / whole:.0f}% ({part}/{whole})" if whole else "–"

"""What a verification finds: plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["drift", "notice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was signed.

    Attributes:
        code: stable, dotted, in English.
        message: what it is, and what to do.
        page_id: the page, or None for what is about no single page.
        title: its title.
        language: code of its language.
        severity: ``"drift"``; or ``"notice"`` for what is legitimate but worth knowing, such as a
            cited reference that was corrected since.
    """

    code: str
    message: str
    page_id: int | None = None
    title: str = ""
    language: str = ""
    severity: Severity = "drift"

    @property
    def is_drift(self) -> bool:
        """Whether the public may read something that nobody signed, or the record is not whole."""
        return self.severity == "drift"

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

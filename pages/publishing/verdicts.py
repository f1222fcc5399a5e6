"""The vocabulary of the gate: what stands between a page and the public, and how it is refused.

These are plain values. They know nothing of pages, databases or requests, so that the same
`Blocker` can feed the editor's panel, the API's error, the command line and the dashboard.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Severity = Literal["block", "warn"]


class Stage(enum.Enum):
    """The moments at which requirements are asked about a page."""

    SUBMISSION = "submission"
    """An author hands the page to medical review."""

    SIGNATURE = "signature"
    """A reviewer is about to sign it."""

    PUBLICATION = "publication"
    """It is about to become what the public reads."""

    STANDING = "standing"
    """It is public already, and its row is written again without a change of content."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stands between a page and the public.

    Attributes:
        code: stable, dotted, in English; what programs match on (``"citation.unplaced"``).
        message: translated; says what is wrong and what to do about it.
        severity: ``"block"`` must be settled before publication, ``"warn"`` is shown.
        field: name of the model field that it is about, or empty.
        quote: the words of the page that it is about, or empty.
        path: dotted address of the text that the quote stands in, or empty when it stands in none;
            see `pages.publishing.reading.Fragment.path`.
        sentence: the whole sentence that the quote is of, where a reviewer may yet sign in spite of
            it, with a reason in writing; empty where nobody may, or somebody did.
        is_advice: whether it is a warning that a reviewer may pass over without saying so.
    """

    code: str
    message: StrOrPromise
    severity: Severity = "block"
    field: str = ""
    quote: str = ""
    path: str = ""
    sentence: str = ""
    is_advice: bool = False

    @property
    def blocks(self) -> bool:
        """Whether publication is refused because of it."""
        return self.severity == "block"

    @property
    def is_overridable(self) -> bool:
        """Whether a reviewer may sign in spite of it, if they say why."""
        return self.blocks and bool(self.sentence)

    @property
    def awaits_judgement(self) -> bool:
        """Whether it lets a page be submitted, and will block the signature until overridden."""
        return not self.blocks and bool(self.sentence)

    @property
    def key(self) -> str:
        """What tells it from other blockers of a page, until its sentence changes: 16 hex digits.

        A sentence that moves to another place keeps it.
        """
        words = " ".join(self.sentence.split())
        return hashlib.sha256(f"{self.code}\n{words}".encode()).hexdigest()[:16]

    def as_dict(self) -> dict[str, str]:
        """Return it as plain strings, in the language that is active now."""
        return {
            "code": self.code,
            "message": str(self.message),
            "severity": self.severity,
            "field": self.field,
            "quote": self.quote,
        }


class PublicationRefused(PermissionDenied):
    """Raised by every path that would make unsigned content of a reviewed type public.

    It is a `PermissionDenied`, because that is the one exception which Wagtail and
    wagtail-localize neither swallow nor turn into a server error.

    Attributes:
        blockers: what stood in the way; never empty when raised by the gate.
        occasion: what was refused, for the ledger; see `pages.publishing.recorded`.
        is_recorded: whether the ledger has it.
    """

    def __init__(
        self, blockers: Iterable[Blocker] = (), message: StrOrPromise | None = None
    ) -> None:
        self.blockers: Sequence[Blocker] = tuple(blockers)
        self.occasion: Any = None
        self.is_recorded = False
        super().__init__(message or self._sentence())

    def _sentence(self) -> str:
        count = len(self.blockers)
        if not count:
            return _("This page can only go live with a valid medical approval.")
        head = ngettext(
            "The page was not published; the draft is kept. One thing stands in the way: ",
            "The page was not published; the draft is kept. %(count)s things stand in the way: ",
            count,
        ) % {"count": count}
        return head + " ".join(str(blocker.message) for blocker in self.blockers)


class SubmissionRefused(PublicationRefused):
    """Raised when a page is handed to review although its own content is not complete."""

    def _sentence(self) -> str:
        count = len(self.blockers)
        head = ngettext(
            "The page was not submitted for review; the draft is kept. "
            "One thing has to be settled first: ",
            "The page was not submitted for review; the draft is kept. "
            "%(count)s things have to be settled first: ",
            count,
        ) % {"count": count}
        return head + " ".join(str(blocker.message) for blocker in self.blockers)

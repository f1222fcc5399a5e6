"""The values that checks work on: a pair of segments, and a finding about one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from pages.translation.placeholders import Attributes, visible_text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Severity = Literal["block", "warn"]


@dataclass(frozen=True, slots=True)
class SegmentPair:
    """One segment of the source beside what the page in question says in its place.

    Attributes:
        index: position among the segments of the page, from 0.
        path: dotted address of the segment within the page (``"body.5f0c….text"``).
        source: the segment in the source language, HTML with placeholders.
        target: what the page says in this place, HTML with placeholders; None if the page has no
            such place.
        source_attributes: what the placeholders of the source stand for.
        target_attributes: what the placeholders of the target stand for.
        recorded: the translation on file, or None; the page may have been saved before it changed.
        error: why the translation on file cannot be used, or empty.
        origin: where the translation on file came from (`pages.translation.models.Origin`).
        is_confirmed: whether a person answers for words that none wrote for this place.
        source_language: its two letters, such as ``"en"``; empty where the words are not compared.
        target_language: likewise.
        segment_id: key of the source's segment, or None where there is none.
    """

    index: int
    path: str
    source: str
    target: str | None
    source_attributes: Attributes = field(default_factory=dict)
    target_attributes: Attributes = field(default_factory=dict)
    recorded: str | None = None
    error: str = ""
    origin: str = "human"
    is_confirmed: bool = False
    source_language: str = ""
    target_language: str = ""
    segment_id: int | None = None

    @property
    def field_name(self) -> str:
        """Name of the model field that the segment belongs to."""
        return self.path.split(".", 1)[0]

    @property
    def is_address(self) -> bool:
        """Whether the segment is the page's address rather than something that people read."""
        return self.path == "slug"

    @property
    def shows_source(self) -> bool:
        """Whether the page says here word for word what the source says."""
        return self.target is not None and visible_text(self.target) == visible_text(self.source)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check has to say about one pair of segments.

    Attributes:
        code: stable, dotted, in English (``"translation.untranslated"``).
        severity: ``"block"`` or ``"warn"``.
        pair: the pair that it is about.
        message: translated; says what is wrong and what to do.
        quote: the words that it is about, without markup.
        about: what of the pair, where a check can find several: a term, an acronym, an address. The
            same in every language of the admin.
    """

    code: str
    severity: Severity
    pair: SegmentPair
    message: StrOrPromise
    quote: str
    about: str = ""

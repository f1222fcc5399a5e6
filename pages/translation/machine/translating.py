"""Letting a machine translate segments of a page: what it says waits for a person.

The outside server is asked while no transaction is open. What it answered is written batch by
batch, so that a failure in the middle loses nothing.
"""

from __future__ import annotations

import json
import logging
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.strings import StringValue

from pages.translation.checks import Finding, SegmentPair, compare
from pages.translation.machine.asking import batches
from pages.translation.machine.failures import MachineTranslationFailed, not_understood
from pages.translation.machine.protection import (
    cleaned,
    keeps_placeholders,
    with_numbers,
    without_numbers,
)
from pages.translation.machine.registry import translator_named
from pages.translation.models import Origin
from pages.translation.placeholders import visible_text
from pages.translation.provenance import provenance_of
from pages.translation.writers import may_write_segments
from pages.translation.writing import (
    SegmentConflict,
    SegmentRefused,
    WriteSegment,
    check_writable,
    hold,
    record_about,
)

if TYPE_CHECKING:
    from wagtail_localize.machine_translators.base import BaseMachineTranslator
    from wagtail_localize.models import Translation

logger = logging.getLogger(__name__)

MACHINE_TRANSLATED: Final = "translation.machine_translated"
"""Action of the ledger's entries that say who let which machine translate how many segments."""

MOST_TEXTS: Final = 25
MOST_BYTES: Final = 30_000
"""Limits of a batch for a translator that names none of its own."""

SECONDS: Final = 20.0
"""For how long batches are begun: somebody waits, and so does the web server, for half a minute."""


@dataclass(slots=True, kw_only=True)
class MachineReport:
    """What became of the segments that a machine was to translate.

    Attributes:
        tool: how the machine is called on the screen.
        written: keys of the segments that have its words now.
        findings: what the checks say of them.
        failed: keys of the segments that it gave no translation for.
        kept: how many segments were left as they are, because a person's words stand there or
            somebody wrote them meanwhile.
        problem: why it stopped, in words; empty if it did not.
    """

    tool: str
    written: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    kept: int = 0
    problem: str = ""

    @property
    def flagged(self) -> list[int]:
        """Keys of the segments that the checks have something to say about, in order."""
        ids = (finding.pair.segment_id for finding in self.findings)
        return [each for each in dict.fromkeys(ids) if each is not None]


@dataclass(frozen=True, slots=True)
class _Work:
    """A segment to translate, and what stood there when that was decided."""

    segment: Any
    base: str

    @property
    def is_address(self) -> bool:
        return bool(self.segment.context.path == "slug")

    @property
    def asked(self) -> str:
        """What the machine is sent: of an address its words, which it knows."""
        data = str(self.segment.string.data)
        return data.replace("-", " ") if self.is_address else data


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineTranslate:
    """Fill segments with a machine's words, unconfirmed. A person's words are never written over.

    Attributes:
        translation: the translation.
        user: who asks the machine.
        translator_name: which one (`pages.translation.machine.registry`); empty for the default.
        segments: keys of the segments; None for all.
        again: translate anew what a machine wrote and nobody confirmed.
    """

    translation: Translation
    user: Any
    translator_name: str = ""
    segments: Collection[int] | None = None
    again: bool = False

    def check(self) -> BaseMachineTranslator:
        """Return the machine translator, or refuse with words.

        Raises:
            PermissionDenied: the user may not write this translation.
            SegmentRefused: the page is in review.
            MachineTranslationFailed: no such translator, or it does not know the languages.
        """
        if not may_write_segments(self.user, self.translation):
            raise PermissionDenied
        check_writable(self.translation)
        translator = translator_named(self.translator_name)
        locales = self.translation.source.locale, self.translation.target_locale
        if not translator.can_translate(*locales):
            raise MachineTranslationFailed(
                _("%(name)s does not translate into %(language)s.")
                % {"name": translator.display_name, "language": locales[1].get_display_name()}
            )
        return translator

    def execute(self) -> MachineReport:
        """Ask the machine and write what it says; see `check` for what is refused."""
        translator = self.check()
        report = MachineReport(tool=str(translator.display_name))
        waiting: dict[str, list[_Work]] = defaultdict(list)
        for work in self._work(report):
            waiting[work.asked].append(work)
        begun = time.monotonic()
        for batch in batches(
            list(waiting),
            most=getattr(translator, "max_texts", MOST_TEXTS),
            octets=getattr(translator, "max_bytes", MOST_BYTES),
        ):
            if time.monotonic() - begun > SECONDS:
                report.problem = _("This took too long. Start again to go on with the rest.")
                break
            try:
                answers = _translations(translator, self.translation, batch)
                self._write([(w, answers[text]) for text in batch for w in waiting[text]], report)
            except (MachineTranslationFailed, SegmentRefused) as refusal:
                report.problem = str(refusal)
                break
            for text in batch:
                del waiting[text]
        report.failed += [work.segment.pk for works in waiting.values() for work in works]
        return report

    def _work(self, report: MachineReport) -> Iterable[_Work]:
        """Yield the segments to translate, each text of a place once; count those left alone."""
        segments = StringSegment.objects.filter(source_id=self.translation.source_id)
        if self.segments is not None:
            segments = segments.filter(pk__in=self.segments)
        found = list(segments.select_related("string", "context").order_by("order"))
        on_file = self._on_file(found)
        seen = set()
        for segment in found:
            place = (segment.string_id, segment.context_id)
            if place in seen:
                continue
            seen.add(place)
            entry = on_file.get(place)
            if entry is None or not entry.data:
                yield _Work(segment, "")
            elif self.again and _is_unconfirmed_machine(entry):
                yield _Work(segment, entry.data)
            else:
                report.kept += 1

    def _on_file(self, segments: Iterable[Any]) -> dict[tuple[int, int], StringTranslation]:
        """Return what is on file for segments, by the keys of their string and context."""
        contexts = {segment.context_id for segment in segments}
        return {
            (entry.translation_of_id, entry.context_id): entry
            for entry in StringTranslation.objects.filter(
                context_id__in=contexts, locale_id=self.translation.target_locale_id
            ).select_related("firma_provenance", "last_translated_by")
        }

    @transaction.atomic
    def _write(self, answers: Sequence[tuple[_Work, str]], report: MachineReport) -> None:
        hold(self.translation)
        on_file = self._on_file([work.segment for work, _answer in answers])
        written: list[SegmentPair] = []
        failed: list[int] = []
        conflicts = 0
        for work, answer in answers:
            text = slugify(visible_text(answer)) if work.is_address else answer
            if not text:
                failed.append(work.segment.pk)
                continue
            current = on_file.get((work.segment.string_id, work.segment.context_id))
            if current is not None and current.data and not _is_unconfirmed_machine(current):
                conflicts += 1  # somebody has confirmed it, or written it, meanwhile
                continue
            try:
                WriteSegment(
                    translation=self.translation,
                    segment=work.segment,
                    text=text,
                    user=self.user,
                    origin=Origin.MACHINE,
                    tool=report.tool,
                    base=work.base,
                ).write(current)
            except SegmentConflict:
                conflicts += 1
            else:
                written.append(_pair(work, text, self.translation))
        findings = compare(written)
        if written:
            record_about(
                self.translation,
                action=MACHINE_TRANSLATED,
                user=self.user,
                data={
                    "tool": report.tool,
                    "segments": len(written),
                    "flagged": len({finding.pair.segment_id for finding in findings}),
                    "again": self.again,
                },
            )
        report.failed += failed
        report.kept += conflicts
        report.written += [pair.segment_id for pair in written if pair.segment_id is not None]
        report.findings += findings


def _is_unconfirmed_machine(entry: StringTranslation) -> bool:
    provenance = provenance_of(entry)
    return provenance.origin is Origin.MACHINE and not provenance.is_confirmed


def _translations(
    translator: BaseMachineTranslator, translation: Translation, texts: Sequence[str]
) -> dict[str, str]:
    """Return a machine's translation of each text; empty where it gave none.

    Texts whose placeholders did not survive are asked for once more, with numbers in their place.

    Raises:
        MachineTranslationFailed: it gave none at all.
    """
    first = {
        source: cleaned(found, source=source)
        for source, found in _ask(translator, translation, texts).items()
    }
    lost = [source for source, found in first.items() if not keeps_placeholders(source, found)]
    if not lost:
        return first
    numbered = {source: with_numbers(source) for source in lost}
    try:
        second = _ask(translator, translation, [text for text, _numbers in numbered.values()])
    except MachineTranslationFailed:
        # What it said at first is kept, and the checks flag what is lost.
        return first
    for source, (text, stands_for) in numbered.items():
        found = cleaned(without_numbers(second[text], stands_for), source=source)
        if found and keeps_placeholders(source, found):
            first[source] = found
    return first


def _ask(
    translator: BaseMachineTranslator, translation: Translation, texts: Sequence[str]
) -> dict[str, str]:
    strings = {text: StringValue(text) for text in texts}
    try:
        found = translator.translate(
            translation.source.locale, translation.target_locale, list(strings.values())
        )
        answers = {text: found.get(string) for text, string in strings.items()}
    except MachineTranslationFailed:
        raise
    except Exception as error:
        # A class of somebody else's, which may raise anything. Its words may hold the text.
        logger.warning("%s failed: %s.", translator.display_name, type(error).__name__)
        raise not_understood(str(translator.display_name)) from None
    return {
        text: answer.data if answer is not None and answer.data else ""
        for text, answer in answers.items()
    }


def _pair(work: _Work, text: str, translation: Translation) -> SegmentPair:
    attributes = json.loads(work.segment.attrs or "{}") or {}
    languages = (
        locale.language_code.partition("-")[0]
        for locale in (translation.source.locale, translation.target_locale)
    )
    source_language, target_language = languages
    return SegmentPair(
        index=work.segment.order,
        path=work.segment.context.path,
        source=work.segment.string.data,
        target=text,
        source_attributes=attributes,
        target_attributes=attributes,
        source_language=source_language,
        target_language=target_language,
        segment_id=work.segment.pk,
        origin=Origin.MACHINE.value,
    )

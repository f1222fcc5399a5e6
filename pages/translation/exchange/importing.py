"""Bringing a translated file back: good segments are written, the others refused with reasons."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from pages.translation.exchange.exporting import place_in_words, segments_of
from pages.translation.exchange.judging import CurrentSegment, SegmentStatus, Verdict, judge
from pages.translation.exchange.reading import read
from pages.translation.exchange.reports import DocumentReport, ImportReport, SegmentOutcome
from pages.translation.exchange.values import FileRefused, ReadDocument
from pages.translation.languages import language_of
from pages.translation.models import Origin
from pages.translation.provenance import may_confirm, provenance_of
from pages.translation.writers import may_write_segments
from pages.translation.writing import (
    ConfirmSegment,
    SegmentRefused,
    WriteSegment,
    hold,
    record_about,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wagtail_localize.models import StringSegment, StringTranslation

__all__ = ["IMPORTED", "FileRefused", "ImportFile"]

IMPORTED: Final = "translation.imported"
"""Action of the ledger's entries that say that a file was imported."""


class _DocumentRefused(Exception):
    """Why nothing of a document is taken.

    Attributes:
        translation: the one that it belongs to, or None.
    """

    def __init__(self, message: str, translation: Translation | None = None) -> None:
        super().__init__(message)
        self.translation = translation


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFile:
    """Bring the translations of a file back to the pages that they belong to.

    Attributes:
        content: the file.
        name: what it is called; it is written beside each segment.
        user: who brings it, or None for whoever runs the server: then nobody answers for its words.
        translation: the only translation that the file may belong to, or None for any.
        overwrites: whether the file wins over what was translated since it was exported.
        is_dry_run: whether only to say what would be.
    """

    content: bytes
    name: str
    user: Any = None
    translation: Translation | None = None
    overwrites: bool = False
    is_dry_run: bool = False

    def execute(self) -> ImportReport:
        """Write what is good, each page in a transaction of its own, and say what became of all.

        Raises:
            FileRefused: the file cannot be read.
        """
        documents = read(self.content, name=self.name)
        return ImportReport(
            name=self.name,
            is_dry_run=self.is_dry_run,
            documents=[self._document(document) for document in documents],
        )

    def check(self, document: ReadDocument) -> Translation:
        """Return the translation that a document belongs to.

        Raises:
            _DocumentRefused: it belongs to none, to another one than it should, or to one that the
                user may not change.
        """
        named = _named(document)
        expected = self.translation
        if expected is not None and named is not None and named.pk != expected.pk:
            raise _DocumentRefused(
                _(
                    "Nothing was imported: this belongs to the translation of “%(title)s” into "
                    "%(language)s, and not to this page."
                )
                % {
                    "title": named.source.object_repr,
                    "language": named.target_locale.get_display_name(),
                }
                if self.user is None or may_write_segments(self.user, named)
                else _("Nothing was imported: this belongs to another page.")
            )
        found = named or (expected if not document.translation else None)
        if found is None:
            raise _DocumentRefused(
                _(
                    "Nothing was imported: the file names no translation of this site. It may "
                    "have been stopped, or be of another site."
                )
            )
        if self.user is not None and not may_write_segments(self.user, found):
            raise _DocumentRefused(_("Nothing was imported: you may not edit this page."))
        for said, is_so in (
            (document.target_language, found.target_locale.language_code),
            (document.source_language, found.source.locale.language_code),
        ):
            if said and language_of(said) != language_of(is_so):
                raise _DocumentRefused(
                    _(
                        "Nothing was imported: the file is for the language “%(said)s” where "
                        "this translation has “%(is_so)s”."
                    )
                    % {"said": said, "is_so": is_so},
                    found,
                )
        return found

    def _document(self, document: ReadDocument) -> DocumentReport:
        try:
            translation = self.check(document) if document.units or not document.damage else None
            if translation is None:
                return DocumentReport(name=document.name, damage=document.damage)
            with transaction.atomic():
                return self._taken(document, translation)
        except _DocumentRefused as refusal:
            found = refusal.translation
            return DocumentReport(
                name=document.name,
                translation=found,
                title=found.source.object_repr if found else "",
                refusal=str(refusal),
                damage=document.damage,
            )

    def _taken(self, document: ReadDocument, translation: Translation) -> DocumentReport:
        try:
            hold(translation)
        except SegmentRefused as refusal:
            raise _DocumentRefused(str(refusal), translation) from refusal
        rows = segments_of(translation)
        model = translation.source.specific_content_type.model_class()
        verdicts = judge(
            document.units,
            [_current(model, place, *row) for place, row in enumerate(rows)],
            exported_at=document.exported_at,
            overwrites=self.overwrites,
        )
        is_qualified = may_confirm(self.user, translation.target_locale.language_code)
        outcomes = [
            self._settled(verdict, translation, rows, model, is_qualified=is_qualified)
            for verdict in verdicts
        ]
        report = DocumentReport(
            name=document.name,
            translation=translation,
            title=translation.source.object_repr,
            damage=document.damage,
            outcomes=outcomes,
        )
        written = report.count(SegmentStatus.IMPORTED) + report.count(SegmentStatus.CONFIRMED)
        if written and not self.is_dry_run:
            record_about(
                translation,
                action=IMPORTED,
                user=self.user,
                data={"file": self.name, "overwrites": self.overwrites, **report.counts},
            )
        return report

    def _settled(
        self,
        verdict: Verdict,
        translation: Translation,
        rows: Sequence[tuple[StringSegment, int, StringTranslation | None]],
        model: Any,
        *,
        is_qualified: bool,
    ) -> SegmentOutcome:
        """Write what is to be written, and say what became of it."""
        status, reason = verdict.status, verdict.reason
        segment, recorded = None, None
        if verdict.segment is not None:
            segment, _position, recorded = rows[verdict.segment.key]
            try:
                status = self._written(
                    verdict, translation, segment, recorded, is_qualified=is_qualified
                )
            except SegmentRefused as refusal:
                status, reason = SegmentStatus.REFUSED, str(refusal)
        context = segment.context if segment is not None else None
        return SegmentOutcome(
            index=verdict.unit.index,
            path=context.path if context is not None else verdict.unit.path,
            place=place_in_words(model, context.field_path or context.path) if context else "",
            source=verdict.source,
            target=verdict.text,
            status=status,
            reason=reason,
        )

    def _written(
        self,
        verdict: Verdict,
        translation: Translation,
        segment: StringSegment,
        recorded: StringTranslation | None,
        *,
        is_qualified: bool,
    ) -> SegmentStatus:
        """Write one segment, and return what became of it.

        Raises:
            SegmentRefused: it cannot be written.
        """
        if verdict.status is SegmentStatus.CONFIRMED:
            if not is_qualified:
                return SegmentStatus.UNCHANGED
            if not self.is_dry_run:
                assert verdict.segment is not None  # noqa: S101 - it has the status of a found one
                ConfirmSegment(
                    translation=translation,
                    segment=segment,
                    user=self.user,
                    base=verdict.segment.target,
                ).execute()
        elif verdict.status is SegmentStatus.IMPORTED and not self.is_dry_run:
            WriteSegment(
                translation=translation,
                segment=segment,
                text=verdict.text,
                user=self.user,
                origin=Origin.IMPORTED,
                tool=self.name[:255],
                is_confirmed=verdict.is_sure,
                is_qualified=is_qualified,
            ).write(recorded)
        return verdict.status


def _named(document: ReadDocument) -> Translation | None:
    try:
        identifier = uuid.UUID(document.translation)
    except ValueError:
        return None
    found: Translation | None = (
        Translation.objects.filter(uuid=identifier, enabled=True)
        .select_related(
            "source", "source__locale", "source__specific_content_type", "target_locale"
        )
        .first()
    )
    return found


def _current(
    model: Any,
    key: int,
    segment: StringSegment,
    position: int,
    recorded: StringTranslation | None,
) -> CurrentSegment:
    target = recorded.data if recorded is not None else ""
    return CurrentSegment(
        key=key,
        path=segment.context.path,
        position=position,
        source=segment.string.data,
        target=target,
        waits=bool(target) and recorded is not None and not provenance_of(recorded).is_confirmed,
        written_at=recorded.updated_at if recorded is not None else None,
        longest=_longest(model, segment.context.path),
    )


def _longest(model: Any, path: str) -> int | None:
    """Return how many characters a field of the model has room for, if it is one with a limit."""
    fields = {field.name: field for field in model._meta.get_fields()}
    longest: int | None = getattr(fields.get(path), "max_length", None)
    return longest

"""Writing one segment of a translation: every road that puts words there uses these actions.

The editor, imported files, machine translators and the memory differ in who says the words; the
rules are the same. Nothing is written while the page is in review, nobody's words are overwritten
unseen, and what no person wrote waits for somebody who answers for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from pages import ledger
from pages.publishing.locks import lock_page
from pages.translation.likeness import ALIKE, likeness
from pages.translation.models import Origin, SegmentProvenance
from pages.translation.placeholders import visible_text
from pages.translation.provenance import (
    UNSEEN,
    Provenance,
    may_confirm,
    name_of,
    provenance_of,
    text_hash,
)

if TYPE_CHECKING:
    from wagtail_localize.models import StringSegment, Translation

CONFIRMED = "translation.confirmed"
"""Action of the ledger's entries that say who answers for a text that no person wrote."""


class SegmentRefused(Exception):
    """A segment that cannot be written; its text says why and what to do."""


class SegmentConflict(SegmentRefused):
    """Somebody else wrote this segment in the meantime.

    Attributes:
        current: what is on file now; empty if it was taken away.
        by: the name of who wrote it, or empty.
    """

    def __init__(self, message: str, *, current: str, by: str) -> None:
        super().__init__(message)
        self.current = current
        self.by = by


def on_file(translation: Translation, segment: StringSegment) -> StringTranslation | None:
    """Return the translation of a segment that is on file, or None."""
    found: StringTranslation | None = (
        StringTranslation.objects.filter(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale_id=translation.target_locale_id,
        )
        .select_related("firma_provenance", "last_translated_by", "translation_of")
        .first()
    )
    return found


def check_writable(translation: Translation) -> None:
    """Refuse with words while the page that a translation makes is in review.

    Raises:
        SegmentRefused: what was submitted is what is reviewed.
    """
    target = translation.get_target_instance()
    if isinstance(target, Page) and target.workflow_in_progress:
        raise SegmentRefused(
            _(
                "Nothing was changed, because “%(title)s” is in medical review. Wait for the "
                "reviewer's answer, or cancel the review."
            )
            % {"title": target.get_admin_display_title()}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSegment:
    """Put words into one segment of a translation.

    Attributes:
        translation: the translation.
        segment: the segment of its source.
        text: HTML with the source's placeholders; empty takes the translation away.
        user: who writes, or lets a machine write.
        origin: where the words come from.
        tool: the machine translator, or the file.
        score: of a memory's match, in percent.
        base: the text that the writer saw before they began; None writes over whatever is there.
        is_confirmed: whether the user answers for the words. They always do for their own; for
            others they have to be qualified: see `pages.translation.provenance.may_confirm`.
        is_qualified: what that function says of the user, where many segments are written; None
            asks it.
    """

    translation: Translation
    segment: StringSegment
    text: str
    user: Any
    origin: Origin = Origin.HUMAN
    tool: str = ""
    score: int | None = None
    base: str | None = None
    is_confirmed: bool = False
    is_qualified: bool | None = None

    def check(self, current: StringTranslation | None) -> None:
        """Refuse with words what would be lost or cannot be.

        Raises:
            SegmentRefused: the segment is of another source, or unconfirmed words would be emptied.
            SegmentConflict: somebody else wrote it meanwhile.
        """
        if self.segment.source_id != self.translation.source_id:
            raise SegmentRefused(_("This segment belongs to another page."))
        stands = current.data if current is not None else ""
        if self.base is not None and stands not in (self.base, self.text):
            writer = current.last_translated_by if current is not None else None
            by = name_of(writer) if writer is not None else ""
            raise SegmentConflict(
                _("%(name)s has changed this segment since you opened it.") % {"name": by}
                if by
                else _("Somebody has changed this segment since you opened it."),
                current=stands,
                by=by,
            )
        if not self.text.strip() and current is not None and current.data:
            self._check_taking_away(current)

    def _check_taking_away(self, current: StringTranslation) -> None:
        """Refuse to empty a segment that somebody has to confirm, to those who could not.

        The same words, typed in again, would be that person's own.
        """
        if not provenance_of(current).is_confirmed and not self._is_qualified():
            raise SegmentRefused(
                _(
                    "Nobody has confirmed these words, and you cannot take them away. Write over "
                    "them what is right; a translator or medical reviewer of the language confirms "
                    "it."
                )
            )

    @transaction.atomic
    def execute(self) -> StringTranslation | None:
        """Write, and return what is on file now; None if it was taken away."""
        hold(self.translation)
        return self.write(on_file(self.translation, self.segment))

    def write(self, current: StringTranslation | None) -> StringTranslation | None:
        """Write as `execute` does, for a caller that writes many segments in one transaction.

        Args:
            current: what is on file, read after the page was held (`hold`), with
                ``select_related("firma_provenance")``.
        """
        self.check(current)
        if not self.text.strip():
            if current is not None:
                current.delete()
            return None
        if current is not None and self._is_saved_unchanged(current):
            return self._leave(current)
        origin, tool, score = self._origin(current)
        is_machine = origin is Origin.MACHINE
        written, is_new = StringTranslation.objects.update_or_create(
            translation_of=self.segment.string,
            locale_id=self.translation.target_locale_id,
            context_id=self.segment.context_id,
            defaults={
                "data": self.text,
                "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE
                if is_machine
                else StringTranslation.TRANSLATION_TYPE_MANUAL,
                "tool_name": tool,
                "last_translated_by": self.user,
                "has_error": False,
                "field_error": "",
            },
        )
        answers = self.is_confirmed and self._is_qualified()
        provenance = {
            "text_hash": text_hash(self.text),
            "origin": origin,
            "tool": tool,
            "score": score,
            "confirmed_by": self.user if answers else None,
            "confirmed_name": name_of(self.user) if answers else "",
            "confirmed_at": timezone.now() if answers else None,
        }
        if is_new:
            SegmentProvenance.objects.create(translation=written, **provenance)
        else:
            kept, _created = SegmentProvenance.objects.update_or_create(
                translation=written, defaults=provenance
            )
            written.firma_provenance = kept
        if answers and origin in UNSEEN:
            record_confirmed(
                self.translation,
                self.segment,
                text=self.text,
                origin=origin,
                tool=tool,
                user=self.user,
            )
        return written

    def _is_saved_unchanged(self, current: StringTranslation) -> bool:
        return (
            self.origin is Origin.HUMAN
            and current.data == self.text
            and not (current.has_error and current.field_error)
        )

    def _leave(self, current: StringTranslation) -> StringTranslation:
        """Leave words alone that somebody saved as they were: that made nobody their author.

        Whoever says that they answer for them confirms them.
        """
        if self.is_confirmed and self._is_qualified():
            return ConfirmSegment(
                translation=self.translation,
                segment=self.segment,
                user=self.user,
                base=current.data,
            ).execute()
        return current

    def _origin(self, current: StringTranslation | None) -> tuple[Origin, str, int | None]:
        """Return origin, tool and score: a machine's words do not become those of any writer.

        Changing a word of them would otherwise be a way around the confirmation, and so would
        putting them to the new source of a segment that has changed.
        """
        own = self.origin, self.tool, self.score
        is_same = current is not None and current.data == self.text
        if self.origin is not Origin.HUMAN or (self._is_qualified() and not is_same):
            return own
        before = provenance_of(current) if current is not None else self._earlier_words()
        if before is None or before.is_confirmed:
            return own
        return before.origin, before.tool, before.score

    def _earlier_words(self) -> Provenance | None:
        """Return where words like these came from that nobody confirmed, for an earlier source.

        They stand in the same place, and for a source that stands there no more.
        """
        standing = (
            type(self.segment)
            .objects.filter(
                source_id=self.translation.source_id, context_id=self.segment.context_id
            )
            .values("string_id")
        )
        earlier = (
            StringTranslation.objects.filter(
                context_id=self.segment.context_id, locale_id=self.translation.target_locale_id
            )
            .exclude(translation_of_id__in=standing)
            .select_related("firma_provenance")
        )
        for entry in earlier:
            before = provenance_of(entry)
            if not before.is_confirmed and likeness(entry.data, self.text) >= ALIKE:
                return before
        return None

    def _is_qualified(self) -> bool:
        if self.is_qualified is not None:
            return self.is_qualified
        return may_confirm(self.user, self.translation.target_locale.language_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSegment:
    """Answer for the words of a segment that no person wrote."""

    translation: Translation
    segment: StringSegment
    user: Any
    base: str

    def check(self, current: StringTranslation | None) -> None:
        """Refuse with words what cannot be confirmed.

        Raises:
            SegmentRefused: there is nothing to confirm, or the user is not qualified.
            SegmentConflict: the words are no longer those that the user has read.
        """
        language = self.translation.target_locale
        if current is None or not current.data:
            raise SegmentRefused(_("There is no translation to confirm."))
        if current.data != self.base:
            raise SegmentConflict(
                _("This segment has changed since you opened it. Read it again, then confirm it."),
                current=current.data,
                by="",
            )
        if not may_confirm(self.user, language.language_code):
            raise SegmentRefused(
                _(
                    "Only a translator or medical reviewer whose record lists %(language)s can "
                    "confirm what a machine or a file says. Ask an administrator to complete your "
                    "record under People."
                )
                % {"language": language.get_display_name()}
            )

    @transaction.atomic
    def execute(self) -> StringTranslation:
        """Confirm, write it into the ledger, and return what is on file."""
        hold(self.translation)
        current = on_file(self.translation, self.segment)
        self.check(current)
        assert current is not None  # noqa: S101 - `check` refuses otherwise
        before = provenance_of(current)
        if before.origin not in UNSEEN or before.confirmed_at is not None:
            return current
        SegmentProvenance.objects.update_or_create(
            translation=current,
            defaults={
                "text_hash": text_hash(current.data),
                "origin": before.origin,
                "tool": before.tool,
                "score": before.score,
                "confirmed_by": self.user,
                "confirmed_name": name_of(self.user),
                "confirmed_at": timezone.now(),
            },
        )
        record_confirmed(
            self.translation,
            self.segment,
            text=current.data,
            origin=before.origin,
            tool=before.tool,
            user=self.user,
        )
        found = on_file(self.translation, self.segment)
        assert found is not None  # noqa: S101 - it was read above, in this transaction
        return found


def keep_origin(
    translation: Translation, segment: StringSegment, before: Provenance | None, *, user: Any
) -> None:
    """Leave a machine's words its own after somebody changed them on another road than ours.

    Args:
        translation: the translation.
        segment: the segment that was written.
        before: where the words came from that stood there; None if none did.
        user: who wrote.
    """
    written = on_file(translation, segment)
    if written is None or before is None or before.is_confirmed:
        return
    if may_confirm(user, translation.target_locale.language_code):
        return
    SegmentProvenance.objects.update_or_create(
        translation=written,
        defaults={
            "text_hash": text_hash(written.data),
            "origin": before.origin,
            "tool": before.tool,
            "score": None,
            "confirmed_by": None,
            "confirmed_name": "",
            "confirmed_at": None,
        },
    )


def hold(translation: Translation) -> None:
    """Hold the page that a translation makes, so that no review begins while a segment is written.

    Raises:
        SegmentRefused: it is in review.
    """
    target = translation.get_target_instance()
    if isinstance(target, Page):
        lock_page(target.pk)
    else:
        type(translation).objects.select_for_update().get(pk=translation.pk)
    check_writable(translation)


def record_confirmed(
    translation: Translation,
    segment: StringSegment,
    *,
    text: str,
    origin: Origin,
    tool: str,
    user: Any,
) -> None:
    """Write into the ledger who answers for a text that no person wrote."""
    record_about(
        translation,
        action=CONFIRMED,
        user=user,
        data={
            "path": segment.context.path,
            "origin": origin,
            "tool": tool,
            "source": visible_text(segment.string.data),
            "text": visible_text(text),
        },
    )


def record_about(translation: Translation, *, action: str, user: Any, data: dict[str, Any]) -> None:
    """Write an entry about a translation into the ledger, in the transaction of the change."""
    target = translation.get_target_instance()
    about: dict[str, Any] = {**data, "translation": translation.pk}
    if not isinstance(target, Page):
        about["object"] = str(target)
        about["language"] = target.locale.language_code
    ledger.record(
        action=action, page=target if isinstance(target, Page) else None, actor=user, data=about
    )

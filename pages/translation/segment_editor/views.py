"""What the translation editor asks of the server while somebody works in it.

Every answer that follows a change has the row's own state as HTML, so that the script draws nothing
by itself: what it shows is what the server knows.
"""

from __future__ import annotations

from contextlib import nullcontext
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError, transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import View
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, StringSegment, Translation

from pages.publishing import PublicationRefused
from pages.translation.changes.carrying import CarryForward
from pages.translation.changes.earlier import earlier_version
from pages.translation.comments import CommentOnSegment, resolve_comment
from pages.translation.dismissals import DismissFinding
from pages.translation.machine.failures import MachineTranslationFailed
from pages.translation.machine.translating import MachineTranslate
from pages.translation.models import Origin, SegmentComment
from pages.translation.segment_editor.hints import segment_hints
from pages.translation.segment_editor.overrides import WriteOverride
from pages.translation.segment_editor.rows import Row, rows_for
from pages.translation.segments import segments_around, segments_of
from pages.translation.writers import may_write_segments
from pages.translation.writing import (
    ConfirmSegment,
    SegmentConflict,
    SegmentRefused,
    WriteSegment,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

WHOLE = 101
"""Highest score of the memory, in percent."""

LONGEST = 20_000
"""Characters of one segment; more is no sentence of a page."""


class TranslationView(View):
    """A view of one translation, for those who may work on it."""

    translation: Translation
    is_atomic = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the translation, keep others out, and say refusals as JSON with words."""
        self.translation = get_object_or_404(
            Translation.objects.select_related("source", "source__locale", "target_locale"),
            pk=kwargs.pop("translation_id"),
            enabled=True,
        )
        if not may_write_segments(request.user, self.translation):
            raise PermissionDenied
        try:
            with transaction.atomic() if self.is_atomic else nullcontext():
                return super().dispatch(request, *args, **kwargs)
        except SegmentConflict as conflict:
            return JsonResponse(
                {"detail": str(conflict), "current": conflict.current, "by": conflict.by},
                status=HTTPStatus.CONFLICT,
            )
        except (SegmentRefused, PublicationRefused, MachineTranslationFailed) as refusal:
            return _refused(str(refusal))
        except DataError:
            # localize writes a title into the page's row without asking how long it may be.
            return _refused(
                _("Nothing was saved: the title has room for %(length)s characters. Shorten it.")
                % {"length": Page._meta.get_field("title").max_length}
            )


def _refused(words: str) -> JsonResponse:
    return JsonResponse({"detail": words}, status=HTTPStatus.BAD_REQUEST)


class SegmentView(TranslationView):
    """A view of one segment."""

    segment: StringSegment

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the segment; it is of the translation's source, or there is none."""
        translation_id = kwargs["translation_id"]
        self.segment = get_object_or_404(
            StringSegment.objects.select_related("string", "context"),
            pk=kwargs.pop("segment_id"),
            source__translations=translation_id,
        )
        return super().dispatch(request, *args, **kwargs)

    def row(self) -> Row:
        """Return the row as it stands now, with what is said about its neighbours left to them."""
        earlier = earlier_version(self.translation, self.segment)
        return rows_for(
            self.translation,
            segments_around(self.segment),
            [self.segment],
            earlier={self.segment.pk: earlier} if earlier is not None else {},
        )[0]

    def answer(self) -> JsonResponse:
        """Return the row's state after a change."""
        row = self.row()
        segments, translated = self.translation.get_progress()
        return JsonResponse(
            {
                "text": row.text,
                "state": row.state,
                "findings": row.severity,
                "comments": len(row.open_comments),
                "status": render_to_string(
                    "pages/translation/segment_editor/status.html",
                    {"row": row, "translation": self.translation},
                    request=self.request,
                ),
                "progress": {"segments": segments, "translated": translated},
            }
        )


class WriteView(SegmentView):
    """Saves what was typed, as it is typed."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write the text, unless somebody else has written since the editor last saw it."""
        text = request.POST.get("text", "")
        if len(text) > LONGEST:
            raise SegmentRefused(
                _("A segment has room for %(length)s characters. Shorten it.") % {"length": LONGEST}
            )
        # Who put in what the memory offered has read it: they answer for it if they are qualified.
        score = request.POST.get("memory", "")
        is_remembered = (
            score.isascii() and score.isdigit() and len(score) <= 3 and int(score) <= WHOLE
        )
        WriteSegment(
            translation=self.translation,
            segment=self.segment,
            text=text.replace("\r\n", "\n"),
            user=request.user,
            base=request.POST.get("base", ""),
            origin=Origin.MEMORY if is_remembered else Origin.HUMAN,
            score=int(score) if is_remembered else None,
            is_confirmed=is_remembered,
        ).execute()
        return self.answer()


class ConfirmView(SegmentView):
    """Confirms words that no person wrote."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Confirm the text that the editor shows."""
        ConfirmSegment(
            translation=self.translation,
            segment=self.segment,
            user=request.user,
            base=request.POST.get("base", ""),
        ).execute()
        return self.answer()


class CarryView(SegmentView):
    """Lets an earlier translation stand for a source that has changed in form alone."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Carry it forward."""
        CarryForward(
            translation=self.translation, segment=self.segment, user=request.user
        ).execute()
        return self.answer()


class MachineView(SegmentView):
    """Lets a machine translate one segment, or do so again while nobody has confirmed it."""

    is_atomic = False  # an outside service is asked

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask the machine, and show what it said as not confirmed."""
        report = MachineTranslate(
            translation=self.translation,
            user=request.user,
            translator_name=request.POST.get("translator", ""),
            segments=[self.segment.pk],
            again=True,
        ).execute()
        if report.problem:
            raise SegmentRefused(report.problem)
        return self.answer()


class DismissView(SegmentView):
    """Leaves a finding as it is, with a reason."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find what is dismissed among what the checks say now, and dismiss it."""
        segments = segments_of(self.translation)
        row = rows_for(self.translation, segments, [self.segment])[0]
        for found in row.findings:
            if found.key == request.POST.get("key"):
                DismissFinding(
                    translation=self.translation,
                    finding=found.finding,
                    reason=request.POST.get("reason", ""),
                    user=request.user,
                ).execute()
                return self.answer()
        raise SegmentRefused(_("The text has changed meanwhile: this finding no longer stands."))


class CommentView(SegmentView):
    """Takes what somebody says about a segment."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the comment."""
        CommentOnSegment(
            translation=self.translation,
            segment=self.segment,
            text=request.POST.get("text", ""),
            user=request.user,
        ).execute()
        return self.answer()


class ResolveView(SegmentView):
    """Marks a comment as seen to."""

    def post(self, request: HttpRequest, comment_id: int) -> HttpResponse:
        """Resolve it."""
        comment = get_object_or_404(
            SegmentComment, pk=comment_id, translation_id=self.translation.pk
        )
        resolve_comment(comment, user=request.user)
        return self.answer()


class HintsView(SegmentView):
    """What helps with one segment: terms, what was signed before, what it said before."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the panel below the segment, and the text that is on file now."""
        row = self.row()
        html = render_to_string(
            "pages/translation/segment_editor/hints.html",
            {
                "row": row,
                "translation": self.translation,
                **segment_hints(self.translation, row, user=request.user),
            },
            request=request,
        )
        return JsonResponse({"html": html, "text": row.text})


class OverrideView(TranslationView):
    """Gives the translation an image or an address of its own, or the source's again."""

    def post(self, request: HttpRequest, override_id: int) -> HttpResponse:
        """Keep the value; an empty one takes it back."""
        segment = get_object_or_404(
            OverridableSegment.objects.select_related("context"),
            pk=override_id,
            source_id=self.translation.source_id,
        )
        try:
            WriteOverride(
                translation=self.translation,
                segment=segment,
                value=request.POST.get("value", ""),
                user=request.user,
            ).execute()
        except ValidationError as error:
            return _refused(" ".join(error.messages))
        return JsonResponse({})

"""Source and translation side by side, on the screens of those who sign: what they show, and do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.utils.decorators import xframe_options_sameorigin_override
from wagtail_localize.models import StringSegment

from pages.admin_ui.in_review import InReviewView
from pages.delivery.preview import render_preview
from pages.disclaimers.models import DisclaimerVersion
from pages.review.rules import not_a_reviewer
from pages.review.withdrawal import reviews_anything
from pages.translation.comments import CommentOnSegment, resolve_comment
from pages.translation.models import SegmentComment
from pages.translation.readiness import JUDGED, for_reviewer
from pages.translation.segment_editor.rows import comments_by_segment
from pages.translation.segments import segments_around, segments_of
from pages.translation.side_by_side.rows import Group, ReviewRow, grouped, review_rows
from pages.translation.side_by_side.source import SourceStanding, source_standing
from pages.translation.side_by_side.translators import (
    Kept,
    kept_translators,
    translators_as_signed,
)
from pages.translation.sources import translation_into
from pages.translation.writing import SegmentRefused

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase
    from django.utils.safestring import SafeString
    from wagtail_localize.models import Translation

    from pages.publishing import Blocker
    from pages.review.forms import SignatureForm
    from pages.review.models import Approval

HTTP_BAD_REQUEST = 400


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A translation under review beside its source.

    Attributes:
        translation: the translation.
        subject: key of the review, or of the version of a disclaimer.
        rows: its segments.
        comment_view: name of the address that takes a comment; of ``subject`` and segment.
        seen_view: name of the address that says a comment was seen to; of ``subject`` and comment.
        was_signed: whether an earlier text of it was signed, so that some of it may not be new.
        source: the source's standing; None where it is not shown in its layout.
        translators: what a signature will keep of them, or None.
    """

    translation: Translation
    subject: int
    rows: list[ReviewRow]
    comment_view: str
    seen_view: str
    was_signed: bool = False
    source: SourceStanding | None = None
    translators: Kept | None = None

    @cached_property
    def groups(self) -> list[Group]:
        """The rows by block."""
        return grouped(self.rows)

    @property
    def filters(self) -> list[tuple[str, str, int]]:
        """What the rows can be narrowed to: value, label and how many there are."""
        found = [("all", _("All"), len(self.rows))]
        if self.was_signed:
            new = sum(row.is_new for row in self.rows)
            found.append(("new", _("Only what is new to you"), new))
        return [
            *found,
            ("findings", _("With findings"), sum(bool(row.findings) for row in self.rows)),
            ("comments", _("With comments"), sum(bool(row.comments) for row in self.rows)),
        ]

    @property
    def open_comments(self) -> int:
        """How many comments nobody has seen to."""
        return sum(len(row.open_comments) for row in self.rows)

    @property
    def others_on_file(self) -> int:
        """How many segments have another translation on file than the page says."""
        return sum(bool(row.on_file_shown) for row in self.rows)

    @cached_property
    def _segments(self) -> dict[tuple[str, str, str], int]:
        return {
            (blocker.code, blocker.path, blocker.quote): row.segment_id
            for row in self.rows
            for found in row.findings
            if found.finding.code in JUDGED
            for blocker in (for_reviewer(found.finding),)
        }

    def segment_of(self, blocker: Blocker) -> int | None:
        """Return the key of the segment that a blocker is about, or None if that is not known."""
        return self._segments.get((blocker.code, blocker.path, blocker.quote))


def compared_page(page: Any, *, task_state: Any, signed: Approval | None) -> Compared | None:
    """Return what is under review beside its source; None for a page that translates nothing.

    Args:
        page: the content under review.
        task_state: the review.
        signed: the last signature that had effect and still has its revision, or None.
    """
    translation = translation_into(page)
    if translation is None:
        return None
    return Compared(
        translation=translation,
        subject=task_state.pk,
        rows=review_rows(page, translation, signed=signed),
        comment_view="pages_review:comment",
        seen_view="pages_review:seen",
        was_signed=signed is not None,
        source=source_standing(page, translation),
        translators=kept_translators(translators_as_signed(page)),
    )


def compared_wording(version: DisclaimerVersion) -> Compared | None:
    """Return the wording of a disclaimer beside its source; None if it translates nothing."""
    translation = translation_into(version.disclaimer)
    if translation is None:
        return None
    disclaimer = version.disclaimer
    # An instance of its own: the row may say something newer, and is not to be changed.
    wording = type(disclaimer).objects.select_related("locale").get(pk=disclaimer.pk)
    wording.title, wording.text = version.title, version.text
    return Compared(
        translation=translation,
        subject=version.pk,
        rows=review_rows(wording, translation),
        translators=kept_translators(translators_as_signed(wording)),
        comment_view="pages_review:wording_comment",
        seen_view="pages_review:wording_seen",
    )


def link_reasons(form: SignatureForm, compared: Compared) -> None:
    """Lead from each reason that is asked for to the segment that it is about."""
    for blocker in form.judged:
        segment = compared.segment_of(blocker)
        field = form.fields.get(f"reason_{blocker.key}")
        if segment is not None and field is not None:
            field.help_text = format_html(
                '{} <a href="#firma-row-{}">{}</a>', field.help_text, segment, _("Read the segment")
            )


@method_decorator(xframe_options_sameorigin_override, name="dispatch")
class SideView(InReviewView):
    """One side of a translation under review, in the layout in which the public would read it."""

    def get(self, request: HttpRequest, task_state_id: int, side: str) -> HttpResponse:
        """Show the draft under review, or the very source that it translates."""
        if side == "translation":
            return render_preview(self.draft, request, "")
        translation = translation_into(self.draft)
        if side != "source" or translation is None:
            raise Http404
        source = source_standing(self.draft, translation).page
        if source is None:
            raise Http404
        return render_preview(source, request, "")


def _open_comments(translation: Translation) -> int:
    """Return how many open comments the table shows; those whose place is gone are in no row."""
    by_segment = comments_by_segment(translation, segments_of(translation))
    return sum(one.resolved_at is None for said in by_segment.values() for one in said)


class _Commenting(View):
    """Takes what a reviewer says about a segment, with a script or without."""

    seen_view = ""

    def subject(self) -> tuple[int, Any, str]:
        """Return the key in the address, the target of the translation, and the screen's address.

        The target is the page or disclaimer that is under review.
        """
        raise NotImplementedError("What is commented on is known to the view of its kind.")

    def post(self, request: HttpRequest, **keys: int) -> HttpResponse:
        """Keep a comment, or say that one was seen to."""
        key, target, screen = self.subject()
        translation = translation_into(target)
        if translation is None:
            raise Http404
        comment = None
        if "comment_id" in keys:
            comment = get_object_or_404(
                SegmentComment, pk=keys["comment_id"], translation=translation
            )
            segment = self._segment_of(comment, translation)
        else:
            segment = get_object_or_404(
                StringSegment.objects.select_related("string", "context"),
                pk=keys["segment_id"],
                source_id=translation.source_id,
            )
        refusal = ""
        try:
            if comment is not None:
                resolve_comment(comment, user=request.user)
            else:
                CommentOnSegment(
                    translation=translation,
                    segment=segment,
                    text=request.POST.get("text", ""),
                    user=request.user,
                ).execute()
        except SegmentRefused as refused:
            refusal = str(refused)
        if request.accepts("text/html"):
            if refusal:
                messages.error(request, refusal)
            return redirect(f"{screen}#firma-row-{segment.pk}")
        if refusal:
            return JsonResponse({"detail": refusal}, status=HTTP_BAD_REQUEST)
        comments = comments_by_segment(translation, segments_around(segment))[segment.pk]
        return JsonResponse(
            {
                "html": self._rendered(key, comments),
                "comments": len(comments),
                "open": _open_comments(translation),
            }
        )

    def _rendered(self, key: int, comments: list[SegmentComment]) -> SafeString:
        return render_to_string(
            "pages/review/segment_comments.html",
            {"comments": comments, "subject": key, "seen_view": self.seen_view},
            request=self.request,
        )

    def _segment_of(self, comment: SegmentComment, translation: Translation) -> StringSegment:
        segments = StringSegment.objects.filter(
            source_id=translation.source_id, context_id=comment.context_id
        ).order_by("order", "pk")
        found = segments.filter(string_id=comment.string_id).first() or segments.first()
        if found is None:
            raise Http404
        return found


class PageCommentView(_Commenting, InReviewView):
    """Comments on the segments of a page in review, for those who may answer the review."""

    seen_view = "pages_review:seen"

    def subject(self) -> tuple[int, Any, str]:
        """Return the review and its page."""
        key = self.task_state.pk
        return key, self.draft, reverse("pages_review:review", args=[key])


class WordingCommentView(_Commenting):
    """Comments on the segments of a disclaimer's wording, for members of a reviewing group."""

    seen_view = "pages_review:wording_seen"
    version: DisclaimerVersion

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the wording and let reviewers in, and nobody else."""
        if not reviews_anything(request.user):
            messages.error(request, not_a_reviewer().message)
            return redirect("wagtailadmin_home")
        self.version = get_object_or_404(
            DisclaimerVersion.objects.select_related("disclaimer__locale"),
            pk=kwargs["version_id"],
        )
        return super().dispatch(request, *args, **kwargs)

    def subject(self) -> tuple[int, Any, str]:
        """Return the version and its disclaimer."""
        key = self.version.pk
        return key, self.version.disclaimer, reverse("pages_review:wording", args=[key])

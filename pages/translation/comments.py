"""What translators and reviewers say to each other about a segment, beside the segment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from pages.translation.models import SegmentComment
from pages.translation.provenance import name_of
from pages.translation.writing import SegmentRefused

if TYPE_CHECKING:
    from wagtail_localize.models import StringSegment, Translation

LONGEST = 2000
"""Characters of one comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentOnSegment:
    """Say something about a segment."""

    translation: Translation
    segment: StringSegment
    text: str
    user: Any

    def check(self) -> None:
        """Refuse with words.

        Raises:
            SegmentRefused: nothing is said, too much, or the segment is of another page.
        """
        if self.segment.source_id != self.translation.source_id:
            raise SegmentRefused(_("This segment belongs to another page."))
        if not self.text.strip():
            raise SegmentRefused(_("Write what you want to say about this segment."))
        if len(self.text.strip()) > LONGEST:
            raise SegmentRefused(
                _("A comment has room for %(length)s characters. Shorten it.") % {"length": LONGEST}
            )

    def execute(self) -> SegmentComment:
        """Keep the comment."""
        self.check()
        return SegmentComment.objects.create(
            translation=self.translation,
            context_id=self.segment.context_id,
            string_id=self.segment.string_id,
            author=self.user,
            author_name=name_of(self.user),
            text=self.text.strip(),
        )


def resolve_comment(comment: SegmentComment, *, user: Any) -> None:
    """Say that a comment was seen to; said twice, the first time counts."""
    if comment.resolved_at is None:
        comment.resolved_at = timezone.now()
        comment.resolved_by = user
        comment.save(update_fields=["resolved_at", "resolved_by"])


def comments_by_context(translation: Translation) -> dict[int, list[SegmentComment]]:
    """Return the comments on a translation by the key of their place, oldest first. One query."""
    by_context: dict[int, list[SegmentComment]] = defaultdict(list)
    for comment in SegmentComment.objects.filter(translation=translation):
        by_context[comment.context_id].append(comment)
    return by_context


def open_comments(translation: Translation) -> int:
    """Return how many comments nobody has seen to."""
    return int(
        SegmentComment.objects.filter(translation=translation, resolved_at__isnull=True).count()
    )

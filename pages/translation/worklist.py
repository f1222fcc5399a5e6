"""The list of pages to translate into one language, with the state of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.publishing import reviewed_models
from pages.review.models import Approval
from pages.translation.status import TranslationFacts, TranslationStatus, translation_status

if TYPE_CHECKING:
    from uuid import UUID

    from wagtail.models import Locale


@dataclass(frozen=True, slots=True)
class WorklistEntry:
    """One page of the source beside its translation.

    Attributes:
        source: the page to translate.
        target: the page in the other language, or None.
        facts: what is known about the translation.
        status: the state that follows from the facts.
    """

    source: Page
    target: Page | None
    facts: TranslationFacts
    status: TranslationStatus

    @property
    def action_label(self) -> str:
        """What the translator can do with it now, in words."""
        if self.status is TranslationStatus.NOT_STARTED:
            return _("Translate")
        if self.status in (TranslationStatus.IN_REVIEW, TranslationStatus.LIVE_CURRENT):
            return _("Open")
        return _("Continue")


def pages_to_translate(
    target_locale: Locale, *, model: type[Page] | None = None, title: str = ""
) -> QuerySet[Page]:
    """Return the reviewed pages that can be, or are being, translated into a language.

    These are pages of other languages that are public or whose translation has been started.
    Pages that are translations themselves are left out, so that nothing is translated from a
    translation.

    Args:
        target_locale: the language to translate into.
        model: keep pages of this type only.
        title: keep pages whose title, live or draft, contains this.
    """
    models = [model] if model is not None else reviewed_models()
    started = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"),
        source__locale_id=OuterRef("locale_id"),
        target_locale=target_locale,
        enabled=True,
    )
    is_translation = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"),
        target_locale_id=OuterRef("locale_id"),
        enabled=True,
    )
    pages = (
        Page.objects.filter(
            content_type__in=ContentType.objects.get_for_models(*models).values(),
            alias_of__isnull=True,
        )
        .exclude(locale=target_locale)
        .filter(Q(live=True) | Exists(started))
        .exclude(Exists(is_translation))
        .select_related("locale", "content_type")
        .order_by("draft_title", "pk")
    )
    if title:
        pages = pages.filter(Q(title__icontains=title) | Q(draft_title__icontains=title))
    return pages


def worklist(sources: Sequence[Page], target_locale: Locale) -> list[WorklistEntry]:
    """Return each page with the state of its translation, in a constant number of queries."""
    keys = [source.translation_key for source in sources]
    targets = {
        target.translation_key: target
        for target in Page.objects.filter(
            translation_key__in=keys, locale=target_locale, alias_of__isnull=True
        ).prefetch_workflow_states()
    }
    progress = translated_segments(target_locale, keys)
    approvals = _approvals([*sources, *targets.values()])
    entries = []
    for source in sources:
        target = targets.get(source.translation_key)
        facts = _facts(
            source, target, progress=progress.get(source.translation_key), approvals=approvals
        )
        entries.append(WorklistEntry(source, target, facts, translation_status(facts)))
    return entries


def _facts(
    source: Page,
    target: Page | None,
    *,
    progress: tuple[int, int] | None,
    approvals: dict[int, list[Approval]],
) -> TranslationFacts:
    if target is None:
        return TranslationFacts()
    segments, translated = progress or (0, 0)
    state = target.current_workflow_state
    public = next((approval for approval in approvals[target.pk] if is_active(approval)), None)
    return TranslationFacts(
        exists=True,
        segments=segments,
        translated=translated,
        in_review=state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS,
        sent_back=state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES,
        live=target.live,
        has_unpublished_changes=target.has_unpublished_changes,
        source_signed=signed_versions(approvals[source.pk]) if source.live else frozenset(),
        target_translates=public.source_fingerprint if public else "",
    )


def translated_segments(
    target_locale: Locale, keys: Sequence[UUID] | None = None
) -> dict[Any, tuple[int, int]]:
    """Return segments in all and translated ones, by the translation key of their page.

    Args:
        target_locale: the language to translate into.
        keys: of the pages; all if None.
    """
    usable = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale=target_locale,
        has_error=False,
    ).exclude(data="")
    segments = StringSegment.objects.filter(
        source__translations__target_locale=target_locale, source__translations__enabled=True
    )
    if keys is not None:
        segments = segments.filter(source__object_id__in=keys)
    counted = (
        segments.annotate(is_translated=Exists(usable))
        .values("source__object_id")
        .annotate(segments=Count("pk"), translated=Count("pk", filter=Q(is_translated=True)))
        .order_by()
    )
    return {row["source__object_id"]: (row["segments"], row["translated"]) for row in counted}


def _approvals(pages: Sequence[Page]) -> dict[int, list[Approval]]:
    by_page: dict[int, list[Approval]] = defaultdict(list)
    for approval in Approval.objects.filter(page__in=[page.pk for page in pages]).order_by("-id"):
        by_page[approval.page_id].append(approval)
    return by_page


def is_active(approval: Any) -> bool:
    """Tell whether what an approval signed is public now."""
    return (
        approval.activated_at is not None
        and approval.superseded_at is None
        and approval.withdrawn_at is None
    )


def signed_versions(approvals: Sequence[Any]) -> frozenset[str]:
    """Return all fingerprints under which what is public now was ever signed.

    Args:
        approvals: all of one page, newest first.
    """
    public = next((approval for approval in approvals if is_active(approval)), None)
    if public is None:
        return frozenset()
    return frozenset(
        approval.fingerprint
        for approval in approvals
        if approval.row_fingerprint == public.row_fingerprint
    )

"""The list of pages to translate into one language, with the state of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.publishing import reviewed_models
from pages.translation.currency.facts import TranslationCurrency, currencies
from pages.translation.currency.findings import findings_on_file
from pages.translation.currency.shown import ShownChange, shown_changes
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
        currency: what the live translation renders of its source; None where it names no source.
    """

    source: Page
    target: Page | None
    facts: TranslationFacts
    status: TranslationStatus
    currency: TranslationCurrency | None = None

    @property
    def state_label(self) -> str:
        """The state in words, with how much is done, or found."""
        words = {"state": self.status.label}
        if self.status is TranslationStatus.IN_PROGRESS:
            return _("%(state)s (%(translated)s of %(segments)s)") % {
                **words,
                "translated": self.facts.translated,
                "segments": self.facts.segments,
            }
        if self.status is TranslationStatus.WITH_FINDINGS:
            return _("%(state)s (%(count)s)") % {**words, "count": self.facts.findings}
        return words["state"]

    @property
    def changes_shown(self) -> list[ShownChange]:
        """What readers of an outdated translation lack, in words; empty if it is not known."""
        if self.currency is None or not self.facts.is_outdated:
            return []
        return shown_changes(self.source.specific_class, self.currency.changes or ())

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


def worklist(
    sources: Sequence[Page], target_locale: Locale, *, with_findings: bool = True
) -> list[WorklistEntry]:
    """Return each page with the state of its translation, in a constant number of queries.

    Without findings, what they alone keep from it counts as ready.
    """
    keys = [source.translation_key for source in sources]
    targets = {
        target.translation_key: target
        for target in Page.objects.filter(
            translation_key__in=keys, locale=target_locale, alias_of__isnull=True
        ).prefetch_workflow_states()
    }
    progress = translated_segments(target_locale, keys)
    families = {
        targets[source.translation_key].pk: (source.translation_key, source.locale_id)
        for source in sources
        if source.translation_key in targets
    }
    rendered = currencies(families) if families else {}
    entries = []
    for source in sources:
        target = targets.get(source.translation_key)
        currency = rendered.get(target.pk) if target is not None else None
        facts = _facts(
            source, target, progress=progress.get(source.translation_key), currency=currency
        )
        entries.append(WorklistEntry(source, target, facts, translation_status(facts), currency))
    return _with_findings(entries, target_locale) if with_findings else entries


def _with_findings(entries: Sequence[WorklistEntry], target_locale: Locale) -> list[WorklistEntry]:
    """Have the checks look at what would be ready to submit, which findings alone keep from it."""
    ready = {
        entry.source.translation_key
        for entry in entries
        if entry.status is TranslationStatus.READY and entry.facts.segments
    }
    found = findings_on_file(ready, target_locale)
    checked = []
    for entry in entries:
        if entry.source.translation_key in found:
            facts = replace(entry.facts, findings=found[entry.source.translation_key])
            entry = replace(entry, facts=facts, status=translation_status(facts))
        checked.append(entry)
    return checked


def _facts(
    source: Page,
    target: Page | None,
    *,
    progress: tuple[int, int] | None,
    currency: TranslationCurrency | None,
) -> TranslationFacts:
    if target is None:
        return TranslationFacts()
    segments, translated = progress or (0, 0)
    state = target.current_workflow_state
    # A live page whose signature names no source renders nothing that could be told to be current.
    is_behind = source.live if currency is None else currency.is_outdated
    return TranslationFacts(
        exists=True,
        segments=segments,
        translated=translated,
        in_review=state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS,
        sent_back=state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES,
        live=target.live,
        has_unpublished_changes=target.has_unpublished_changes,
        is_behind=is_behind,
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

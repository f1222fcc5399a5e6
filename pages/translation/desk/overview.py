"""Everything that can be translated into one language, with its state: the desk's tabs count it.

Rows are read without their pages' content, because a desk has all pages of a site: the number of
queries does not depend on how many there are.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, WorkflowState

from pages.translation.currency.facts import TranslationCurrency, currencies
from pages.translation.models import TranslationRequest
from pages.translation.status import TranslationFacts, TranslationStatus, translation_status
from pages.translation.worklist import pages_to_translate, translated_segments

if TYPE_CHECKING:
    from wagtail.models import Locale


class Tab(enum.Enum):
    """How the desk is divided: by what has to happen next."""

    MINE = "mine"
    OPEN = "open"
    SENT_BACK = "sent_back"
    OUTDATED = "outdated"
    IN_REVIEW = "in_review"
    DONE = "done"
    ALL = "all"

    @property
    def label(self) -> str:
        """The tab in words."""
        return str(_LABELS[self])


_LABELS = {
    Tab.MINE: _("My jobs"),
    Tab.OPEN: _("To translate"),
    # With a context of their own: elsewhere these words are said of one page.
    Tab.SENT_BACK: pgettext_lazy("of several pages", "Sent back"),
    Tab.OUTDATED: pgettext_lazy("of several pages", "Outdated"),
    Tab.IN_REVIEW: pgettext_lazy("of several pages", "In medical review"),
    Tab.DONE: pgettext_lazy("of several pages", "Live and current"),
    Tab.ALL: pgettext_lazy("of several pages", "All"),
}

_TAB_OF = {
    TranslationStatus.SENT_BACK: Tab.SENT_BACK,
    TranslationStatus.LIVE_OUTDATED: Tab.OUTDATED,
    TranslationStatus.IN_REVIEW: Tab.IN_REVIEW,
    TranslationStatus.LIVE_CURRENT: Tab.DONE,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Who was asked to translate, until when."""

    assignee_id: int | None
    due_date: datetime.date | None
    note: str


@dataclass(frozen=True, slots=True)
class Job:
    """One page of the source, and the state of its translation.

    Attributes:
        source_id: key of the page to translate.
        target_id: key of the page in the other language, or None.
        status: the state, as far as it follows without reading the words.
        facts: what it follows from.
        asked: who was asked, or None.
    """

    source_id: int
    target_id: int | None
    status: TranslationStatus
    facts: TranslationFacts
    asked: Asked | None

    @property
    def tab(self) -> Tab:
        """Where the desk shows it."""
        return _TAB_OF.get(self.status, Tab.OPEN)

    def is_for(self, user_id: int | None) -> bool:
        """Tell whether somebody was asked to do it, and it is not done yet."""
        return (
            self.asked is not None
            and self.asked.assignee_id == user_id
            and self.tab not in (Tab.DONE, Tab.IN_REVIEW)
        )

    def is_overdue(self, today: datetime.date) -> bool:
        """Tell whether it should have been handed over before today."""
        due = self.asked.due_date if self.asked is not None else None
        return due is not None and due < today and self.tab not in (Tab.DONE, Tab.IN_REVIEW)


def overview(
    target_locale: Locale, *, model: type[Page] | None = None, title: str = ""
) -> list[Job]:
    """Return all jobs of a language in the order in which they are due, then by title.

    Args:
        target_locale: the language to translate into.
        model: keep pages of this type only.
        title: keep pages whose title, live or draft, contains this.
    """
    sources = list(
        pages_to_translate(target_locale, model=model, title=title).values_list(
            "pk", "translation_key", "locale_id", "live", named=True
        )
    )
    if not sources:
        return []
    keys = {source.translation_key for source in sources}
    targets = {
        target.translation_key: target
        for target in Page.objects.filter(locale=target_locale, alias_of__isnull=True).values_list(
            "pk", "translation_key", "live", "has_unpublished_changes", named=True
        )
        if target.translation_key in keys
    }
    states = _workflow_states()
    rendered = currencies(
        {
            targets[source.translation_key].pk: (source.translation_key, source.locale_id)
            for source in sources
            if source.translation_key in targets
        }
    )
    progress = translated_segments(target_locale)
    requests = _requests(target_locale)
    jobs = []
    for source in sources:
        target = targets.get(source.translation_key)
        facts = _facts(source, target, states, rendered, progress.get(source.translation_key))
        jobs.append(
            Job(
                source_id=source.pk,
                target_id=target.pk if target is not None else None,
                status=translation_status(facts),
                facts=facts,
                asked=requests.get(source.translation_key),
            )
        )
    return sorted(jobs, key=_due_first)


def _due_first(job: Job) -> datetime.date:
    due = job.asked.due_date if job.asked is not None else None
    return due or datetime.date.max


def count_by_tab(jobs: Iterable[Job], *, user_id: int | None) -> dict[Tab, int]:
    """Return how many jobs each tab has."""
    counts = dict.fromkeys(Tab, 0)
    for job in jobs:
        counts[Tab.ALL] += 1
        counts[job.tab] += 1
        counts[Tab.MINE] += job.is_for(user_id)
    return counts


def in_tab(jobs: Sequence[Job], tab: Tab, *, user_id: int | None) -> list[Job]:
    """Return the jobs of one tab, in their order."""
    if tab is Tab.ALL:
        return list(jobs)
    if tab is Tab.MINE:
        return [job for job in jobs if job.is_for(user_id)]
    return [job for job in jobs if job.tab is tab]


def _facts(
    source: Any,
    target: Any,
    states: dict[int, str],
    rendered: dict[int, TranslationCurrency],
    progress: tuple[int, int] | None,
) -> TranslationFacts:
    if target is None:
        return TranslationFacts()
    segments, translated = progress or (0, 0)
    state = states.get(target.pk)
    currency = rendered.get(target.pk)
    return TranslationFacts(
        exists=True,
        segments=segments,
        translated=translated,
        in_review=state == WorkflowState.STATUS_IN_PROGRESS,
        sent_back=state == WorkflowState.STATUS_NEEDS_CHANGES,
        live=target.live,
        has_unpublished_changes=target.has_unpublished_changes,
        # A live page whose signature names no source renders nothing that could be told.
        is_behind=source.live if currency is None else currency.is_outdated,
    )


def _workflow_states() -> dict[int, str]:
    page_type = ContentType.objects.get_for_model(Page)
    found = WorkflowState.objects.active().filter(base_content_type=page_type)
    return {int(key): status for key, status in found.values_list("object_id", "status")}


def _requests(target_locale: Locale) -> dict[UUID, Asked]:
    rows = TranslationRequest.objects.filter(
        translation__target_locale=target_locale, translation__enabled=True
    ).values_list("translation__source__object_id", "assignee_id", "due_date", "note")
    return {
        key: Asked(assignee_id=assignee_id, due_date=due_date, note=note)
        for key, assignee_id, due_date, note in rows
    }

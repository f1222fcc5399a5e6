"""What policy would take off the public again does not go live: a requirement of the gate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from pages.publishing import ALWAYS, Blocker, Stage
from pages.review.approvals import valid_approval
from pages.review.models import Approval
from pages.translation.currency.changes import changed_fields
from pages.translation.currency.following import source_of, verdict_on
from pages.translation.currency.labels import field_labels, language_name
from pages.translation.sources import source_fingerprint


class RendersCurrentSource:
    """Requires of a translation that it has had the changes without which policy forbids it.

    Where policy keeps outdated translations, so it does new ones: they are warned of elsewhere.
    """

    name = "translation_currency"
    stages = ALWAYS

    def __call__(self, page: Any, *, stage: Stage) -> Iterable[Blocker]:
        """Yield one blocker where the text that was translated has been replaced."""
        source = source_of(page)
        if source is None or not source.live or not _has_changed(source):
            return
        renders = source_fingerprint(page)
        if not renders and stage is Stage.PUBLICATION:
            # A translation that was stopped: its signature still says what it renders.
            signed = valid_approval(page, now=timezone.now())
            renders = signed.source_fingerprint if signed is not None else ""
        verdict = verdict_on(page, source=source, renders=renders)
        # A text that nobody signed, such as a newer draft of the source, was not replaced.
        if verdict is None or verdict.policy != "unpublish" or not verdict.change.is_rendered_known:
            return
        fields = changed_fields(verdict.changes or ())
        yield Blocker(
            code="translation.source_outdated",
            message=_(
                "This translates an earlier text of the page in %(language)s, and what has changed "
                "there must not be missing here: %(fields)s. Choose “Sync translated pages” on the "
                "source page, translate what is new, then submit the page."
            )
            % {
                "language": language_name(source.locale.language_code),
                "fields": ", ".join(field_labels(type(page), fields)) or "—",
            },
            field=next((name for name in fields if hasattr(page, name)), ""),
        )


def _has_changed(source: Any) -> bool:
    """Tell whether the source has been public with more than one text; most have not."""
    texts = Approval.objects.filter(page_id=source.pk).values_list("row_fingerprint").distinct()
    return len(texts.order_by()[:2]) > 1

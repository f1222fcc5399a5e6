"""Verifying that no translation is public which the site's policy wants offline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pages.delivery.findings import Finding
from pages.translation.currency.changes import changed_fields
from pages.translation.currency.following import source_of, verdict_on


def verify_translation(page: Any) -> Iterator[Finding]:
    """Hold one live page to the text that its source shows the public now.

    Whoever unpublished a source has not changed it: its translations stay.
    """
    source = source_of(page)
    if source is None or not source.live:
        return
    verdict = verdict_on(page, source=source)
    if verdict is None:
        return
    about = {"page_id": page.pk, "title": page.title, "language": page.locale.language_code}
    if verdict.changes is None:
        what = "what changed is not on record"
    else:
        what = f"changed: {', '.join(changed_fields(verdict.changes))}"
    if verdict.policy == "unpublish":
        yield Finding(
            "translation.outdated",
            f"The page is live, but its source has changed ({what}), and by STALE_TRANSLATION it "
            "should be offline. Unpublish it, or have the changes translated and signed.",
            **about,
        )
    else:
        yield Finding(
            "translation.behind",
            f"The page renders an earlier text of its source ({what}). The API says so; have the "
            "changes translated and signed.",
            severity="notice",
            **about,
        )

"""The requirement that a patient's story is covered by their authorization."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from pages.consent.choices import Channel, Use
from pages.consent.models import Authorization
from pages.consent.rules import FIELD, authorization_problems, terms_of
from pages.publishing import ALWAYS, Blocker, Stage


def uses_of(page: Any) -> set[str]:
    """Return which uses of the patient's a page makes.

    A quotation and a story always: that is what a testimonial is. The name as soon as any name is
    shown, a pseudonym included, because the document says by which name the patient may be called.
    The photograph when the page has one.
    """
    uses = {Use.QUOTATION.value, Use.STORY.value}
    if str(getattr(page, "display_name", "") or "").strip():
        uses.add(Use.NAME.value)
    if getattr(page, "photograph_id", None) is not None:
        uses.add(Use.PHOTOGRAPH.value)
    return uses


def rows_of_authorizations(page: Any) -> QuerySet[Authorization]:
    """Return the row of the permission that a page names, or none."""
    named = getattr(page, f"{FIELD}_id", None)
    return Authorization._base_manager.filter(pk__in=[] if named is None else [named])


class AuthorizationCoversPage:
    """A page with an ``authorization`` field is published only as far as the patient allowed."""

    name = "consent"
    stages = ALWAYS

    def __call__(self, page: Any, *, stage: Stage) -> Iterator[Blocker]:
        """Yield what the page's authorization does not permit."""
        if not hasattr(type(page), FIELD):
            return
        authorization = page.authorization
        yield from authorization_problems(
            None if authorization is None else terms_of(authorization),
            page_locale=page.locale.language_code,
            uses_needed=uses_of(page),
            channel=Channel.WEBSITE,
            now=timezone.now(),
        )

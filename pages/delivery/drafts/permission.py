"""Who may show a draft to others, and for how long that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages.consent.choices import Channel
from pages.consent.rules import authorization_problems, terms_of
from pages.publishing import is_reviewed

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from pages.consent.models import Authorization
    from pages.publishing import Blocker


def may_preview(user: Any, page: Any) -> bool:
    """Tell whether somebody may show a page's draft to others: who may open its editor.

    Args:
        user: the account, active or not.
        page: an instance of the page's own type; its content need not have been read.
    """
    if not user.is_active or not is_reviewed(page):
        return False
    return bool(page.permissions_for_user(user).can_edit())


def why_not_permitted(
    authorization: Authorization | None,
    *,
    language: str,
    uses: Iterable[str] = (),
    now: datetime.datetime,
) -> list[Blocker]:
    """Return why the patient's permission does not allow that others read the story, or nothing.

    Args:
        authorization: the permission that the draft names.
        language: code of the page's language.
        uses: values of `pages.consent.choices.Use` that the draft makes, where they matter.
        now: the moment of asking.
    """
    found = authorization_problems(
        None if authorization is None else terms_of(authorization),
        page_locale=language,
        uses_needed=set(uses),
        channel=Channel.WEBSITE,
        now=now,
    )
    return [problem for problem in found if problem.severity == "block"]

"""Who may sign what: pure rules over plain facts."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pages.publishing import Blocker


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningFacts:
    """What is known about the person who wants to sign, and about the content.

    Attributes:
        is_reviewer: member of a reviewers' group; of the task's, where a page is signed.
        has_person: has a `Person` record with name and credentials.
        is_author: wrote something of what is to be signed, or asked for the review.
        answers_for_language: the person's record lists the content's language.
        language: the content's language, by its name.
        content_changed: the content is not the one that was submitted.
    """

    is_reviewer: bool
    has_person: bool
    is_author: bool
    answers_for_language: bool
    language: str
    content_changed: bool


def not_a_reviewer() -> Blocker:
    """Return what keeps whoever is no member of a reviewing group from signing."""
    return Blocker(
        "signature.not_a_reviewer",
        _(
            "Only members of the medical reviewers' group can sign. "
            "Being an administrator is not enough."
        ),
    )


def refusals(facts: SigningFacts) -> list[Blocker]:
    """Return every reason why this signature cannot be given; empty when it can."""
    if not facts.is_reviewer:
        return [not_a_reviewer()]
    found = []
    if facts.is_author:
        found.append(
            Blocker(
                "signature.own_work",
                _(
                    "You wrote, translated or submitted part of this content, so somebody else "
                    "has to sign it."
                ),
            )
        )
    if not facts.has_person:
        found.append(
            Blocker(
                "signature.no_person",
                _(
                    "Your account has no person record with your name, credentials and languages. "
                    "Ask an administrator to add one under People."
                ),
            )
        )
    elif not facts.answers_for_language:
        found.append(
            Blocker(
                "signature.language",
                _("Your person record does not list %(language)s, so you cannot sign texts in it.")
                % {"language": facts.language},
            )
        )
    if facts.content_changed:
        found.append(
            Blocker(
                "signature.content_changed",
                _(
                    "The content was changed after it was submitted, which voids this review. "
                    "Send it back, so that it can be submitted as it is now."
                ),
            )
        )
    return found


def due_date(signed_at: datetime.datetime, *, months: int) -> datetime.datetime:
    """Return when a signature expires: the same day so many months later, or that month's last."""
    month_index = signed_at.month - 1 + months
    year, month = signed_at.year + month_index // 12, month_index % 12 + 1
    day = min(signed_at.day, calendar.monthrange(year, month)[1])
    return signed_at.replace(year=year, month=month, day=day)

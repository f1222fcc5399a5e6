"""What an authorization permits: values and a moment in, blockers out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pages.consent.choices import Channel, Use
from pages.people.languages import covers_language
from pages.publishing import Blocker

if TYPE_CHECKING:
    from pages.consent.models import Authorization

FIELD = "authorization"


@dataclass(frozen=True, slots=True)
class AuthorizationTerms:
    """The terms of an authorization without the patient.

    Attributes:
        uses: values of `Use`.
        channels: values of `Channel`.
        languages: language codes; one without a region covers its regions.
        signed_on: the day of the signature; None when there is none.
        expires_on: the last day on which it holds; None when no day was agreed.
        expires_event: what ends it, in words, when no day was agreed.
        revoked_on: the day on which the patient took it back; any day means revoked.
        has_document: whether the signed document is on file.
    """

    uses: frozenset[str]
    channels: frozenset[str]
    languages: frozenset[str]
    signed_on: date | None
    expires_on: date | None = None
    expires_event: str = ""
    revoked_on: date | None = None
    has_document: bool = True


def terms_of(authorization: Authorization) -> AuthorizationTerms:
    """Return the terms of a stored authorization, without the patient's name and the scan."""
    return AuthorizationTerms(
        uses=frozenset(authorization.uses or ()),
        channels=frozenset(authorization.channels or ()),
        languages=frozenset(authorization.languages or ()),
        signed_on=authorization.signed_on,
        expires_on=authorization.expires_on,
        expires_event=authorization.expires_event.strip(),
        revoked_on=authorization.revoked_on,
        has_document=bool(authorization.scan),
    )


def authorization_problems(
    values: AuthorizationTerms | None,
    *,
    page_locale: str,
    uses_needed: Collection[str],
    channel: str = Channel.WEBSITE,
    now: datetime,
) -> list[Blocker]:
    """Return why an authorization does not permit a publication.

    Args:
        values: its terms, or None when the page has none.
        page_locale: code of the language in which the page would be published.
        uses_needed: values of `Use` that the page makes.
        channel: the value of `Channel` in which it would appear.
        now: an aware time; days are days in the site's time zone.

    Returns:
        Blockers about the field ``authorization``; the last may be a warning to look whether an
        event has come about. Empty when it permits all of it.
    """
    if values is None:
        return [
            _blocker(
                "missing",
                _(
                    "A patient's story needs their written authorization. "
                    "Choose it, or record it under “Authorizations”."
                ),
            )
        ]
    today = timezone.localtime(now, timezone.get_default_timezone()).date()
    return [
        *_time_problems(values, today=today),
        *_scope_problems(values, page_locale=page_locale, uses_needed=uses_needed, channel=channel),
    ]


def _time_problems(values: AuthorizationTerms, *, today: date) -> Iterator[Blocker]:
    if values.signed_on is None or values.signed_on > today:
        yield _blocker(
            "not_signed",
            _("The patient has not signed the authorization yet. Wait for the day of signature."),
        )
    if not values.has_document:
        yield _blocker(
            "no_document",
            _("The signed document is not on file. Add its scan to the authorization."),
        )
    if values.revoked_on is not None:
        yield _blocker(
            "revoked",
            _("The patient took the authorization back. The story cannot be published."),
        )
    if values.expires_on is not None and values.expires_on < today:
        yield _blocker(
            "expired",
            _("The authorization expired on %(day)s. Ask the patient for a new one.")
            % {"day": date_format(values.expires_on)},
        )
    elif values.expires_on is None and values.expires_event:
        yield _blocker(
            "event",
            _("The authorization ends with an event: %(event)s. Make sure it has not come about.")
            % {"event": values.expires_event},
            warn=True,
        )


def _scope_problems(
    values: AuthorizationTerms, *, page_locale: str, uses_needed: Collection[str], channel: str
) -> Iterator[Blocker]:
    if not covers_language(sorted(values.languages), page_locale):
        yield _blocker(
            "language",
            _(
                "The authorization does not cover this page's language (%(language)s). "
                "Ask the patient to extend it."
            )
            % {"language": page_locale},
        )
    # In the order of the choices, so that the same page always gives the same list.
    for use in Use:
        if use.value in uses_needed and use.value not in values.uses:
            yield _blocker(
                "use",
                _(
                    "The authorization does not cover this use: %(use)s. "
                    "Take it off the page, or ask the patient to extend it."
                )
                % {"use": use.label},
            )
    if channel not in values.channels:
        yield _blocker(
            "channel",
            _(
                "The authorization does not cover this place: %(channel)s. "
                "Ask the patient to extend it."
            )
            % {"channel": Channel(channel).label},
        )


def _blocker(reason: str, message: str, *, warn: bool = False) -> Blocker:
    return Blocker(
        code=f"consent.{reason}",
        message=message,
        severity="warn" if warn else "block",
        field=FIELD,
    )

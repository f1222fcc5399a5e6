"""The languages that a person may answer for: those in which the site publishes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def content_language_choices() -> list[tuple[str, str]]:
    """Return (code, name) of the site's content languages, in the site's order."""
    return [(code, str(name)) for code, name in get_content_languages().items()]


def language_problems(codes: object, *, known: Sequence[str] | None = None) -> list[StrOrPromise]:
    """Return what is wrong with a stored list of language codes, as sentences.

    Args:
        codes: what is stored; should be a list of distinct codes.
        known: the codes to choose from; the site's content languages, unless given.
    """
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        return [_("Languages must be a list of language codes.")]
    allowed = list(get_content_languages()) if known is None else list(known)
    problems: list[StrOrPromise] = [
        _("“%(code)s” is not a content language of this site.") % {"code": code}
        for code in dict.fromkeys(codes)
        if code not in allowed
    ]
    if len(set(codes)) != len(codes):
        problems.append(_("A language is listed twice."))
    return problems


def covers_language(codes: Sequence[str], language_code: str) -> bool:
    """Tell whether a list of language codes covers a locale.

    A language without a region covers its regions (``es`` covers ``es-mx``); a region covers only
    itself.
    """
    return any(language_code == code or language_code.startswith(f"{code}-") for code in codes)

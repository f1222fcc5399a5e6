"""What the API says of a translation: what it renders, and a notice where it is behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from pages.delivery.moments import moment, on_site
from pages.translation.currency.labels import language_name

if TYPE_CHECKING:
    from pages.translation.currency.facts import TranslationCurrency

SHOWN_AS: Final[Mapping[str, str]] = {
    "hero_alt": "hero_image",
    "photograph_alt": "photograph",
    "original_quotation": "quotation",
    "quotation_language": "quotation",
    "material_connection_details": "material_connection",
}
"""Fields by the name of what shows them in an answer, where that is another."""

IN_META: Final = frozenset({"seo_title", "search_description"})
"""Fields that an answer shows in ``meta``."""


def translation_notice(
    currency: TranslationCurrency,
    *,
    source_locale: str,
    language: str,
    shown: Mapping[str, Any],
) -> dict[str, Any]:
    """Return ``meta.translation`` of one page.

    Args:
        currency: what its signature says that it renders, beside what the source says now.
        source_locale: code of the source's language.
        language: code of the page's own, in which the notice is written.
        shown: the page's public content; no other field is named as changed.
    """
    return {
        "source_locale": source_locale,
        "source_fingerprint": currency.source_fingerprint,
        "is_current": currency.is_current,
        "outdated_since": moment(currency.outdated_since),
        "changed": _changed(currency, shown),
        "notice": _notice(currency, source_locale=source_locale, language=language),
    }


def _changed(currency: TranslationCurrency, shown: Mapping[str, Any]) -> list[str] | None:
    names = currency.changed_fields
    if names is None:
        return None
    public = (SHOWN_AS.get(name, name) for name in names)
    return [name for name in dict.fromkeys(public) if name in shown or name in IN_META]


def _notice(currency: TranslationCurrency, *, source_locale: str, language: str) -> str | None:
    if currency.is_current:
        return None
    with override(language):
        source = language_name(source_locale)
        if currency.outdated_since is None:  # it was withdrawn, or never signed
            return _(
                "The page in %(language)s is not public with the text that is translated here."
            ) % {"language": source}
        facts = {
            "language": source,
            "date": date_format(on_site(currency.outdated_since), "DATE_FORMAT"),
        }
        if currency.is_critical:
            return (
                _(
                    "The page in %(language)s was changed on %(date)s. This translation does not "
                    "have the changes yet, and some of them concern safety."
                )
                % facts
            )
        return (
            _(
                "The page in %(language)s was changed on %(date)s. This translation does not have "
                "the changes yet."
            )
            % facts
        )

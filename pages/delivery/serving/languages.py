"""Honest languages: an answer in the language that was asked for, or a clear word that none is.

``locale`` asks for a language, and gets that one or a 404 that lists the languages that there are.
``fallback`` names further languages that will do; the answer then says which was asked for and
which one it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Locale

if TYPE_CHECKING:
    from django.http import QueryDict

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The languages that will do.

    Attributes:
        locale: the one that was asked for.
        fallback: further ones, the best first.
    """

    locale: str
    fallback: tuple[str, ...] = ()

    @property
    def in_order(self) -> tuple[str, ...]:
        """All of them, the best first."""
        return tuple(dict.fromkeys((self.locale, *self.fallback)))

    def best(self, available: Iterable[str]) -> str | None:
        """Return the best of the languages that there are, or None."""
        there = set(available)
        return next((code for code in self.in_order if code in there), None)

    def marked(self, answer: Json, *, served: str) -> Json:
        """Return an answer that says which language was asked for, if another would have done."""
        if not self.fallback:
            return answer
        meta = {
            **answer.get("meta", {}),
            "requested_locale": self.locale,
            "served_locale": served,
        }
        ordered = {name: value for name, value in answer.items() if name == "id"}
        return {**ordered, "meta": meta, **{k: v for k, v in answer.items() if k != "meta"}}


def wanted_in(parameters: QueryDict) -> Wanted | None:
    """Return the languages that a request asks for; None where it does not say.

    Raises:
        BadRequestError: ``fallback`` stands without ``locale``, or names what is no language here.
    """
    locale = parameters.get("locale")
    fallback = parameters.get("fallback")
    if fallback is None:
        return Wanted(locale) if locale else None
    if not locale:
        raise BadRequestError("fallback needs locale: the language that is asked for")
    codes = tuple(code for code in fallback.split(",") if code)
    known = set(Locale.objects.values_list("language_code", flat=True))
    if unknown := [code for code in (locale, *codes) if code not in known]:
        raise BadRequestError(
            f"locale and fallback name languages of this site; unknown: {', '.join(unknown)}"
        )
    return Wanted(locale, codes)


def available(answer: Json) -> list[Json]:
    """Return the languages in which a page is public, itself included, by code."""
    meta = answer["meta"]
    own = {name: meta[name] for name in ("locale", "html_url", "detail_url")}
    return sorted([own, *meta["alternates"]], key=lambda one: str(one["locale"]))


def none_in(language: str, found: Sequence[Json]) -> Json:
    """Return what a 404 says of a page that is not public in a language."""
    return {
        "message": f"not found in the language '{language}'",
        "requested_locale": language,
        "available": list(found),
    }

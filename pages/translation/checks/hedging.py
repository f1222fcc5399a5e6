"""What the source leaves open, and the translation asserts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.claims.lexicon.structure import words as listed
from pages.translation.checks.alignment import by_sentence
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.texts import has_any, is_comparable, of, phrases, said
from pages.translation.placeholders import visible_text

_HEDGES: Final = {
    "en": listed(
        "may might could possibly perhaps probably maybe seems seem seemed appears appear "
        "suggest suggests suggested likely presumably potentially possible"
    ),
    "es": listed(
        "puede pueden podría podrían podríamos pudiera pudieran quizá quizás posiblemente "
        "probablemente acaso parece parecen parecía sugiere sugieren sugirió sugirieron probable "
        "probables posible posibles podrá podrán presuntamente potencialmente"
    )
    | {"tal vez", "a lo mejor", "es posible", "a veces"},
}
_AS_GOOD: Final = {
    "en": listed(
        "can can't cannot unlikely sometimes often usually tend tends some would should about"
    )
    | {"at times", "fine to", "all right to", "safe to", "allowed to"},
    "es": listed(
        "suele suelen pudimos improbable improbables puedo puedes podemos pudo pudieron poder "
        "algunos algunas algún alguna cabe debería deberían haya hayan sea sean estén tenga "
        "tengan necesite quiera pase "
        "pueda puedan quizas sienta duela note vuelva empeore mejore ayude ayuden alivie "
        "reduzca cause produzca haga sirva convenga tal"
    ),
}
"""Words by which the other language may leave it as open."""

_NOT_ABLE: Final = frozenset({"could not", "couldn't"})
_MAY: Final = re.compile(r"\bmay\b|(?:^|[.?!]\s)May\b")
"""The verb: the month has a capital, and hardly ever begins a sentence."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a hedge that the translation drops, which makes it say more than the source."""
    if is_comparable(pair):
        yield from by_sentence(pair, _compare)


def _compare(pair: SegmentPair) -> Iterator[Finding]:
    target = pair.target or ""
    if _leaves_open(pair.source, pair.source_language) and not (
        _leaves_open(target, pair.target_language)
        or has_any(target, of(pair.target_language, _AS_GOOD))
    ):
        yield Finding(
            code="translation.hedge_lost",
            severity="block",
            pair=pair,
            message=_(
                "The source leaves open whether it is so (“may”, “could”), and the translation "
                "asserts it. Leave it as open."
            ),
            quote=said(target),
        )
    elif _leaves_open(target, pair.target_language) and not (
        _leaves_open(pair.source, pair.source_language)
        or has_any(pair.source, of(pair.source_language, _AS_GOOD))
    ):
        yield Finding(
            code="translation.hedge_gained",
            severity="warn",
            pair=pair,
            message=_("The translation leaves open what the source asserts. Compare them."),
            quote=said(target),
        )


def _leaves_open(html: str, language: str) -> bool:
    hedges = of(language, _HEDGES)
    if language == "en":
        if not _MAY.search(visible_text(html)):
            hedges -= {"may"}
        if has_any(html, _NOT_ABLE):
            hedges -= {"could"}
    return has_any(html, hedges)


def hedges(html: str, language: str) -> Counter[str]:
    """Return the words and phrases by which a segment leaves something open."""
    text = phrases(html)
    listed_words = of(language, _HEDGES) | of(language, _AS_GOOD)
    return Counter({each: count for each in listed_words if (count := text.count(f" {each} "))})

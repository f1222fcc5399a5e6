"""Numbers: the same on both sides, in the form of the language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from pages.translation.checks.conversions import converted
from pages.translation.checks.dose import measures
from pages.translation.checks.finding import Finding, SegmentPair
from pages.translation.checks.frequency import rate_numbers, rates
from pages.translation.checks.quantities import DIGITS, WORDS, value_of
from pages.translation.checks.texts import is_comparable, phrases, said, words

_NUMBER: Final = re.compile(DIGITS)
_NEGATIVE: Final = re.compile(rf"(?:(?<=[\s(])|^)[-\u2212\u2013](?P<number>{DIGITS})")
_DECIMAL_COMMA: Final = re.compile(r"(?<![\d.,])\d+,\d{1,2}(?!\d)")

_COUNTING: Final = {
    "en": (
        "zero",
        "one once single",
        "two twice double both pair half",
        "three thrice",
        *["four", "five", "six", "seven", "eight", "nine", "ten", "eleven"],
        "twelve dozen",
    ),
    "es": (
        "cero",
        "uno una un vez",
        "dos ambos ambas doble par medio media mitad",
        "tres",
        *["cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once"],
        "doce docena",
    ),
}
_ORDINALS: Final = {
    "en": "second third fourth fifth sixth seventh eighth ninth tenth",
    "es": "segund tercer cuart quint sext septim octav noven decim",
}
_NAMED: Final = {
    "en": {
        word: f"1/{place}"
        for place, ordinal in enumerate(_ORDINALS["en"].split(), start=2)
        for word in (ordinal, f"{ordinal}s")
    }
    | {"quarter": "1/4", "quarters": "1/4", "half": "1/2", "first": "first"},
    "es": {
        f"{stem}{ending}": f"1/{place}"
        for place, stem in enumerate(_ORDINALS["es"].split(), start=2)
        for ending in ("o", "a", "os", "as", "")
    }
    | {"tercio": "1/3", "tercios": "1/3", "mitad": "1/2", "medio": "1/2", "media": "1/2"}
    | dict.fromkeys(("primer", "primero", "primera", "primeros", "primeras"), "first"),
}
"""Fractions and ordinals: “third” is both, and so is “tercera”. A half is not a second."""
_NAMED["en"] |= {"second": "second", "seconds": ""}
_NAMED["es"] |= dict.fromkeys(("segundo", "segunda", "segundas"), "second") | {"segundos": ""}

_SAID_OTHERWISE: Final = {
    "en": re.compile(
        r"(?<= )(?:at first|first of all|first aid|every other|second opinions?)(?= )"
    ),
    "es": re.compile(
        r"(?<= )(?:cada tercer dia|tercera edad|primeros auxilios|en primer lugar|por medio"
        r"|promedio|edad media|cuarto de baño)(?= )"
    ),
}
"""Phrases in which a number counts nothing."""

_SPELLED: Final = {
    language: {word: str(value) for value, row in enumerate(rows) for word in row.split()}
    for language, rows in _COUNTING.items()
}
for _language, _words in WORDS.items():
    _SPELLED[_language] = {**_words, **_SPELLED[_language]}
"""Numbers as words, and words that stand for one: “twice” for 2, “la mitad” for 2 as well."""


def check(pair: SegmentPair) -> Iterator[Finding]:
    """Find a number that the other side does not have, in digits, as a word, or in other units."""
    if not is_comparable(pair):
        return
    target = pair.target or ""
    before, after = numbers(pair.source), numbers(target)
    lost = before - after - spelled(target, pair.target_language)
    added = after - before - spelled(pair.source, pair.source_language)
    if rates(pair.source, pair.source_language)[0] and rates(target, pair.target_language)[0]:
        # Twice a day is every 12 hours; whether it is, the check of frequencies says.
        lost -= rate_numbers(pair.source, pair.source_language)
        added -= rate_numbers(target, pair.target_language)
    if lost and added:
        for one, other in converted(measures(pair.source), measures(target)):
            if lost[one] and added[other]:
                lost[one] -= 1
                added[other] -= 1
    if not +lost and not +added:
        lost, added = _changed_words(pair)
    if +lost or +added:
        yield Finding(
            code="translation.number",
            severity="block",
            pair=pair,
            message=_message(list(lost.elements()), list(added.elements())),
            quote=said(target),
        )
    elif _negative(pair.source) != _negative(target):
        yield Finding(
            code="translation.number",
            severity="block",
            pair=pair,
            message=_("A number is below zero on one side only. Correct its sign."),
            quote=said(target),
        )
    if found := _DECIMAL_COMMA.search(said(target)):
        yield Finding(
            code="translation.decimal_comma",
            severity="warn",
            pair=pair,
            message=_("“%(number)s” has a decimal comma: this site writes a point.")
            % {"number": found.group()},
            quote=said(target),
        )


def numbers(html: str) -> Counter[str]:
    """Return the numbers of a segment that are written in digits, each in one form.

    Thousands lose their separators, decimals have a point: ``1,274`` and ``1 274`` are ``1274``,
    ``0,5`` is ``0.5``.
    """
    return Counter(value_of(match.group(), "en") for match in _NUMBER.finditer(said(html)))


def _negative(html: str) -> Counter[str]:
    return Counter(value_of(match["number"], "en") for match in _NEGATIVE.finditer(said(html)))


def _changed_words(pair: SegmentPair) -> tuple[Counter[str], Counter[str]]:
    """Return what became another number although both are written as words, and fractions likewise.

    One that is only missing counts for nothing: languages say “two” by a plural, or not at all.
    """
    sides = []
    for language, html in (
        (pair.source_language, pair.source),
        (pair.target_language, pair.target or ""),
    ):
        text = _SAID_OTHERWISE[language].sub(" ", phrases(html))
        known = WORDS[language]
        counted = Counter(known[word] for word in text.split() if word in known)
        named = {name for word, name in _NAMED[language].items() if f" {word} " in text}
        sides.append((counted, named, numbers(html) + spelled(html, language)))
    (before, named_before, all_before), (after, named_after, all_after) = sides
    lost, added = before - all_after, after - all_before
    if (
        rates(pair.source, pair.source_language)[0]
        and rates(pair.target or "", pair.target_language)[0]
    ):
        lost -= rate_numbers(pair.source, pair.source_language)
        added -= rate_numbers(pair.target or "", pair.target_language)
    for one in ("0", "1"):
        del lost[one], added[one]
    if lost and added:
        return lost, added
    gone, new = named_before - named_after, named_after - named_before
    is_halved = (gone & {"1/2"} and all_after["2"]) or (new & {"1/2"} and all_before["2"])
    if gone and new and not is_halved:
        return Counter(gone), Counter(new)
    return Counter(), Counter()


def spelled(html: str, language: str) -> Counter[str]:
    """Return the numbers of a segment that are written as words: “twice” is ``2``."""
    values = _SPELLED.get(language, {})
    return Counter(values[word] for word in words(html) if word in values)


def _message(lost: list[str], added: list[str]) -> str:
    if not all(one[0].isdigit() and "/" not in one for one in (*lost, *added)):
        return _("An ordinal or a fraction (third, half) is not that of the source. Correct it.")
    if lost and added:
        return _("The source says %(lost)s, and the translation %(added)s. Correct the number.") % {
            "lost": ", ".join(lost),
            "added": ", ".join(added),
        }
    if lost:
        return _("The translation lacks a number of the source: %(lost)s.") % {
            "lost": ", ".join(lost)
        }
    return _("The translation has a number that the source lacks: %(added)s.") % {
        "added": ", ".join(added)
    }


def values(html: str, language: str) -> Counter[str]:
    """Return the numbers of a segment in digits, and the words that stand for one."""
    return numbers(html) + spelled(html, language)

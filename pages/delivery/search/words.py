"""The words of a text as the search sees them: in which form, and where.

The same is done to what is searched and to what is asked, and nothing of it is left to the
database, so that all databases find the same. Each word becomes one *term*: its language, a zero
and the stem, in small letters and digits of ASCII, such as ``es0artrit``. Such a term is no word
of any language, so the dictionaries of a database neither stem it again nor take it for a stop
word, and terms of two languages never meet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import snowballstemmer

from pages.delivery.search.languages import (
    GREEK,
    IRREGULAR,
    SHORTEST_SPELLED,
    SPELLINGS,
    STEMMERS,
    STOP_WORDS,
    UNITS,
    base_language,
)

LONGEST_TERM: Final = 48
"""Letters of a term; what is longer is no word that somebody would type."""

_READ_OF_A_WORD: Final = 2 * LONGEST_TERM
"""Letters that are read, since what is read is remembered; some are no letters of the term."""

LONGEST_COMPOUND: Final = 4
"""Parts of a word with hyphens that are also read as one."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_PIECE = re.compile(r"\d+(?:[.,]\d+)*[^\W_]*|[^\W_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MEASURE = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]+)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_GAP_BEFORE_UNIT = frozenset({"", " ", "\u00a0", "\u202f", "-", "\u2011"})
_PERCENT = re.compile("[ \u00a0\u202f]?%")
_HYPHENS = frozenset("-\u2010\u2011")
_MICRO = re.compile("[\u00b5\u03bc](?=[gl]$)")
# Letters that are not made of a letter and a mark, though they are read like one.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_SHORTEST_WITHOUT_I: Final = 5


class Word(NamedTuple):
    """One word of a text.

    Attributes:
        start: where it begins in the text as `readable` gives it.
        end: where it ends.
        term: what it is looked up by.
        parts: the terms of its parts, if it is several words read as one (``anti-inflammatory``,
            ``5 mg``), which stand before it in their own right.
        is_measure: whether it is a number with its unit.
        is_stop: whether it says nothing about what a text is about.
    """

    start: int
    end: int
    term: str
    parts: tuple[str, ...] = ()
    is_measure: bool = False
    is_stop: bool = False


def readable(text: str) -> str:
    """Return a text in composed characters, without invisible ones; offsets refer to this."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text).replace("\x00", " "))


def fold(word: str) -> str:
    """Return a word in small letters and without accents: ``ARTRÓSIS`` as ``artrosis``.

    ``ñ`` becomes ``n``, for those whose keyboard has none. The micro sign before a gram or litre
    becomes ``mc``, as in ``mcg``.
    """
    small = _MICRO.sub("mc", word.casefold())
    apart = unicodedata.normalize("NFKD", small)
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    return bare.casefold().translate(_LETTERS)


def terms(text: str, language: str) -> tuple[str, ...]:
    """Return the terms of a text in reading order; words read as one follow their parts."""
    return tuple(word.term for word in words(text, language))


def words(text: str, language: str) -> list[Word]:
    """Return the words of a text in reading order; words read as one follow their parts.

    Args:
        text: plain text; see `readable` for what the offsets refer to.
        language: code of its language.
    """
    source = readable(text)
    base = base_language(language)
    pieces = [(match.start(), match.end()) for match in _PIECE.finditer(source)]
    found: list[Word] = []
    at = 0
    while at < len(pieces):
        start, end = pieces[at]
        if source[end : end + 1] not in _HYPHENS and not source[start].isdigit():
            # Most words are nothing but words.
            found.append(_word(source, start, end, base))
            at += 1
            continue
        chain = _chain(source, pieces, at)
        read = [one for piece in chain for one in _read(source, *piece, base)]
        found += read
        if len(chain) > 1 and not _is_measure(source, chain):
            if compound := _compound(source, chain, base):
                found.append(compound)
        else:
            at_end = pieces[at + len(chain)] if at + len(chain) < len(pieces) else None
            found += _with_unit(source, chain, at_end, base)
        at += len(chain)
    return found


def term_of(word: str, base: str) -> str:
    """Return the term of one word.

    Args:
        word: in composed characters.
        base: code of its language without region.
    """
    return _term_of(word[:_READ_OF_A_WORD], base)


@lru_cache(maxsize=50_000)
def _term_of(word: str, base: str) -> str:
    if _NUMBER.fullmatch(word):
        return f"{base}0{_ascii(_number(word), base)}"[:LONGEST_TERM]
    known = IRREGULAR.get(base, {}).get(word.casefold())
    folded = known or fold(word)
    if len(folded) >= SHORTEST_SPELLED:
        for pattern, spelling in SPELLINGS.get(base, ()):
            folded = pattern.sub(spelling, folded)
    if algorithm := STEMMERS.get(base):
        folded = snowballstemmer.stemmer(algorithm).stemWord(folded)
    if base in STOP_WORDS and folded.endswith("i") and len(folded) >= _SHORTEST_WITHOUT_I:
        # What is left of -is and -ia: diagnosis is found as diagnoses, alergia as alérgico.
        folded = folded[:-1]
    return f"{base}0{_ascii(folded, base)}"[:LONGEST_TERM]


def is_stop_word(word: str, base: str) -> bool:
    """Tell whether a word says nothing about what a text is about."""
    return _is_stop_word(word[:_READ_OF_A_WORD], base)


@lru_cache(maxsize=50_000)
def _is_stop_word(word: str, base: str) -> bool:
    return fold(word) in STOP_WORDS.get(base, ())


def _read(source: str, start: int, end: int, base: str) -> Iterator[Word]:
    """Yield the one word of a piece, or the number, the unit and both as one."""
    piece = source[start:end]
    measure = _MEASURE.fullmatch(piece)
    if measure and fold(measure[2]) in UNITS:
        middle = start + len(measure[1])
        number, unit = term_of(measure[1], base), term_of(measure[2], base)
        yield Word(start, middle, number)
        yield Word(middle, end, unit)
        yield _measure(start, end, measure[1], measure[2], base)
    else:
        yield _word(source, start, end, base)


def _word(source: str, start: int, end: int, base: str) -> Word:
    piece = source[start:end]
    return Word(start, end, term_of(piece, base), (), False, is_stop_word(piece, base))


def _chain(source: str, pieces: Sequence[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """Return the pieces from here on that nothing but single hyphens keeps apart."""
    chain = [pieces[at]]
    for start, end in pieces[at + 1 :]:
        if source[chain[-1][1] : start] not in _HYPHENS:
            break
        chain.append((start, end))
    return chain


def _compound(source: str, chain: Sequence[tuple[int, int]], base: str) -> Word | None:
    texts = [source[start:end] for start, end in chain]
    if len(chain) > LONGEST_COMPOUND or all(_NUMBER.fullmatch(text) for text in texts):
        return None
    return Word(
        chain[0][0],
        chain[-1][1],
        term_of("".join(texts), base),
        parts=tuple(term_of(text, base) for text in texts),
    )


def _is_measure(source: str, chain: Sequence[tuple[int, int]]) -> bool:
    if len(chain) != 2:
        return False
    number, unit = (source[start:end] for start, end in chain)
    return bool(_NUMBER.fullmatch(number)) and fold(unit) in UNITS


def _with_unit(
    source: str, chain: Sequence[tuple[int, int]], following: tuple[int, int] | None, base: str
) -> Iterator[Word]:
    """Yield the measure that a number makes with the unit after it, if there is one."""
    start, end = chain[0]
    number = source[start:end]
    if not _NUMBER.fullmatch(number):
        return
    if percent := _PERCENT.match(source, end):
        yield _measure(start, percent.end(), number, "pct", base)
        return
    unit = chain[1] if len(chain) > 1 else following
    if (
        unit is not None
        and source[end : unit[0]] in _GAP_BEFORE_UNIT
        and fold(source[slice(*unit)]) in UNITS
    ):
        yield _measure(start, unit[1], number, source[slice(*unit)], base)


def _measure(start: int, end: int, number: str, unit: str, base: str) -> Word:
    joined = f"{_ascii(_number(number), base)}{fold(unit)}"
    parts = (term_of(number, base), term_of(unit, base))
    return Word(start, end, f"{base}0{joined}"[:LONGEST_TERM], parts=parts, is_measure=True)


def _number(number: str) -> str:
    """Return a number without marks for thousands, and with one sign for decimals."""
    plain = "".join(str(unicodedata.digit(one, "")) or one for one in number)
    if _THOUSANDS.fullmatch(plain) and not plain.startswith("0"):
        return re.sub("[.,]", "", plain)
    return re.sub("[.,]", "x", plain)


def _ascii(folded: str, base: str) -> str:
    """Return letters and digits of ASCII; Greek letters by their names, others by their codes."""
    if folded.isascii():
        return folded
    return "".join(one if one.isascii() else _spelled(one, base) for one in folded)


def _spelled(letter: str, base: str) -> str:
    name = unicodedata.name(letter, "")
    if base != "el" and name.startswith("GREEK SMALL LETTER "):
        plain = name.rpartition(" ")[2].lower()
        return GREEK.get(base, {}).get(plain, plain)
    return f"u{ord(letter):x}"

"""The index of the memory: which phrases have the same words as a text, and which are like it.

Two texts that are alike have words in common, rare ones among them. So a text is compared only
with the phrases that share its rarest words; how rare a word is, the index itself knows. What is
read for one text is bounded, whatever the memory holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from django.db.models import Count
from rapidfuzz import fuzz, process

from pages.translation.memory.models import MemoryPhrase, MemoryTerm
from pages.translation.memory.words import digest, terms

POSTINGS: Final = 600
"""How many entries of the index are read for one text, but for its rarest word: all of that."""

CANDIDATES: Final = 40
"""How many phrases are compared with one text."""

NEAREST: Final = 8
"""How many of them are returned."""

CUTOFF: Final = 60
"""Least likeness of words, in percent, before anything is taken away for numbers."""


def same(wanted: Collection[str], *, language: str) -> dict[str, int]:
    """Return the keys of the phrases that consist of exactly these words. One query.

    Args:
        wanted: words as `pages.translation.memory.words.words` gives them.
        language: of the phrases, without region.
    """
    hashes = {digest(one): one for one in wanted}
    rows = MemoryPhrase.objects.filter(language=language, words_hash__in=hashes)
    return {hashes[found]: pk for pk, found in rows.values_list("pk", "words_hash")}


def alike(wanted: Collection[str], *, language: str) -> dict[str, list[int]]:
    """Return the keys of the phrases that are most like each text, the nearest first.

    Three queries.

    Args:
        wanted: as for `same`.
        language: likewise.
    """
    terms_of = {one: terms(one) for one in wanted}
    frequency = _frequency({term for some in terms_of.values() for term in some}, language)
    rarest = {one: _rarest(some, frequency) for one, some in terms_of.items()}
    postings = _postings({term for some in rarest.values() for term in some}, language)
    candidates = {one: _candidates(one, some, postings) for one, some in rarest.items()}
    known = dict(
        MemoryPhrase.objects.filter(
            pk__in={key for some in candidates.values() for key in some}
        ).values_list("pk", "words")
    )
    return {
        one: [
            key
            for _words, _score, key in process.extract(
                one,
                {key: known[key] for key in keys},
                scorer=fuzz.ratio,
                score_cutoff=CUTOFF,
                limit=NEAREST,
            )
        ]
        for one, keys in candidates.items()
    }


def _frequency(wanted: Collection[str], language: str) -> dict[str, int]:
    """Return in how many phrases each term stands; those that stand in none are left out."""
    return dict(
        MemoryTerm.objects.filter(language=language, term__in=wanted)
        .values_list("term")
        .annotate(Count("pk"))
    )


def _rarest(wanted: Collection[str], frequency: Mapping[str, int]) -> list[str]:
    """Return the rarest terms, as many as may be read; one at least if the memory has any.

    Half of them and one are enough: a phrase that has none of these lacks half of the words.
    """
    known = sorted((frequency[term], term) for term in wanted if term in frequency)
    enough = len(wanted) // 2 + 1
    chosen: list[str] = []
    read = 0
    for count, term in known[:enough]:
        read += count
        if chosen and read > POSTINGS:
            break
        chosen.append(term)
    return chosen


def _postings(wanted: Collection[str], language: str) -> dict[str, list[tuple[int, int]]]:
    """Return key and length of the phrases that have each term."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    rows = MemoryTerm.objects.filter(language=language, term__in=wanted)
    for term, key, length in rows.values_list("term", "phrase_id", "length"):
        found[term].append((key, length))
    return found


def _candidates(
    text: str, rarest: Collection[str], postings: Mapping[str, list[tuple[int, int]]]
) -> list[int]:
    """Return the phrases that share most of the rare terms, those of like length first.

    A phrase of less than half the length, or of more than twice, cannot be alike enough.
    """
    size = len(text)
    shared: Counter[int] = Counter()
    distance: dict[int, int] = {}
    for term in rarest:
        for key, length in postings.get(term, ()):
            if size <= 2 * length and length <= 2 * size:
                shared[key] += 1
                distance[key] = abs(size - length)
    ranked = sorted(shared, key=lambda key: (-shared[key], distance[key], key))
    return ranked[:CANDIDATES]

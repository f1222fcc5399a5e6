"""Where on a page the answer is: a few words around it, as safe HTML."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.utils.html import escape

from pages.delivery.search.passages import SUMMARY, TITLE, Passage, passages
from pages.delivery.search.questions import units
from pages.delivery.search.words import Word, readable, words
from pages.delivery.visibility import public_documents

LENGTH: Final = 200
"""Characters of a snippet, about."""

ELLIPSIS: Final = "…"


class Match(NamedTuple):
    """Where a text contains something that is asked for.

    Attributes:
        start: where it begins in the text as `readable` gives it.
        end: where it ends.
        unit: which unit of the question it is, by its place.
    """

    start: int
    end: int
    unit: int


def snippets(query: str, page_ids: Collection[int]) -> dict[int, str | None]:
    """Return for each page the text around what was asked for, as HTML.

    Args:
        query: what was asked, as it was typed.
        page_ids: pages, as `search_ids` found them.

    Returns:
        Escaped text of signed content alone, in which ``<mark>`` marks what was found, by page id.
        None for pages without a public document, such as index pages.
    """
    rows = public_documents().filter(page_id__in=list(page_ids))
    found: dict[int, str | None] = dict.fromkeys(page_ids)
    for page_id, locale, content in rows.values_list("page_id", "locale", "content"):
        found[page_id] = snippet(content, query, language=locale)
    return found


def snippet(content: Mapping[str, Any], query: str, *, language: str) -> str | None:
    """Return the text around what was asked for in a document's content, as HTML.

    It is cut from the passage with most of what was asked, summary first; from the beginning of the
    page where only the title has it.

    Args:
        content: public content, as a document holds it.
        query: what was asked, as it was typed.
        language: code of the page's language.
    """
    read = [passage for passage in passages(content) if passage.kind != TITLE]
    if not read:
        return None
    best, matches = _best(read, query, language)
    text = readable(best.text)
    start, end = window(text, matches)
    return _marked(text, matches, start=start, end=end)


def matches_in(text: str, query: str, language: str) -> list[Match]:
    """Return where a text contains what is asked for, in order and without overlaps."""
    return _matches(words(text, language), _places(query, language))


def window(text: str, matches: Sequence[Match], *, length: int = LENGTH) -> tuple[int, int]:
    """Return from where to where a text is shown: where most of what was asked is, at words.

    Args:
        text: the text that the matches refer to.
        matches: in order.
        length: how long it may be; a word that is longer is cut.
    """
    if len(text) <= length:
        return 0, len(text)
    start = _around(text, matches, length)
    end = start + length
    # Never across what is to be shown.
    inside = [one for one in matches if start <= one.start and one.end <= end]
    if start > 0:
        furthest = min(start + length // 4, inside[0].start if inside else end)
        space = text.find(" ", start, furthest)
        if space >= 0:
            start = space + 1
        elif inside and furthest == inside[0].start:
            start = furthest
    if end < len(text):
        furthest = max(end - length // 4, inside[-1].end if inside else start)
        space = text.rfind(" ", furthest, end + 1)
        if space > start:
            end = space
        elif inside and furthest == inside[-1].end:
            end = furthest
    return start, min(end, len(text))


def _around(text: str, matches: Sequence[Match], length: int) -> int:
    """Return where to begin, so that most different units are in, then most matches."""
    if not matches:
        return 0
    best, best_value = matches[0], (0, 0)
    for first in matches:
        inside = [
            one for one in matches if first.start <= one.start and one.end <= first.start + length
        ]
        value = (len({one.unit for one in inside}), len(inside))
        if value > best_value:
            best, best_value = first, value
    last = max((one.end for one in matches if one.end <= best.start + length), default=best.end)
    spare = max(0, length - (last - best.start)) // 2
    return max(0, min(best.start - spare, len(text) - length))


def _best(read: Iterable[Passage], query: str, language: str) -> tuple[Passage, list[Match]]:
    places = _places(query, language)
    wanted = len(set(places.values()))
    chosen: tuple[Passage, list[Match]] | None = None
    chosen_value = (-1, -1, -1)
    for passage in read:
        matches = _matches(words(passage.text, language), places)
        units_found = len({one.unit for one in matches})
        value = (units_found, passage.kind == SUMMARY, len(passage.text) >= LENGTH // 4)
        if value > chosen_value:
            chosen, chosen_value = (passage, matches), value
        if units_found == wanted and (value[1] or value[2]):
            # No later passage can be better.
            break
    if chosen is None:
        raise ValueError("There is nothing to choose from.")
    return chosen


def _places(query: str, language: str) -> dict[str, int]:
    """Return which unit of the question each term belongs to."""
    return {term: place for place, unit in enumerate(units(query, language)) for term in unit.terms}


def _matches(found: Sequence[Word], places: Mapping[str, int]) -> list[Match]:
    hits = sorted(
        (Match(word.start, word.end, places[word.term]) for word in found if word.term in places),
        key=lambda match: (match.start, -match.end),
    )
    apart: list[Match] = []
    for match in hits:
        if not apart or match.start >= apart[-1].end:
            apart.append(match)
    return apart


def _marked(text: str, matches: Sequence[Match], *, start: int, end: int) -> str:
    parts = [ELLIPSIS if start > 0 else ""]
    at = start
    for match in matches:
        if start <= match.start and match.end <= end:
            parts += [
                escape(text[at : match.start]),
                f"<mark>{escape(text[match.start : match.end])}</mark>",
            ]
            at = match.end
    parts += [escape(text[at:end]), ELLIPSIS if end < len(text) else ""]
    return "".join(parts)

"""Clearing a page's elements of what the lines alone do not give away.

An image's name looks like a heading until the next heading follows; the sentence below a button
looks like a paragraph until nothing but buttons follows. Pure: elements in, fewer elements out,
and a report of each one that went.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from pages.content.importing.elements import (
    Element,
    Findings,
    Gap,
    Heading,
    ItemList,
    Paragraph,
    folded,
    items_of,
    plain_of,
)
from pages.content.importing.plain_text import is_question, starts_small

LONGEST_AROUND: Final = 200
"""Characters; a longer paragraph is never taken for a part of the old site's frame."""

MOST_LINKS: Final = 8
LONGEST_LINK: Final = 60
"""A longer list, or one with longer items, is never taken for links of the old site."""


def cleared(elements: list[Element], *, findings: Findings) -> list[Element]:
    """Return the elements that are the page's own."""
    elements = _without_foreign_sections(elements, findings)
    elements = _without_image_names(elements, findings)
    elements = _without_tail(elements, findings)
    elements = _without_headings_of_gaps(elements, findings)
    return [element for element in elements if not isinstance(element, Gap)]


def leave_out(element: Element, *, code: str, findings: Findings) -> None:
    """Report an element that is left out; each item of a list on its own line."""
    if isinstance(element, ItemList):
        for item in items_of(element.items):
            findings.leave_out(item.line, item.phrase.plain, code)
    else:
        findings.leave_out(element.line, plain_of(element), code)


def _without_foreign_sections(elements: list[Element], findings: Findings) -> list[Element]:
    """Drop what stands below a heading such as “Our blog”, up to the next heading."""
    kept: list[Element] = []
    foreign = False
    for element in elements:
        if isinstance(element, Gap):
            foreign = foreign or element.opens_foreign
        elif isinstance(element, Heading):
            foreign = False
        elif foreign:
            leave_out(element, code="around_left_out", findings=findings)
            continue
        kept.append(element)
    return kept


def _without_image_names(elements: list[Element], findings: Findings) -> list[Element]:
    """Drop lines that look like headings, have nothing below, and are repeated or begin small."""
    counts = Counter(folded(element.text) for element in elements if isinstance(element, Heading))
    kept: list[Element] = []
    heading_kept = False
    for place, element in enumerate(elements):
        following = elements[place + 1] if place + 1 < len(elements) else None
        if (
            isinstance(element, Heading)
            and not is_question(element.text)
            and (following is None or isinstance(following, Heading))
            and (starts_small(element.text) or (counts[folded(element.text)] > 1 and heading_kept))
        ):
            leave_out(element, code="image_name", findings=findings)
            continue
        heading_kept = heading_kept or isinstance(element, Heading)
        kept.append(element)
    return kept


def _without_tail(elements: list[Element], findings: Findings) -> list[Element]:
    """Drop short pieces between the remains of the old site after the end of the page's text."""
    end = 0
    for place, element in enumerate(elements):
        before = elements[place - 1] if place else None
        if _is_substance(element, before):
            end = place + 1
    kept = elements[:end]
    gap_seen = False
    for element in elements[end:]:
        gap_seen = gap_seen or isinstance(element, Gap)
        if gap_seen and not isinstance(element, Gap | Heading):
            leave_out(element, code="around_left_out", findings=findings)
        else:
            kept.append(element)
    return kept


def _is_substance(element: Element, before: Element | None) -> bool:
    if isinstance(element, Gap | Heading):
        return False
    if isinstance(element, Paragraph):
        return len(element.phrase.plain) > LONGEST_AROUND or not isinstance(before, Gap | Paragraph)
    if isinstance(element, ItemList) and isinstance(before, Gap):
        texts = [item.phrase.plain for item in items_of(element.items)]
        return len(texts) > MOST_LINKS or any(len(text) > LONGEST_LINK for text in texts)
    return True


def _without_headings_of_gaps(elements: list[Element], findings: Findings) -> list[Element]:
    """Drop headings of which everything below was left out."""
    kept: list[Element] = []
    for place, element in enumerate(elements):
        if isinstance(element, Heading) and kept and _has_only_gaps(elements, place):
            leave_out(element, code="around_left_out", findings=findings)
        else:
            kept.append(element)
    return kept


def _has_only_gaps(elements: list[Element], place: int) -> bool:
    following = elements[place + 1 : place + 2]
    if not following or not isinstance(following[0], Gap):
        return False
    rest = place + 1
    while rest < len(elements) and isinstance(elements[rest], Gap):
        rest += 1
    return rest == len(elements) or isinstance(elements[rest], Heading)

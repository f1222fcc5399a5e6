"""An outline to the draft of a page about a procedure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from pages.content.importing import vocabulary
from pages.content.importing.condition import named, without_colon
from pages.content.importing.drafting import Desk, Draft
from pages.content.importing.elements import (
    Content,
    Item,
    ItemList,
    Paragraph,
    Phrase,
    folded,
    items_of,
)
from pages.content.importing.outline import Outline, Section
from pages.content.importing.rendering import divided, paragraph, rich_text

_RICH_TEXT: Final = frozenset(
    {"preparation", "recovery", "follow_up", "risks", "alternatives", "what_it_is"}
)
_STEP_END: Final = re.compile(r"\s?[:–—]\s|\s-\s|\.\s")
_NUMBER: Final = r"(\d{1,3})"
_TO: Final = r"\s?(?:-|–|—|to|and|or|a|y|o|hasta)\s?"
_MINUTES: Final = r"\s?(?:min|mins|minutes?|minutos?)\b"
_HOURS: Final = r"\s?(?:h|hrs?|hours?|horas?)\b"
_DURATION: Final = re.compile(rf"\b{_NUMBER}(?:{_TO}{_NUMBER})?(?:({_MINUTES})|({_HOURS}))")
_FREQUENCIES: Final = {
    "very common": "very_common",
    "common": "common",
    "uncommon": "uncommon",
    "rare": "rare",
    "very rare": "very_rare",
    "muy frecuente": "very_common",
    "frecuente": "common",
    "poco frecuente": "uncommon",
    "raro": "rare",
    "rara": "rare",
    "muy raro": "very_rare",
    "muy rara": "very_rare",
}
_IN_BRACKETS: Final = re.compile(r"\s\(([^()]{3,20})\)$")
_UNSTRUCTURED: Final = {
    "outcomes": _(
        "Results stand in the text: enter each as an outcome, with its counts, period and "
        "reference. "
        "A bare success rate cannot be published."
    ),
    "regulatory": _(
        "The regulatory status stands in the text: enter it under “Clinical”, by jurisdiction."
    ),
}


def draft_procedure(outline: Outline, *, language: str) -> Draft:
    """Return the draft of a page about a procedure.

    Args:
        outline: the page, arranged for this type.
        language: code of its language.
    """
    desk = Desk(language=language, title=outline.title)
    return desk.write_up(
        outline, place=lambda section: _place(desk, section), overview="what_it_is"
    )


def _place(desk: Desk, section: Section) -> None:
    if section.kind == "faq":
        if section.content:
            desk.add_section(Section(section.line, section.heading, content=section.content))
        else:
            desk.place(section, "faq")
        for below in section.subsections:
            desk.add_question(below)
        return
    own, elsewhere = _divide(section)
    if own.kind in _LISTED:
        _LISTED[own.kind](desk, own)
    elif own.kind in _RICH_TEXT or desk.defines(own):
        desk.add_rich_text(own.kind or "what_it_is", own)
    elif own.asks:
        desk.add_answerable(own)
    elif own.content or own.subsections:
        desk.add_section(own)
    else:
        desk.place(own, "body")
    if own.kind in _UNSTRUCTURED:
        desk.findings.notice(own.line, own.kind, _UNSTRUCTURED[own.kind])
    for below in elsewhere:
        _place(desk, below)


def _divide(section: Section) -> tuple[Section, list[Section]]:
    """Return a section without the sections below that have a field of their own, and those."""

    def has_own_place(below: Section) -> bool:
        if section.kind == "steps" and not below.kind:
            return False
        if below.kind and below.kind != section.kind and below.kind not in _UNSTRUCTURED:
            return True
        return below.asks and not section.asks

    own = Section(
        line=section.line,
        heading=section.heading,
        level=section.level,
        kind=section.kind,
        content=section.content,
        subsections=[below for below in section.subsections if not has_own_place(below)],
    )
    return own, [below for below in section.subsections if has_own_place(below)]


# Steps


def _place_steps(desk: Desk, section: Section) -> None:
    steps: list[dict[str, Any]] = []
    prose: list[Content] = []
    for part in section.content:
        if isinstance(part, ItemList):
            steps += [_step(item.phrase, item) for item in part.items]
        elif isinstance(part, Paragraph) and vocabulary.announces_step(part.phrase.plain):
            steps.append(_step(part.phrase, None))
        else:
            prose.append(part)
    for below in section.subsections:
        text = "".join(rich_text([part], markup="sentences") for part in below.all_content())
        steps.append(_with_duration(below.heading, text, text))
        desk.place(below, "steps")
    if not steps:
        _add_prose(desk, section)
        desk.findings.notice(
            section.line,
            "steps",
            _("How it is performed is described but not listed: enter the steps under “Clinical”."),
        )
        return
    if prose:
        desk.add_section(Section(section.line, section.heading, content=prose))
    for step in steps:
        desk.add_block("steps", "step", step)
    desk.place(section, "steps")


def _add_prose(desk: Desk, section: Section) -> None:
    if section.asks:
        desk.add_answerable(section)
    else:
        desk.add_section(section)


def _step(phrase: Phrase, item: Item | None) -> dict[str, Any]:
    below = "".join(paragraph(child.phrase) for child in items_of(item.children)) if item else ""
    found = _STEP_END.search(phrase.plain)
    if found and 0 < found.start() <= 80 and phrase.plain[found.end() :].strip():
        title, description = divided(phrase, at=found.start(), skip=found.end() - found.start())
        return _with_duration(title, paragraph(description) + below, phrase.plain)
    return _with_duration(without_colon(phrase.plain), below, phrase.plain)


def _with_duration(title: str, description: str, text: str) -> dict[str, Any]:
    minimum, maximum = minutes(text)
    return {
        "title": title,
        "description": description,
        "minimum_minutes": minimum,
        "maximum_minutes": maximum,
    }


def minutes(text: str) -> tuple[int | None, int | None]:
    """Return the shortest and longest duration that a text states; None if not exactly one."""
    found = list(_DURATION.finditer(folded(text)))
    if len(found) != 1:
        return None, None
    first, second, _minutes, hours = found[0].groups()
    factor = 60 if hours else 1
    shortest = int(first) * factor
    longest = int(second) * factor if second else shortest
    return (shortest, longest) if shortest <= longest else (None, None)


# Criteria and effects


def _place_criteria(desk: Desk, section: Section, *, block: str) -> None:
    parts = list(section.all_content())
    for place, part in enumerate(parts):
        if isinstance(part, ItemList):
            for item in part.items:
                below = "".join(paragraph(child.phrase) for child in items_of(item.children))
                desk.add_block("criteria", block, {"text": paragraph(item.phrase) + below})
        elif not _leads_to_list(part, parts[place + 1 : place + 2]):
            desk.add_block("criteria", block, {"text": rich_text([part], markup="sentences")})
        else:
            desk.findings.leave_out(part.line, _plain(part), "lead_in")
    for subsection in section.subsections:
        desk.place(subsection, "criteria")
    desk.place(section, "criteria")


def _leads_to_list(part: Content, following: list[Content]) -> bool:
    """Tell whether a paragraph only announces the list after it, as in “You may be treated if:”."""
    return (
        isinstance(part, Paragraph)
        and any(isinstance(element, ItemList) for element in following)
        and part.phrase.plain.endswith(":")
        and len(part.phrase.plain) <= 120
    )


def _plain(part: Content) -> str:
    return part.phrase.plain if isinstance(part, Paragraph) else ""


def _include(desk: Desk, section: Section) -> None:
    _place_criteria(desk, section, block="include")


def _exclude(desk: Desk, section: Section) -> None:
    _place_criteria(desk, section, block="exclude")


def _place_adverse_effects(desk: Desk, section: Section) -> None:
    """List the effects; text around the list says what can go wrong, and goes to the risks."""
    lists = [part for part in section.content if isinstance(part, ItemList)]
    prose: list[Content] = [part for part in section.content if not isinstance(part, ItemList)]
    if prose or section.subsections:
        desk.add_rich_text(
            "risks",
            Section(section.line, section.heading, content=prose, subsections=section.subsections),
        )
    for found in lists:
        for item in found.items:
            desk.add_block("adverse_effects", "adverse_effect", _effect(item))
    if lists:
        desk.place(section, "adverse_effects")
        desk.findings.notice(
            section.line,
            "adverse_effects",
            _("Say of each adverse effect how often it occurs, how severe it is, and the source."),
        )


def _effect(item: Item) -> dict[str, Any]:
    name, description = named(item.phrase)
    frequency = ""
    if found := _IN_BRACKETS.search(name):
        frequency = _FREQUENCIES.get(folded(found.group(1)), "")
        if frequency:
            name = name[: found.start()]
    below = "".join(paragraph(child.phrase) for child in items_of(item.children))
    return {
        "effect": name,
        "frequency": frequency,
        "severity": "",
        "description": paragraph(description) + below,
    }


_LISTED: Final[dict[str, Callable[[Desk, Section], None]]] = {
    "steps": _place_steps,
    "criteria_include": _include,
    "criteria_exclude": _exclude,
    "adverse_effects": _place_adverse_effects,
}

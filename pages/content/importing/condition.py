"""An outline to the draft of a page about a condition."""

from __future__ import annotations

import re
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from pages.content.importing import vocabulary
from pages.content.importing.drafting import Desk, Draft
from pages.content.importing.elements import Content, Item, ItemList, Paragraph, Phrase, items_of
from pages.content.importing.outline import Outline, Section
from pages.content.importing.rendering import divided, paragraph, rich_text

LONGEST_NAME: Final = 120
"""Characters; a longer item is divided into a name and a description where it allows."""

LONGEST_LEAD: Final = 60
_COLON: Final = re.compile(r"\s?[:–—]\s|\s-\s")
_STAGE_END: Final = re.compile(r"\s?[:–—]\s|\s-\s|\.\s|,\s|\s\(")
_RICH_TEXT: Final = frozenset({"causes", "risk_factors", "urgent_care"})


def draft_condition(outline: Outline, *, language: str) -> Draft:
    """Return the draft of a page about a condition.

    Args:
        outline: the page, arranged for this type.
        language: code of its language.
    """
    desk = Desk(language=language, title=outline.title)
    return desk.write_up(outline, place=lambda section: _place(desk, section), overview="body")


def _place(desk: Desk, section: Section) -> None:
    """Put a section where it belongs, and what has a place of its own below it elsewhere."""
    if section.kind == "faq":
        _place_questions(desk, section)
        return
    own, elsewhere = _divide(desk, section)
    if own.kind in _RICH_TEXT:
        desk.add_rich_text(own.kind, own)
    elif own.kind == "symptoms":
        _place_symptoms(desk, own)
    elif own.kind == "stages":
        _place_stages(desk, own)
    elif own.asks and not desk.defines(own):
        desk.add_answerable(own)
    elif own.content or own.subsections:
        desk.add_section(own)
    else:
        desk.place(own, "body")
    for below in elsewhere:
        _place(desk, below)


def _divide(desk: Desk, section: Section) -> tuple[Section, list[Section]]:
    """Return a section without the sections below that have a field of their own, and those."""

    def has_own_place(below: Section) -> bool:
        if below.kind and below.kind not in {"definition", section.kind}:
            return True
        return below.asks and not section.asks and section.kind not in {"symptoms", "stages"}

    own = Section(
        line=section.line,
        heading=section.heading,
        level=section.level,
        kind=section.kind,
        content=section.content,
        subsections=[below for below in section.subsections if not has_own_place(below)],
    )
    return own, [below for below in section.subsections if has_own_place(below)]


def _place_questions(desk: Desk, section: Section) -> None:
    """Take every section below a heading of questions as one, whether it ends in a sign or not."""
    if section.content:
        desk.add_section(Section(section.line, section.heading, content=section.content))
    else:
        desk.place(section, "faq")
    for below in section.subsections:
        desk.add_question(below)


# Symptoms


def _place_symptoms(desk: Desk, section: Section) -> None:
    prose: list[Content] = [part for part in section.content if not isinstance(part, ItemList)]
    lists = [part for part in section.content if isinstance(part, ItemList)]
    if not lists and not section.subsections:
        desk.add_section(section)
        desk.findings.notice(
            section.line,
            "symptoms",
            _("Symptoms are described but not listed: add them one by one under “Clinical”."),
        )
        return
    if prose:
        desk.add_section(Section(section.line, section.heading, content=prose))
    for found in lists:
        for item in found.items:
            desk.add_block("symptoms", "symptom", _symptom(desk, item))
    for below in section.subsections:
        desk.add_block("symptoms", "symptom", _symptom_of_section(desk, below))
        desk.place(below, "symptoms")
    desk.place(section, "symptoms")


def _symptom(desk: Desk, item: Item) -> dict[str, Any]:
    name, description = named(item.phrase)
    return {
        "name": name,
        "description": paragraph(description),
        "children": [{"name": without_colon(below.plain)} for below in _below(desk, item)],
    }


def _below(desk: Desk, item: Item) -> list[Phrase]:
    if any(below.children for below in item.children):
        desk.findings.notice(
            item.line,
            "deep_list",
            _("A list has more than two levels: the deeper ones were put on the second."),
        )
    return [below.phrase for below in items_of(item.children)]


def _symptom_of_section(desk: Desk, section: Section) -> dict[str, Any]:
    items = [
        item for part in section.all_content() if isinstance(part, ItemList) for item in part.items
    ]
    prose: list[Content] = [
        part for part in section.all_content() if not isinstance(part, ItemList)
    ]
    names = [phrase for item in items for phrase in (item.phrase, *_below(desk, item))]
    return {
        "name": section.heading,
        "description": rich_text(prose, markup="sentences"),
        "children": [{"name": without_colon(phrase.plain)} for phrase in names],
    }


def named(phrase: Phrase) -> tuple[str, Phrase]:
    """Divide “Name: description”; an item without a name in front is all name."""
    found = _COLON.search(phrase.plain)
    if found and 0 < found.start() <= LONGEST_LEAD and phrase.plain[found.end() :].strip():
        return divided(phrase, at=found.start(), skip=found.end() - found.start())
    if len(phrase.plain) > LONGEST_NAME:
        end = phrase.plain.find(". ")
        if 0 < end <= LONGEST_NAME:
            return divided(phrase, at=end, skip=2)
    return without_colon(phrase.plain), Phrase("", "")


def without_colon(text: str) -> str:
    """Return a name without the colon that announced what stood below it."""
    return text.rstrip(" :")


# Stages


def _place_stages(desk: Desk, section: Section) -> None:
    stages: list[tuple[str, str]] = []
    prose: list[Content] = []
    for part in section.content:
        if isinstance(part, ItemList):
            stages += [_stage(item.phrase, item) for item in part.items]
        elif isinstance(part, Paragraph) and vocabulary.announces_stage(part.phrase.plain):
            stages.append(_stage(part.phrase, None))
        else:
            prose.append(part)
    for below in section.subsections:
        text = "".join(rich_text([part], markup="sentences") for part in below.all_content())
        stages.append((below.heading, text))
        desk.place(below, "stages")
    if not stages:
        desk.add_section(section)
        desk.findings.notice(
            section.line,
            "stages",
            _("Stages are described but not listed: add them one by one under “Clinical”."),
        )
        return
    if prose:
        desk.add_section(Section(section.line, section.heading, content=prose))
    for name, description in stages:
        desk.add_block("stages", "stage", {"name": name, "description": description})
    desk.place(section, "stages")


def _stage(phrase: Phrase, item: Item | None) -> tuple[str, str]:
    below = "".join(paragraph(child.phrase) for child in items_of(item.children)) if item else ""
    pattern = _STAGE_END if vocabulary.announces_stage(phrase.plain) else _COLON
    found = pattern.search(phrase.plain)
    if found and 0 < found.start() <= LONGEST_LEAD and phrase.plain[found.end() :].strip():
        skip = found.end() - found.start()
        name, description = divided(
            phrase, at=found.start(), skip=skip - found.group().endswith("(")
        )
        return name, paragraph(description) + below
    return without_colon(phrase.plain), below

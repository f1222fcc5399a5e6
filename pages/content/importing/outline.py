"""The outline of a page: its title and its sections, one below the other or nested."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext_lazy as _

from pages.content.importing import vocabulary
from pages.content.importing.clearing import cleared, leave_out
from pages.content.importing.elements import (
    Content,
    Element,
    Findings,
    Gap,
    Heading,
    LeftOut,
    Notice,
    folded,
    plain_of,
)
from pages.content.importing.plain_text import is_question, read_plain_text
from pages.content.importing.reading import Source
from pages.content.importing.refusals import ImportRefused
from pages.content.importing.vocabulary import PageType
from pages.content.importing.web_page import read_web_page

KindOf = Callable[[str], str]

_CONTAINERS: Final = frozenset({"faq", "stages", "steps", "symptoms"})


@dataclass(slots=True)
class Section:
    """A heading with what stands below it, and the sections within.

    Attributes:
        line: line of the heading; of the first text where there is none.
        heading: its text; empty for text before the first heading.
        kind: what it announces; see `pages.content.importing.vocabulary`.
        content: paragraphs, lists and tables directly below the heading.
        subsections: sections below it, in order.
    """

    line: int
    heading: str
    level: int = 2
    kind: str = ""
    content: list[Content] = field(default_factory=list)
    subsections: list[Section] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        """Whether the heading is a question."""
        return is_question(self.heading)

    def all_content(self) -> Iterator[Content]:
        """Yield what stands in it and in the sections within, in order."""
        yield from self.content
        for section in self.subsections:
            yield from section.all_content()


@dataclass(frozen=True, slots=True)
class Outline:
    """A page, arranged.

    Attributes:
        title: text of its first heading.
        title_line: where that is.
        description: what the head of an HTML page says the page is about.
        intro: what stands between the title and the next heading.
        sections: the rest.
        left_out: what was left out so far, in order of lines.
        notices: what the editor should look at so far.
    """

    title: str
    title_line: int
    description: str
    intro: tuple[Content, ...]
    sections: tuple[Section, ...]
    left_out: tuple[LeftOut, ...]
    notices: tuple[Notice, ...]


def read_outline(source: Source, *, page_type: PageType, language: str) -> Outline:
    """Arrange the text of a page.

    Args:
        source: the text.
        page_type: the type of page to be made of it, whose headings are recognised.
        language: code of the language that it is written in.

    Raises:
        ImportRefused: nothing in it looks like a page.
    """
    findings = Findings()

    def kind_of(text: str) -> str:
        return vocabulary.kind_of(text, page_type=page_type, language=language)

    description = ""
    if source.is_html:
        elements, description = read_web_page(source.text, findings=findings)
    else:
        elements = read_plain_text(
            source.text, findings=findings, is_known_heading=lambda text: bool(kind_of(text))
        )
    elements = cleared(elements, findings=findings)
    title, elements = _title(elements, findings, name=source.name, is_html=source.is_html)
    elements = _below_title(elements)
    elements = nested(elements, kind_of) if not source.is_html else elements
    elements = _without_empty_headings(elements, findings)
    intro, sections = _sections(elements, kind_of)
    sections = _joined(sections, findings)
    if not intro and not any(True for section in sections for _part in section.all_content()):
        raise ImportRefused(_nothing_recognisable() % {"name": source.name})
    for line in source.garbled:
        findings.notice(
            line,
            "garbled",
            _("Characters were broken before this file was saved: correct them in the draft."),
        )
    return Outline(
        title=title.text,
        title_line=title.line,
        description=description,
        intro=tuple(intro),
        sections=tuple(sections),
        left_out=tuple(findings.left_out),
        notices=tuple(findings.notices),
    )


def _nothing_recognisable() -> str:
    return str(
        _(
            "Nothing in “%(name)s” looks like a page: a title on a line of its own, and text "
            "below "
            "it. Is it the right file?"
        )
    )


def _title(
    elements: list[Element], findings: Findings, *, name: str, is_html: bool
) -> tuple[Heading, list[Element]]:
    """Return the page's title, and the elements without it and without its repetitions below."""
    headings = [element for element in elements if isinstance(element, Heading)]
    if not headings:
        raise ImportRefused(_nothing_recognisable() % {"name": name})
    title = next((heading for heading in headings if heading.level == 1), headings[0])
    if not is_html:
        title = headings[0]
    rest: list[Element] = []
    above = True
    at_top = True
    for element in elements:
        if element is title:
            above = False
        elif above and is_html and len(plain_of(element)) < 200:
            leave_out(element, code="page_part", findings=findings)
        elif (
            not above
            and at_top
            and isinstance(element, Heading)
            and folded(element.text) == folded(title.text)
        ):
            leave_out(element, code="repeated_heading", findings=findings)
        else:
            at_top = at_top and above
            rest.append(element)
    return title, rest


def _below_title(elements: list[Element]) -> list[Element]:
    """Put all headings one level lower if some are on the title's own level."""
    if not any(isinstance(element, Heading) and element.level == 1 for element in elements):
        return elements
    return [
        Heading(element.line, element.level + 1, element.text)
        if isinstance(element, Heading)
        else element
        for element in elements
    ]


def nested(elements: list[Element], kind_of: KindOf) -> list[Element]:
    """Put the headings of stages, steps and questions below the heading that announces them.

    Plain text shows no levels. A heading that is followed by another one would be empty otherwise.
    """
    arranged: list[Element] = []
    container = ""
    level = 2
    for place, element in enumerate(elements):
        if not isinstance(element, Heading):
            arranged.append(element)
            continue
        if container and _belongs(element.text, container):
            arranged.append(Heading(element.line, min(level + 1, 6), element.text))
            continue
        kind = kind_of(element.text)
        following = elements[place + 1] if place + 1 < len(elements) else None
        container, level = "", max(element.level, 2)
        if (
            kind in _CONTAINERS
            and isinstance(following, Heading)
            and _belongs(following.text, kind)
        ):
            container = kind
        arranged.append(Heading(element.line, level, element.text))
    return arranged


def _belongs(text: str, container: str) -> bool:
    if container == "faq":
        return is_question(text)
    if container == "stages":
        return vocabulary.announces_stage(text)
    return container == "steps" and vocabulary.announces_step(text)


def _without_empty_headings(elements: list[Element], findings: Findings) -> list[Element]:
    """Drop headings with nothing below: neither text nor a heading of a lower level."""
    kept: list[Element] = []
    following: Element | None = None
    for element in reversed(elements):
        if isinstance(element, Heading) and (
            following is None
            or (isinstance(following, Heading) and following.level <= element.level)
        ):
            leave_out(element, code="empty_heading", findings=findings)
            findings.notice(
                element.line,
                "empty_heading",
                _("The heading “%(heading)s” has no text below it and was left out.")
                % {"heading": element.text},
            )
            continue
        kept.append(element)
        following = element
    return kept[::-1]


def _sections(elements: Iterable[Element], kind_of: KindOf) -> tuple[list[Content], list[Section]]:
    intro: list[Content] = []
    top: list[Section] = []
    path: list[Section] = []
    for element in elements:
        if isinstance(element, Heading):
            section = Section(
                line=element.line,
                heading=element.text,
                level=max(element.level, 2),
                kind=kind_of(element.text),
            )
            while path and path[-1].level >= section.level:
                path.pop()
            (path[-1].subsections if path else top).append(section)
            path.append(section)
        elif not isinstance(element, Gap):
            (path[-1].content if path else intro).append(element)
    return intro, top


def _joined(sections: list[Section], findings: Findings) -> list[Section]:
    """Join sections of the same heading that follow each other; tell of those that do not."""
    joined: list[Section] = []
    seen: dict[str, int] = {}
    for section in sections:
        key = vocabulary.bare(section.heading)
        if joined and vocabulary.bare(joined[-1].heading) == key and not joined[-1].subsections:
            joined[-1].content += section.content
            joined[-1].subsections += section.subsections
            findings.leave_out(section.line, section.heading, "repeated_heading")
            continue
        if key in seen:
            findings.notice(
                section.line,
                "repeated_heading",
                _(
                    "The heading “%(heading)s” stands in line %(first)s too: join them or rename "
                    "one."
                )
                % {"heading": section.heading, "first": seen[key]},
            )
        seen.setdefault(key, section.line)
        joined.append(section)
    return joined

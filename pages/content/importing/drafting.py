"""What the drafts of all page types have in common: title, summary, body, questions, references."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from pages.content.importing import vocabulary
from pages.content.importing.bibliography import (
    SourceReference,
    is_reference_list,
    references_in,
    references_of,
)
from pages.content.importing.clearing import leave_out
from pages.content.importing.elements import (
    Content,
    Findings,
    ItemList,
    LeftOut,
    Notice,
    Paragraph,
    Table,
    plain_of,
)
from pages.content.importing.outline import Outline, Section
from pages.content.importing.rendering import paragraph, section_text

LONGEST_TITLE: Final = 255
LONGEST_SUMMARY: Final = 600
TAKEN_SUMMARY: Final = 300
"""Characters up to which sentences are taken into a summary that the page itself does not have."""

LONGEST_ANSWER: Final = 1200
"""Characters; a question with a longer answer becomes a section of the body."""

_SENTENCE_END: Final = re.compile(r"(?<=[.!?])[\"”»)]?\s+(?=[^\W\d_a-z]|[¿¡\"“«(])")


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a heading of the file went; ``field`` is the name of the model field."""

    line: int
    heading: str
    field: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A page to be, as plain values.

    Attributes:
        title: the page's title.
        summary: its summary; may be empty.
        search_description: what its head says for search engines; may be empty.
        values: by field name: stored rich text, or the raw blocks of a stream.
        references: the references of the file, in order.
        placed: where its headings went.
        left_out: what is not in the draft, in order of lines.
        notices: what the editor should look at, in order of lines.
    """

    title: str
    summary: str
    search_description: str
    values: dict[str, Any]
    references: tuple[SourceReference, ...]
    placed: tuple[Placed, ...]
    left_out: tuple[LeftOut, ...]
    notices: tuple[Notice, ...]

    def count(self, field_name: str, block: str = "") -> int:
        """Return how many blocks (of one type) a stream of the draft has."""
        value = self.values.get(field_name, [])
        if isinstance(value, str):
            return 0
        return sum(1 for entry in value if not block or entry["type"] == block)


@dataclass(slots=True)
class Desk:
    """Where a draft is put together, section by section.

    Attributes:
        language: code of the page's language.
        title: the page's title.
        findings: what was left out and what to look at.
        values: the draft's fields so far.
        references: the references so far.
        placed: where headings went so far.
    """

    language: str
    title: str
    findings: Findings = field(default_factory=Findings)
    values: dict[str, Any] = field(default_factory=dict)
    references: list[SourceReference] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    def add_block(self, field_name: str, block: str, value: dict[str, Any]) -> None:
        """Append a block to a stream."""
        self.values.setdefault(field_name, []).append({"type": block, "value": value})

    def add_rich_text(self, field_name: str, section: Section) -> None:
        """Put a section into a rich text field; a second one follows below its own heading."""
        text = section_text(section)
        if not text:
            return
        if before := self.values.get(field_name):
            heading = section_text(Section(section.line, "", subsections=[_bare(section)]))
            text = f"{before}{heading}{text}"
        self.values[field_name] = text
        self.place(section, field_name)

    def add_section(self, section: Section) -> None:
        """Put a section into the body; its tables become blocks of their own, below."""
        tables: list[Table] = []
        text = section_text(_without_tables(section, tables))
        if text or not tables:
            self.add_block("body", "section", {"heading": section.heading, "text": text})
        for table in tables:
            caption = table.caption or (section.heading if not text else "")
            self.add_block(
                "body",
                "table",
                {
                    "caption": caption,
                    "header": list(table.header),
                    "rows": [{"cells": [paragraph(cell) for cell in row]} for row in table.rows],
                },
            )
            if not table.caption:
                self.findings.notice(
                    table.line, "table_caption", _("A table has no caption: say what it shows.")
                )
        self.place(section, "body")

    def add_question(self, section: Section) -> None:
        """Put a question and its answer into the frequent questions."""
        answer = section_text(section, markup="answer")
        self.add_block("faq", "question", {"question": section.heading, "answer": answer})
        self.place(section, "faq")

    def add_answerable(self, section: Section) -> None:
        """Put a question among the frequent ones, or into the body if its answer is long."""
        length = sum(len(plain_of(part)) for part in section.all_content())
        if length <= LONGEST_ANSWER:
            self.add_question(section)
            return
        self.add_section(section)
        self.findings.notice(
            section.line,
            "long_answer",
            _("The answer to “%(heading)s” is long: it became a section of the text.")
            % {"heading": section.heading},
        )

    def place(self, section: Section, field_name: str) -> None:
        """Note where a heading went."""
        if section.heading:
            self.placed.append(Placed(section.line, section.heading, field_name))

    def take_references(self, sections: tuple[Section, ...]) -> list[Section]:
        """Take the references out of sections; return those in which something else is left."""
        return [section for section in sections if self._take_references_of(section)]

    def _take_references_of(self, section: Section) -> bool:
        before = len(self.references)
        if section.kind == "references":
            found, rest = references_in(section.all_content())
            self.references += found
            for element in rest:
                leave_out(element, code="unusable_reference", findings=self.findings)
            self.place(section, "listed_references")
            return False
        kept: list[Content] = []
        for element in section.content:
            if isinstance(element, ItemList) and is_reference_list(element):
                self.references += references_of(element)
            else:
                kept.append(element)
        section.content = kept
        section.subsections = [
            below for below in section.subsections if self._take_references_of(below)
        ]
        if kept or section.subsections:
            return True
        if len(self.references) > before:
            self.place(section, "listed_references")
        return False

    def write_up(
        self, outline: Outline, *, place: Callable[[Section], None], overview: str
    ) -> Draft:
        """Make the draft of an outline.

        Args:
            outline: the page, arranged.
            place: puts one section into the fields of the page type.
            overview: the field that takes text between title and first heading, beyond the summary.
        """
        self.findings.left_out += outline.left_out
        self.findings.notices += outline.notices
        intro = Section(
            outline.intro[0].line if outline.intro else 0, "", content=list(outline.intro)
        )
        sections = self.take_references((intro, *outline.sections))
        summary = self._summary(outline, intro, sections)
        if intro.content:
            if overview == "body":
                self.add_section(intro)
                self.findings.notice(
                    intro.line,
                    "overview",
                    _(
                        "Text above the first heading became a section without one: give it a "
                        "heading."
                    ),
                )
            else:
                self.add_rich_text(overview, intro)
        for section in sections:
            if section is not intro:
                place(section)
        self._remark_on_numbers()
        title = outline.title
        if len(title) > LONGEST_TITLE:
            self.findings.notice(
                outline.title_line,
                "title",
                _("The title was too long and was cut: “%(title)s”") % {"title": title},
            )
        return Draft(
            title=title[:LONGEST_TITLE].strip(),
            summary=summary,
            search_description=outline.description[:LONGEST_TITLE],
            values=self.values,
            references=tuple(self.references),
            placed=tuple(sorted(self.placed, key=lambda placed: placed.line)),
            left_out=tuple(sorted(self.findings.left_out, key=lambda left: left.line)),
            notices=tuple(sorted(self.findings.notices, key=lambda notice: notice.line)),
        )

    def _summary(self, outline: Outline, intro: Section, sections: list[Section]) -> str:
        """Return the summary; a first paragraph that serves as one is taken out of the text."""
        first = intro.content[0] if intro.content else None
        if isinstance(first, Paragraph) and len(first.phrase.plain) <= LONGEST_SUMMARY:
            del intro.content[0]
            return first.phrase.plain
        if outline.description:
            return outline.description[:LONGEST_SUMMARY]
        candidates = [intro, *sorted(sections, key=lambda section: not self.defines(section))]
        for section in candidates:
            for part in section.content:
                if isinstance(part, Paragraph):
                    self.findings.notice(
                        part.line,
                        "summary",
                        _(
                            "The file has no introduction: the first sentences of this paragraph "
                            "were "
                            "copied into the summary. Check it; a summary cannot carry citations."
                        ),
                    )
                    return first_sentences(part.phrase.plain)
        return ""

    def defines(self, section: Section) -> bool:
        """Tell whether a section says what the page's subject is."""
        return section.kind in {"definition", "what_it_is"} or vocabulary.is_definition(
            section.heading, title=self.title, language=self.language
        )

    def _remark_on_numbers(self) -> None:
        if not any(reference.number for reference in self.references):
            return
        for reference in self.references:
            if not reference.number:
                self.findings.notice(
                    reference.line,
                    "unnumbered_reference",
                    _("This reference has no number, while others have: “%(text)s”")
                    % {"text": reference.text[:120]},
                )


def first_sentences(text: str, *, longest: int = TAKEN_SUMMARY) -> str:
    """Return as many whole sentences as fit, and at least the first, cut at a word if need be."""
    taken = ""
    for sentence in _SENTENCE_END.split(text):
        if taken and len(taken) + len(sentence) + 1 > longest:
            break
        taken = f"{taken} {sentence}".strip()
    if len(taken) <= LONGEST_SUMMARY:
        return taken
    return taken[: LONGEST_SUMMARY - 1].rsplit(" ", 1)[0] + "…"


def _bare(section: Section) -> Section:
    return Section(section.line, section.heading)


def _without_tables(section: Section, tables: list[Table]) -> Section:
    tables += [part for part in section.content if isinstance(part, Table)]
    return Section(
        line=section.line,
        heading=section.heading,
        content=[part for part in section.content if not isinstance(part, Table)],
        subsections=[_without_tables(below, tables) for below in section.subsections],
    )

"""What became of a file, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.content.importing.drafting import Placed
from pages.content.importing.elements import LeftOut, Notice
from pages.content.importing.furniture import REASONS
from pages.publishing import Blocker

LONGEST_QUOTE: Final = 160

_COUNTED: Final = {
    "sections": gettext_lazy("sections of the text"),
    "tables": gettext_lazy("tables"),
    "symptoms": gettext_lazy("symptoms"),
    "symptom_forms": gettext_lazy("forms of symptoms"),
    "stages": gettext_lazy("stages"),
    "steps": gettext_lazy("steps"),
    "criteria": gettext_lazy("criteria"),
    "adverse_effects": gettext_lazy("adverse effects"),
    "questions": gettext_lazy("frequent questions"),
    "fields": gettext_lazy("other fields filled in"),
    "references": gettext_lazy("references"),
    "references_created": gettext_lazy("references that are new in the library"),
    "citations": gettext_lazy("citations made from numbers in the text"),
}


@dataclass(frozen=True, slots=True)
class ImportedPage:
    """The page that was made; ``id`` and ``edit_url`` are None after a dry run."""

    id: int | None
    type: str
    title: str
    slug: str
    locale: str
    parent: str
    summary: str
    edit_url: str | None


@dataclass(frozen=True, slots=True)
class ImportedReference:
    """A reference of the file, as the library has it now.

    Attributes:
        line: where it stands.
        key: the reference's key.
        text: as the file has it.
        created: whether the library did not have it before.
        unparsed: pieces of the text that nothing was made of.
    """

    line: int
    key: str
    text: str
    created: bool
    unparsed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file."""

    page: ImportedPage
    dry_run: bool
    made: dict[str, int]
    placed: tuple[Placed, ...]
    references: tuple[ImportedReference, ...]
    left_out: tuple[LeftOut, ...]
    warnings: tuple[Notice, ...]
    blockers: tuple[Blocker, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON values; ``docs/importing.md`` has the schema."""
        return {
            "page": {
                "id": self.page.id,
                "type": self.page.type,
                "title": self.page.title,
                "slug": self.page.slug,
                "locale": self.page.locale,
                "parent": self.page.parent,
                "summary": self.page.summary,
                "edit_url": self.page.edit_url,
            },
            "dry_run": self.dry_run,
            "made": self.made,
            "placed": [
                {"line": placed.line, "heading": placed.heading, "field": placed.field}
                for placed in self.placed
            ],
            "references": [
                {
                    "line": reference.line,
                    "key": reference.key,
                    "text": reference.text,
                    "created": reference.created,
                    "unparsed": list(reference.unparsed),
                }
                for reference in self.references
            ],
            "left_out": [
                {"line": left.line, "text": left.text, "code": left.code, "reason": reason_of(left)}
                for left in self.left_out
            ],
            "warnings": [
                {"line": notice.line, "code": notice.code, "message": str(notice.message)}
                for notice in self.warnings
            ],
            "blockers": [blocker.as_dict() for blocker in self.blockers],
        }

    def as_json(self) -> str:
        """Return it as indented JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        """Return it as lines for people, in the language that is active now."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        page = self.page
        if self.dry_run:
            yield _("Nothing was changed. The file would become this draft:")
        else:
            yield _("A draft was made:")
        yield f"  {page.title}"
        yield f"  {page.type}, {page.locale}, {page.parent}{page.slug}/"
        if page.edit_url:
            yield f"  {page.edit_url}"
        yield from _titled(
            _("What was made"),
            [f"{count} {_COUNTED[name]}" for name, count in self.made.items() if count],
        )
        yield from _titled(
            _("Where the headings went"),
            [
                _at(placed.line, f"{placed.field} ← {_short(placed.heading)}")
                for placed in self.placed
            ],
        )
        yield from _titled(_("References"), [_reference(entry) for entry in self.references])
        yield from _titled(
            _("Left out"),
            [_at(left.line, f"{_short(left.text)} ({reason_of(left)})") for left in self.left_out],
        )
        yield from _titled(
            _("To look at"),
            [_at(notice.line, str(notice.message)) for notice in self.warnings],
        )
        yield from blocker_lines(self.blockers)


def reason_of(left: LeftOut) -> str:
    """Return in words why something was left out, in the active language."""
    return str(REASONS[left.code])


def blocker_lines(blockers: tuple[Blocker, ...] | list[Blocker]) -> Iterator[str]:
    """Yield what stands between a page and the public, as lines for people."""
    blocking = [blocker for blocker in blockers if blocker.blocks]
    yield from _titled(
        _("What now blocks the page"),
        [_blocker(blocker) for blocker in blocking] or [_("nothing")],
    )
    yield from _titled(
        _("Warnings about the page"),
        [_blocker(blocker) for blocker in blockers if not blocker.blocks],
    )


def _titled(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield f"{title}:"
        for line in lines:
            yield f"  {line}"


def _at(line: int, text: str) -> str:
    return _("line %(line)s: %(text)s") % {"line": line, "text": text} if line else text


def _reference(entry: ImportedReference) -> str:
    state = _("new") if entry.created else _("in the library already")
    text = _at(entry.line, f"{entry.key} ({state}) ← {_short(entry.text)}")
    if entry.unparsed:
        text += " " + _("[not understood: %(pieces)s]") % {
            "pieces": "; ".join(map(_short, entry.unparsed))
        }
    return text


def _blocker(blocker: Blocker) -> str:
    place = f"{blocker.field}: " if blocker.field else ""
    return f"[{blocker.code}] {place}{blocker.message}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"

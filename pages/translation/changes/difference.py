"""What differs between two versions of a segment, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal

from django.utils.html import format_html, format_html_join

from pages.translation.placeholders import visible_text

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

Kind = Literal["same", "added", "removed"]

_TOKEN: Final = re.compile(r"\[[^\[\]]*\]|\w+(?:[.,'’-]\w+)*|\s+|[^\w\s]")
"""A citation's label, a word or number with what joins its parts, spaces, or another character."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that both versions have, or only one of them.

    Attributes:
        kind: ``"same"``, ``"added"`` (only the new version has it) or ``"removed"``.
        text: plain text, not escaped.
    """

    kind: Kind
    text: str


def diff(old_html: str, new_html: str) -> list[Change]:
    """Return how the visible text of one segment became that of another.

    Words are never cut: where a letter changed, the word is removed and added. Stretches that are
    "same" or "removed" make up the old text, those that are "same" or "added" the new one. Tags are
    not compared; a placeholder counts with its label.
    """
    old, new = (_TOKEN.findall(visible_text(html)) for html in (old_html, new_html))
    return [
        Change(kind, "".join(change.text for change in members))
        for kind, members in groupby(_stretches(old, new), key=lambda change: change.kind)
    ]


def _stretches(old: list[str], new: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            yield Change("same", "".join(old[start:end]))
            continue
        if removed := "".join(old[start:end]):
            yield Change("removed", removed)
        if added := "".join(new[new_start:new_end]):
            yield Change("added", added)


def as_dicts(changes: Iterable[Change]) -> list[dict[str, str]]:
    """Return changes as JSON values: ``[{"kind": "same", "text": "…"}]``. Texts are not escaped."""
    return [asdict(change) for change in changes]


def as_html(changes: Iterable[Change]) -> SafeString:
    """Return changes as escaped HTML: ``<del>`` is what was removed, ``<ins>`` what was added."""
    shown = {"same": "{}", "removed": "<del>{}</del>", "added": "<ins>{}</ins>"}
    return format_html_join(
        "", "{}", ((format_html(shown[change.kind], change.text),) for change in changes)
    )

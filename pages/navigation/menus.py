"""Menus as plain values, read from how they are stored; and what in them is not as it should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pages.navigation.blocks import block_name
from pages.navigation.texts import LONGEST_LABEL, address_problems, text_problems
from pages.people.wordings import nearest


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a menu.

    Attributes:
        kind: ``"page"``, ``"link"`` or ``"heading"``.
        page_id: the page that was chosen, in whatever language; None where it leads to no page.
        labels: what it says, by name of the language (`block_name`).
        addresses: where a link leads, by name of the language.
        children: the entries below it; they have none themselves.
    """

    kind: str
    page_id: int | None
    labels: Mapping[str, str]
    addresses: Mapping[str, str]
    children: tuple[Entry, ...] = ()

    def label(self, language: str) -> str:
        """Return what it says in a language; empty where nothing was written."""
        return in_language(self.labels, language)

    def address(self, language: str) -> str:
        """Return where a link leads in a language; empty where nothing was written."""
        return in_language(self.addresses, language)


def entries_of(stored: Iterable[Any]) -> tuple[Entry, ...]:
    """Return the entries of a menu from the values of its stream field.

    What cannot be read, as after an import by hand, is left out.
    """
    return tuple(_entries(stored, deep=True))


def page_ids(entries: Iterable[Entry]) -> set[int]:
    """Return the pages that a menu names, those below its entries among them."""
    found: set[int] = set()
    for entry in entries:
        found |= page_ids(entry.children)
        if entry.page_id is not None:
            found.add(entry.page_id)
    return found


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text of a language, or of the language that its region belongs to."""
    written = {name.replace("_", "-"): text for name, text in texts.items() if text}
    return written.get(nearest(written, language), "")


def menu_problems(entries: Iterable[Entry], *, languages: Iterable[str]) -> Iterator[str]:
    """Yield what of a menu may not be public, whoever wrote it and however."""
    codes = list(languages)
    for entry in entries:
        for code in codes:
            if label := entry.labels.get(block_name(code)):
                yield from text_problems(label, language=code, longest=LONGEST_LABEL)
            if address := entry.addresses.get(block_name(code)):
                yield from address_problems(address)
        yield from menu_problems(entry.children, languages=codes)


def _entries(stored: Iterable[Any], *, deep: bool) -> Iterator[Entry]:
    for item in stored:
        value = item.get("value") if isinstance(item, Mapping) else None
        if not isinstance(value, Mapping):
            continue
        below = value.get("children") if deep else None
        page_id = value.get("page")
        yield Entry(
            kind=str(item.get("type", "")),
            # Not a boolean, which is a number to Python.
            page_id=page_id if type(page_id) is int else None,
            labels=_texts(value.get("labels")),
            addresses=_texts(value.get("addresses")),
            children=tuple(_entries(below if isinstance(below, list) else (), deep=False)),
        )


def _texts(value: Any) -> dict[str, str]:
    given = value if isinstance(value, Mapping) else {}
    return {str(name): text.strip() for name, text in given.items() if isinstance(text, str)}

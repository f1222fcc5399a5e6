"""What a change is about, and what an answer rests on, as short names that can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

EVERYTHING: Final = "everything"
"""What concerns every answer: sites and who publishes them, languages, view restrictions, triggers
that were away."""

REDIRECTS: Final = "redirects"

FAMILY: Final = "family:"
PAGE: Final = "page:"
REFERENCE: Final = "reference:"
GONE: Final = "gone:"
"""Stands before the id of a page that was public and is deleted: its family cannot name it."""

UNRESTED: Final = (PAGE, GONE)
"""How targets begin on which no answer rests: on itself, or on a page of which nothing but its
number is left."""


def family(translation_key: UUID) -> str:
    """Name a page and its translations: their addresses, titles, signatures and publicity."""
    return f"{FAMILY}{translation_key.hex}"


def page(page_id: int) -> str:
    """Name the stored answer of one page."""
    return f"{PAGE}{page_id}"


def reference(key: str) -> str:
    """Name whether a publication is retracted."""
    return f"{REFERENCE}{key}"


def gone_ids(targets: Iterable[str]) -> set[int]:
    """Return the ids of the pages of which targets say that they are deleted."""
    return {int(target.removeprefix(GONE)) for target in targets if target.startswith(GONE)}


def page_id_in(target: str) -> int | None:
    """Return the page whose stored answer a target names, or None for targets of other kinds."""
    return int(target.removeprefix(PAGE)) if target.startswith(PAGE) else None

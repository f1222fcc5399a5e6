"""How the demo's texts are written down: each leaf in both languages, side by side.

Writing the two languages next to each other means that a sentence cannot be added to one of
them alone, and that numbers, references and pictures are written once.

Citations are written as ``[[smolen-2016 aletaha-2010]]`` and become the stored link that the
rich text editor makes. Blocks get identifiers derived from their place in the page, so that
both languages of a page have the same ones.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pages.citations import csl
from pages.management.demo.references import REFERENCES

NAMESPACE = uuid.UUID("6f0c4d0c-52d0-4c0e-9a0f-2f8f4f0a7a11")
CITATION = re.compile(r"\[\[([a-z0-9\- ]+)\]\]")


@dataclass(frozen=True)
class Both:
    """One text in English and in Spanish."""

    en: str
    es: str

    def text(self, language: str) -> str:
        """The text in ``language`` ("en" or "es")."""
        return self.es if language == "es" else self.en

    def __add__(self, other: Both) -> Both:
        return Both(self.en + other.en, self.es + other.es)


@dataclass(frozen=True)
class Ref:
    """A reference of the library, by key."""

    key: str


@dataclass(frozen=True)
class Picture:
    """A drawn image, by name."""

    name: str


@dataclass(frozen=True)
class Block:
    """One block of a stream field."""

    kind: str
    value: Value


Value: TypeAlias = (
    "Both | Ref | Picture | Block | str | int | Sequence[Value] | Mapping[str, Value] | None"
)
"""What a field of a demo page may hold; lists and mappings nest."""


@dataclass(frozen=True)
class PageText:
    """A page of the demo: its content in both languages, and the pages it links to.

    ``links`` are the keys of other demo pages: the procedures of a condition, the conditions
    of a procedure, or ``(condition, procedure)`` of a testimonial.
    """

    key: str
    slug: Both
    fields: Mapping[str, Value]
    links: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


def t(en: str, es: str) -> Both:
    """A plain text."""
    return Both(en, es)


def p(en: str, es: str) -> Both:
    """A paragraph of rich text; citations are written as ``[[key key]]``."""
    return Both(f"<p>{cited(en)}</p>", f"<p>{cited(es)}</p>")


def ul(*items: tuple[str, str]) -> Both:
    """A bulleted list of rich text, from pairs of English and Spanish."""
    return Both(
        "<ul>" + "".join(f"<li>{cited(en)}</li>" for en, _ in items) + "</ul>",
        "<ul>" + "".join(f"<li>{cited(es)}</li>" for _, es in items) + "</ul>",
    )


def rich(*parts: Both) -> Both:
    """Several paragraphs and lists as one rich text."""
    return Both("".join(part.en for part in parts), "".join(part.es for part in parts))


def block(kind: str, /, **value: Value) -> Block:
    """A struct block of a stream field."""
    return Block(kind, value)


def label(key: str) -> str:
    """The neutral label of a reference, as the citation button writes it: ``Smolen 2016``."""
    values: Mapping[str, Any] = REFERENCES[key]
    return f"{csl.family_name(csl.clean_names(values['authors'])[0])} {values['year']}"


def cited(text: str) -> str:
    """``text`` with each ``[[key …]]`` replaced by the stored form of a citation."""

    def link(match: re.Match[str]) -> str:
        keys = match.group(1).split()
        shown = "; ".join(label(key) for key in keys)
        return f'<a linktype="citation" keys="{" ".join(keys)}">[{shown}]</a>'

    return CITATION.sub(link, text)


def stored(
    value: Value, language: str, *, place: str, primary_key: Callable[[Ref | Picture], int]
) -> object:
    """``value`` in one language as a stream field stores it: plain JSON with block identifiers.

    ``place`` names the value's position and seeds the identifiers; ``primary_key`` finds the
    row of a reference or a picture.
    """
    match value:
        case Both():
            return value.text(language)
        case Ref() | Picture():
            return primary_key(value)
        case Block():
            inner = stored(value.value, language, place=place, primary_key=primary_key)
            return {"type": value.kind, "value": inner, "id": block_id(place)}
        case Mapping():
            return {
                name: _member(inner, language, f"{place}/{name}", primary_key)
                for name, inner in value.items()
            }
        case str() | int() | None:
            return value
        case _:
            return [
                stored(item, language, place=f"{place}/{index}", primary_key=primary_key)
                for index, item in enumerate(value)
            ]


def _member(
    value: Value, language: str, place: str, primary_key: Callable[[Ref | Picture], int]
) -> object:
    """A member of a struct: a list in it is a list block, whose items carry identifiers too."""
    if isinstance(value, str | Both | Ref | Picture | Block | Mapping | int) or value is None:
        return stored(value, language, place=place, primary_key=primary_key)
    return [
        {
            "type": "item",
            "value": stored(item, language, place=f"{place}/{index}", primary_key=primary_key),
            "id": block_id(f"{place}/{index}"),
        }
        for index, item in enumerate(value)
    ]


def block_id(place: str) -> str:
    """The identifier of the block at ``place``, the same on every load."""
    return str(uuid.uuid5(NAMESPACE, place))


def texts(value: Value) -> Iterator[Both]:
    """Every text in ``value``, in order."""
    if isinstance(value, Both):
        yield value
    elif isinstance(value, Block):
        yield from texts(value.value)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from texts(item)


def reference_keys(page: PageText) -> list[str]:
    """The keys of every reference that the page cites or names, by first mention."""
    found: dict[str, None] = {}

    def walk(value: Value) -> None:
        if isinstance(value, Ref):
            found.setdefault(value.key)
        elif isinstance(value, Both):
            for keys in re.findall(r'keys="([^"]+)"', value.en):
                for key in keys.split():
                    found.setdefault(key)
        elif isinstance(value, Block):
            walk(value.value)
        elif isinstance(value, Mapping):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, Sequence) and not isinstance(value, str):
            for item in value:
                walk(item)

    walk(page.fields)
    return list(found)

"""Segments and files of the exchange, and translate-toolkit as a translator's tool."""

from __future__ import annotations

import datetime
from typing import Any

from hypothesis import strategies as st
from translate.storage.pypo import pofile
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

from pages.translation.exchange import po, xliff2, xliff12
from pages.translation.exchange.inline import Node, Tag, parse, serialise
from pages.translation.exchange.judging import CurrentSegment
from pages.translation.exchange.values import ExportDocument, ExportUnit

NOON = datetime.datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=datetime.UTC)
UUID = "0b5f2f6e-6a4f-4f0e-9a43-4a5b1a1d2c3d"

WRITERS = {
    "po": po.write,
    "xliff": lambda document: xliff2.write([document]),
    "xliff12": lambda document: xliff12.write([document]),
}
TOOLS = {"po": pofile, "xliff": Xliff2File, "xliff12": Xliff1File}

_CHARACTERS = st.one_of(
    st.characters(exclude_categories=("Cs",)),
    st.sampled_from(" \n\t\"'\\&<>#;[]{}%|~"),
    st.sampled_from(
        "\u00a0\u2028\u2029\u0085\u200b\u200e\u200f\u202e\u2067\ufeff\U0001f9b4\u0301\x0b\x0c\x1c"
    ),
)
texts = st.text(_CHARACTERS, max_size=30)
_words = st.text(_CHARACTERS, min_size=1, max_size=30).filter(lambda text: not text.isspace())


@st.composite
def segments(draw: Any) -> str:
    """HTML of a segment, with bold, italics, line breaks, links and citations."""
    inner = st.recursive(
        st.one_of(texts, st.just(Tag("br", "", ()))),
        lambda nodes: st.builds(
            lambda name, children: Tag(name, "a1" if name == "a" else "", tuple(children)),
            st.sampled_from(["b", "i", "em", "strong", "code", "abbr", "a"]),
            st.lists(nodes, max_size=3),
        ),
        max_leaves=8,
    )
    citation = st.just(Tag("a", "a1", ("[smolen-2016]",)))
    nodes = draw(st.lists(st.one_of(inner, citation, _words), max_size=5))
    counter = iter(range(1, 100))
    html = serialise([draw(_words), *(_renumbered(node, counter) for node in nodes)])
    # What is stored has been read and written by an HTML parser before.
    return serialise(parse(html))


def _renumbered(node: Node, counter: Any) -> Node:
    if not isinstance(node, Tag):
        return node
    identifier = f"a{next(counter)}" if node.name == "a" else ""
    return Tag(node.name, identifier, tuple(_renumbered(one, counter) for one in node.children))


@st.composite
def units(draw: Any) -> list[ExportUnit]:
    """The segments of a page: some translated, some not confirmed, some repeated elsewhere."""
    sources = draw(st.lists(segments(), min_size=1, max_size=6))
    repeated = draw(st.lists(st.sampled_from(sources), max_size=3))
    paths = draw(st.permutations(range(len(sources) + len(repeated))))
    found = []
    for source, path in zip([*sources, *repeated], paths, strict=True):
        target = draw(st.one_of(st.just(""), st.just(source), segments()))
        found.append(
            ExportUnit(
                path=f"body.5f0c1d2e-0000-4000-8000-{path:012d}.text",
                position=1,
                place="Body › Section › Text",
                source=source,
                target=target,
                is_confirmed=draw(st.booleans()),
                origin=draw(st.sampled_from(["human", "machine", "imported"])),
            )
        )
    return found


def a_unit(source: str = "It inflames.", target: str = "", **values: Any) -> ExportUnit:
    """Return one segment that goes out."""
    return ExportUnit(
        **{
            "path": "body.11111111-1111-4111-8111-111111111111.text",
            "position": 1,
            "place": "Body › Section › Text",
            "source": source,
            "target": target,
            **values,
        }
    )


def a_document(*exported: ExportUnit, **values: Any) -> ExportDocument:
    """Return one translation that goes out."""
    return ExportDocument(
        **{
            "translation": UUID,
            "title": "Rheumatoid arthritis",
            "source_language": "en",
            "target_language": "es",
            "source_fingerprint": "f" * 64,
            "exported_at": NOON,
            "units": exported,
            **values,
        }
    )


def standing(exported: list[ExportUnit] | tuple[ExportUnit, ...]) -> list[CurrentSegment]:
    """Return the segments of the page that these were exported from, unchanged."""
    return [
        CurrentSegment(
            key=key,
            path=unit.path,
            position=unit.position,
            source=unit.source,
            target=unit.target or unit.on_file,
            waits=bool(unit.target) and not unit.is_confirmed,
        )
        for key, unit in enumerate(exported)
    ]


def opened(content: bytes, kind: str) -> Any:
    """Return a file as translate-toolkit reads it."""
    return TOOLS[kind].parsestring(content)


def saved_again(content: bytes, kind: str) -> bytes:
    """Return a file after translate-toolkit has opened and saved it."""
    return bytes(opened(content, kind))

"""A segment's HTML as text and inline codes, and back.

A segment is HTML with a few inline tags: ``<b>``, ``<i>``, ``<br/>`` and others without
attributes, and ``<a id="a1">``, which stands for a link or a citation. PO files carry it as it is.
XLIFF has codes instead of tags: each has an identity, and what it stands for is looked up in the
source when the file comes back, so that a tool cannot change it. Everything here is pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from typing import Final, TypeAlias

from django.utils.translation import gettext as _
from wagtail_localize.strings import INLINE_TAGS

DEEPEST: Final = 40
"""Tags within tags; a segment has two or three."""

_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What XML cannot say, PO files break at, and nobody sees."""

_FOLDS: Final = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_END_FOLDS: Final = re.compile(r"\A[ \t]*[\r\n][ \t\r\n]*|[ \t]*[\r\n][ \t\r\n]*\Z")
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_OWN_IDENTIFIER: Final = re.compile(rf"({'|'.join(INLINE_TAGS)})\d+")
_LINK_IDENTIFIER: Final = re.compile(r"(a\d+)(?:-\d+)?")
_LABEL: Final = re.compile(r"\[[^\[\]<>&]*\]")


class MarkupFault(ValueError):
    """A segment's markup cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it is in the segment.

    Attributes:
        name: of the element, such as ``"b"``.
        identifier: its ``id``, or empty.
        children: what it stands around; empty for ``br``.
    """

    name: str
    identifier: str
    children: tuple[Node, ...]

    @property
    def label(self) -> str:
        """The label of a citation (``"[smolen-2016]"``), which nobody translates; or empty."""
        if self.name == "a" and self.identifier and len(self.children) == 1:
            (only,) = self.children
            if isinstance(only, str) and _LABEL.fullmatch(only):
                return only
        return ""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of an XLIFF file, which stands for a tag.

    Attributes:
        identifier: the identity that it has in the file.
        children: what it stands around, or None where it is a single mark.
        hint: the HTML that it stands for, as far as the file says; used where the source says
            nothing.
    """

    identifier: str
    children: tuple[Node, ...] | None
    hint: str = ""


Node: TypeAlias = str | Tag | Code
Nodes: TypeAlias = tuple[Node, ...]


class _Reader(HTMLParser):
    """Builds the tags of one segment; what is no segment raises `MarkupFault`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.found: list[list[Node]] = [[]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in INLINE_TAGS:
            raise MarkupFault(_("The tag <%(tag)s> is not allowed.") % {"tag": tag})
        names = {name for name, _value in attrs}
        if names - ({"id"} if tag == "a" else set()):
            raise MarkupFault(
                _("The tag <%(tag)s> has an attribute that is not allowed.") % {"tag": tag}
            )
        if tag == "br":
            self.found[-1].append(Tag("br", "", ()))
            return
        if len(self.open) >= DEEPEST:
            raise MarkupFault(_("Too many tags stand within one another."))
        self.open.append((tag, dict(attrs).get("id") or ""))
        self.found.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag != "br":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            return
        if not self.open or self.open[-1][0] != tag:
            raise MarkupFault(_("The tag </%(tag)s> closes nothing.") % {"tag": tag})
        name, identifier = self.open.pop()
        children = tuple(self.found.pop())
        self.found[-1].append(Tag(name, identifier, children))

    def handle_data(self, data: str) -> None:
        own = self.found[-1]
        if own and isinstance(own[-1], str):
            own[-1] += data
        else:
            own.append(data)

    def handle_comment(self, data: str) -> None:
        raise MarkupFault(_("There is something in the markup that is not allowed."))

    def handle_decl(self, decl: str) -> None:
        raise MarkupFault(_("There is something in the markup that is not allowed."))

    def handle_pi(self, data: str) -> None:
        raise MarkupFault(_("There is something in the markup that is not allowed."))

    def unknown_decl(self, data: str) -> None:
        raise MarkupFault(_("There is something in the markup that is not allowed."))


@lru_cache(maxsize=4096)
def parse(html: str) -> Nodes:
    """Return the text and the tags of a segment.

    Raises:
        MarkupFault: a tag is not allowed, not closed, or closes nothing.
    """
    reader = _Reader()
    try:
        reader.feed(_CONTROLS.sub("", html))
        reader.close()
    except AssertionError as error:  # what Python's parser says of "<![" without a known word
        raise MarkupFault(_("There is something in the markup that is not allowed.")) from error
    if reader.open:
        raise MarkupFault(_("The tag <%(tag)s> is not closed.") % {"tag": reader.open[-1][0]})
    return tuple(reader.found[0])


def serialise(nodes: Iterable[Node]) -> str:
    """Return tags and text as HTML, the way wagtail-localize writes it.

    Raises:
        MarkupFault: a code stands for nothing that is known.
    """
    return resolve(nodes, {})


def resolve(nodes: Iterable[Node], source: Mapping[str, Tag]) -> str:
    """Return HTML, with the source's tags for the codes of a file.

    Args:
        nodes: what the file has.
        source: the tags of the segment's source by their codes, from `codes_of`.

    Raises:
        MarkupFault: a code stands for nothing that is known.
    """
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            parts.append(escape(node, quote=False))
        elif isinstance(node, Tag):
            parts.append(_written(node.name, node.identifier, resolve(node.children, source)))
        else:
            tag = source.get(node.identifier) or _tag_of(node)
            inner = resolve(tag.children if node.children is None else node.children, source)
            parts.append(_written(tag.name, tag.identifier, inner))
    return "".join(parts)


def _written(name: str, identifier: str, inner: str) -> str:
    if name == "br":
        return "<br/>" + inner
    attribute = f' id="{escape(identifier)}"' if identifier else ""
    return f"<{name}{attribute}>{inner}</{name}>"


def _tag_of(code: Code) -> Tag:
    """Return the tag of a code that the source does not have.

    Raises:
        MarkupFault: nothing says what it stands for.
    """
    if code.hint:
        try:
            (tag,) = parse(code.hint)
        except (MarkupFault, ValueError):
            pass
        else:
            if isinstance(tag, Tag):
                return tag
    if link := _LINK_IDENTIFIER.fullmatch(code.identifier):
        return Tag("a", link[1], ())
    if own := _OWN_IDENTIFIER.fullmatch(code.identifier):
        return Tag(own[1], "", ())
    raise MarkupFault(_("The placeholder “%(id)s” is not in the source.") % {"id": code.identifier})


def numbered(nodes: Nodes) -> list[tuple[str, Tag]]:
    """Return each tag with the identity that its code has in a file, in the order of the text.

    A link or a citation keeps its own; the others are counted by name, so that the second ``<b>``
    of the translation has the code of the second ``<b>`` of the source.
    """
    taken: set[str] = set()
    counted: Counter[str] = Counter()
    found = []
    for tag in _tags(nodes):
        identifier = tag.identifier if _IDENTIFIER.fullmatch(tag.identifier) else ""
        if not identifier:
            counted[tag.name] += 1
            identifier = f"{tag.name}{counted[tag.name]}"
        while identifier in taken:
            counted[tag.name] += 1
            identifier = (
                f"{tag.identifier}-{counted[tag.name]}"
                if tag.identifier
                else f"{tag.name}{counted[tag.name]}"
            )
        taken.add(identifier)
        found.append((identifier, tag))
    return found


def codes_of(html: str) -> dict[str, Tag]:
    """Return the tags of a segment by their codes; none for a segment that is not well-formed."""
    try:
        return dict(numbered(parse(html)))
    except MarkupFault:
        return {}


def _tags(nodes: Iterable[Node]) -> Iterator[Tag]:
    for node in nodes:
        if isinstance(node, Tag):
            yield node
            yield from _tags(node.children)


def link_labels(html: str) -> list[tuple[str, str]]:
    """Return id and words of the links and citations of a segment, doubled ones twice.

    Raises:
        MarkupFault: the segment is not well-formed.
    """
    return [
        (tag.identifier, "".join(_words(tag.children)))
        for tag in _tags(parse(html))
        if tag.name == "a" and tag.identifier
    ]


def _words(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield from _words(node.children or ())


def tidy(html: str) -> str:
    """Return a segment as it is stored: one spelling of tags and entities, on one line.

    Tools break long lines, and a line break of a segment is ``<br/>``: what stands around a break
    in the file is one space, and nothing at the ends.

    Raises:
        MarkupFault: the segment is not well-formed.
    """
    return _FOLDS.sub(" ", _END_FOLDS.sub("", serialise(parse(html))))


@lru_cache(maxsize=8192)
def comparable(html: str) -> str:
    """Return a segment so that two spellings of the same segment are equal.

    Composed characters (NFC), line breaks as spaces, entities and tags in one spelling. A segment
    that is not well-formed is compared as it is.
    """
    try:
        text = tidy(html)
    except MarkupFault:
        text = _CONTROLS.sub("", html)
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=8192)
def comparable_source(html: str) -> str:
    """Return a source so that it is found again although a tool touched its spaces."""
    return " ".join(comparable(html).replace("\xa0", " ").split())

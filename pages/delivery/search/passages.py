"""What the search reads of a page's public content: its titles, headings and text.

Left out is what no visitor looks for or what stands on every page: references, disclaimers,
addresses, codes of choices, what is written for search engines, and words in another language than
the page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, Final, Literal, NamedTuple

from pages.delivery.rich_text import TAGS

Kind = Literal["title", "heading", "summary", "text"]

TITLE: Final[Kind] = "title"
HEADING: Final[Kind] = "heading"
SUMMARY: Final[Kind] = "summary"
TEXT: Final[Kind] = "text"

LEFT_OUT: Final = frozenset({"references", "disclaimers", "json_ld", "seo", "title", "summary"})
"""Fields that are not searched, and the two that are read before all others."""

HEADINGS: Final = frozenset({"caption", "heading", "label", "name", "question", "title"})
"""Names under which blocks and rows keep what stands above a text."""

NO_WORDS: Final = frozenset(
    {
        *("id", "type", "key", "url", "html_url", "detail_url", "language", "languages"),
        *("licence_number", "licence_authority", "credentials", "affiliation"),
        *("code_system", "design", "frequency", "kind", "severity", "stages_scale", "status"),
        *("story_date", "system"),
        "original",
    }
)
"""Names of what is no text in the page's language, wherever they occur."""

_CITATION = re.compile(r'<sup class="citation">.*?</sup>', re.DOTALL)
_HEADING = re.compile(r"<h[2-4][^<>]*>(.*?)</h[2-4]>", re.DOTALL)
_INLINE = frozenset({"a", "b", "strong", "i", "em", "sup", "sub"})
_TAG = re.compile(rf"</?({'|'.join(sorted(TAGS))})(?:\s[^<>]*)?/?>")
_SPACES = re.compile(r"\s+")


class Passage(NamedTuple):
    """A piece of plain text and what it is on its page."""

    kind: Kind
    text: str


def passages(content: Mapping[str, Any]) -> list[Passage]:
    """Return what is searched of a document's content: title and summary, then all the rest.

    The order depends on names alone, because a database may give the fields back in another one.
    """
    found = [
        Passage(TITLE, plain_text(str(content.get("title") or ""))),
        Passage(SUMMARY, plain_text(str(content.get("summary") or ""))),
    ]
    for name in sorted(content.keys() - LEFT_OUT - NO_WORDS):
        found += _of_value(content[name], TEXT)
    return [passage for passage in found if passage.text]


def plain_text(html: str) -> str:
    """Return the words of public HTML, without citations and on one line."""
    bare = _TAG.sub(
        lambda tag: "" if tag[1] in _INLINE else " ",
        _CITATION.sub("", html),
    )
    return _SPACES.sub(" ", unescape(bare)).strip()


def _of_value(value: Any, kind: Kind) -> Iterator[Passage]:
    if isinstance(value, str):
        yield from _of_html(value, kind)
    elif isinstance(value, list):
        for item in value:
            yield from _of_value(item, kind)
    elif isinstance(value, Mapping):
        if "renditions" in value:
            yield from _of_html(str(value.get("alt") or ""), TEXT)
            return
        for name in sorted(value.keys() - NO_WORDS, key=lambda name: (name not in HEADINGS, name)):
            yield from _of_value(value[name], HEADING if name in HEADINGS else kind)


def _of_html(html: str, kind: Kind) -> Iterator[Passage]:
    """Yield the texts between the headings of a rich text, and these."""
    for at, part in enumerate(_HEADING.split(html)):
        if text := plain_text(part):
            yield Passage(HEADING if at % 2 else kind, text)

"""Words of public content without their markup, and the people who said or wrote something."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, Final

import nh3

Json = dict[str, Any]

_CITATION: Final = re.compile(r'<sup class="citation">.*?</sup>', re.DOTALL)
_BETWEEN_ITEMS: Final = re.compile(r"</li>\s*<li\b[^>]*>")


def plain_text(html: str) -> str:
    """Return the words of public HTML without markup and without citation numbers.

    The items of a list are kept apart by semicolons, since their markup no longer does it.
    """
    items_apart = _BETWEEN_ITEMS.sub("; ", _CITATION.sub("", html))
    spaced = items_apart.replace("</p>", "</p> ").replace("</li>", "</li> ")
    words = nh3.clean(spaced, tags=set())
    return " ".join(unescape(words).split())


def person(name: str, credentials: str) -> Json:
    """Return somebody with the credentials that stand behind their name, if there are any."""
    node: Json = {"@type": "Person", "name": name}
    if credentials:
        node["honorificSuffix"] = credentials
    return node


def filled(node: Json) -> Json:
    """Return a node without the properties that say nothing."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}

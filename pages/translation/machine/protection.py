"""Keeping citations and links whole while a machine translates the words around them. Pure.

A segment is sent as it is, with placeholders such as ``<a id="a1">[smolen-2016]</a>``. What comes
back is brought into the form that localize accepts. If a placeholder is not there exactly once, the
segment is sent once more with numbers in brackets in its place, as a journal prints citations,
which machines leave alone. If that fails too, the first answer is kept and the checks flag it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from bs4 import BeautifulSoup, Comment
from wagtail_localize.strings import INLINE_TAGS

from pages.translation.placeholders import placeholder_ids

_LINK: Final = re.compile(r'<a\b[^>]*?\bid=["\'](?P<id>\w+)["\'][^>]*>(?P<label>.*?)</a>', re.S)
_CITATION: Final = re.compile(r"\[[^\]<]*\]")
_FIRST: Final = 7001
"""The first of the numbers that stand for placeholders; those that the text has are left out."""


def cleaned(html: str, *, source: str) -> str:
    """Return a machine's translation as localize accepts it.

    Tags that no segment may have are taken away and their words left, and so are links that the
    source does not have. The label of a citation is the source's: it is nothing to be translated.
    """
    if not set(html) & set("<>&"):
        return html.strip()
    soup = BeautifulSoup(html, "html.parser")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    known = {link["id"]: link["label"] for link in _LINK.finditer(source)}
    for element in soup.find_all(True):
        if element.name in ("script", "style"):
            element.decompose()
            continue
        identifier = element.attrs.get("id") if element.name == "a" else None
        if element.name not in INLINE_TAGS or (element.name == "a" and identifier not in known):
            element.unwrap()
            continue
        element.attrs = {"id": identifier} if identifier else {}
        if identifier and _CITATION.fullmatch(known[str(identifier)]):
            element.string = known[str(identifier)]
    return str(soup).strip()


def keeps_placeholders(source: str, translated: str) -> bool:
    """Tell whether a translation has each placeholder of its source exactly once."""
    return Counter(placeholder_ids(source)) == Counter(placeholder_ids(translated))


def with_numbers(source: str) -> tuple[str, dict[int, str]]:
    """Return a segment with numbers in brackets for its placeholders, and what each stands for.

    A citation is one number. A link has words that are to be translated: it is two numbers, which
    stand for ``<a id="a2">`` and ``</a>``.
    """
    taken = {int(number) for number in re.findall(r"\d{1,9}", source)}
    numbers = (number for number in range(_FIRST, _FIRST + 10_000) if number not in taken)
    stands_for: dict[int, str] = {}

    def numbered(markup: str) -> str:
        stands_for[number := next(numbers)] = markup
        return f"[{number}]"

    def replaced(link: re.Match[str]) -> str:
        opening = f'<a id="{link["id"]}">'
        if _CITATION.fullmatch(link["label"]):
            return numbered(f"{opening}{link['label']}</a>")
        return f"{numbered(opening)}{link['label']}{numbered('</a>')}"

    return _LINK.sub(replaced, source), stands_for


def without_numbers(translated: str, stands_for: dict[int, str]) -> str:
    """Return a translation with its placeholders in the place of the numbers.

    A number that is not there, or is there twice, gives a text that `keeps_placeholders` refuses.
    """
    for number, markup in stands_for.items():
        translated = re.sub(rf"\[\s*{number}\s*\]", markup.replace("\\", r"\\"), translated)
    return translated

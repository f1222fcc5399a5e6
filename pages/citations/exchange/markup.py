"""Titles and names in files carry HTML entities and tags; the library keeps plain text."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

_TAG_NAMES: Final = (
    r"(?:i|b|u|em|strong|sub|sup|sc|scp|span|p|br|tt|italic|bold|title|jats:[a-z-]+|mml:[a-z]+)"
)
_TAG: Final = re.compile(rf"</?{_TAG_NAMES}(?:\s[^<>]{{0,300}})?\s?/?>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_HIDDEN: Final = re.compile(r"[\u200b\u200e\u200f\u2060\ufeff\u00ad]")


def plain(text: str) -> str:
    """Return a text without markup: entities resolved, tags gone, white space single.

    Comparisons such as ``p < 0.05`` are no tags and stay.
    """
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    text = _HIDDEN.sub("", _UNPRINTABLE.sub(" ", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def protected(text: str) -> str:
    """Return a plain text in which nothing would be taken for markup: `plain` gives it back."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: f"&amp;{found.group()[1:]}", text)
    if "<" in text:
        text = _TAG.sub(lambda found: f"&lt;{found.group()[1:]}", text)
    return " ".join(text.split())

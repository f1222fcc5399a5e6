"""The demo's texts as pairs of English and Spanish, as the checks of translations read them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from pages.management.demo.disclaimers import DISCLAIMERS
from pages.management.demo.writing import Both, PageText
from pages.translation.checks import SegmentPair
from tools.claims_texts import PAGES

_CITATION = re.compile(r"\[\[.*?\]\]")


def demo_pairs() -> list[SegmentPair]:
    """Return every text of the demo that has both languages."""
    texts = [
        text
        for module in PAGES
        for value in vars(import_module(module)).values()
        if isinstance(value, PageText)
        for text in _texts(value)
    ]
    texts += _texts(DISCLAIMERS)
    found = [(_words(text, "en"), _words(text, "es")) for text in texts]
    return [
        SegmentPair(
            index=index,
            path="",
            source=english,
            target=spanish,
            recorded=spanish,
            source_language="en",
            target_language="es",
        )
        for index, (english, spanish) in enumerate(found)
        if english and spanish
    ]


def _words(text: Both, language: str) -> str:
    return _CITATION.sub("", text.text(language))


def _texts(value: Any) -> Iterator[Both]:
    if isinstance(value, Both):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)

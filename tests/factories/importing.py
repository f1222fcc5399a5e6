"""Files of old sites: the samples of this project, and small texts written for one test."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path
from typing import Any

from pages.content.importing.build import make_draft
from pages.content.importing.drafting import Draft
from pages.content.importing.reading import Source, read_bytes
from pages.content.importing.vocabulary import PageType

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
CONDITION = SAMPLES / "frozen-shoulder.en.txt"
CONDITION_HTML = SAMPLES / "frozen-shoulder.en.html"
CONDITION_ES = SAMPLES / "gota.es.txt"
PROCEDURE_HTML = SAMPLES / "knee-injection.en.html"
PROCEDURE_ES = SAMPLES / "infiltracion.es.txt"


def source_of(text: str, *, ending: str = "txt") -> Source:
    """Return a text as if it had been read from a file."""
    return read_bytes(text.encode(), name=f"page.{ending}")


def draft_of(
    text: str | Path,
    *,
    ending: str = "txt",
    page_type: PageType = "condition",
    language: str = "en",
) -> Draft:
    """Return the draft of a text, or of a sample."""
    if isinstance(text, Path):
        source = read_bytes(text.read_bytes(), name=text.name)
    else:
        source = source_of(text, ending=ending)
    return make_draft(source=source, page_type=page_type, language=language)


def values(draft: Draft, field: str) -> list[dict[str, Any]]:
    """Return the values of the blocks of a stream."""
    return [block["value"] for block in draft.values.get(field, [])]


def left_out(draft: Draft) -> dict[str, str]:
    """Return why each text was left out, by text."""
    return {left.text: left.code for left in draft.left_out}


def words(text: str) -> Counter[str]:
    """Count the words of a text; numbers do not count, since lists number themselves."""
    return Counter(re.findall(r"[^\W\d_]+", text))


def words_of(draft: Draft) -> Counter[str]:
    """Count the words of everything that became of a file: the draft and what was left out."""
    texts = [draft.title, draft.summary, draft.search_description]
    texts += [placed.heading for placed in draft.placed]
    texts += [reference.text for reference in draft.references]
    texts += [left.text for left in draft.left_out]
    texts += _strings(draft.values)
    return words(" ".join(texts))


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [html.unescape(re.sub(r"<[^>]+>", " ", value))]
    if isinstance(value, dict):
        return [text for key, entry in value.items() if key != "type" for text in _strings(entry)]
    if isinstance(value, list):
        return [text for entry in value for text in _strings(entry)]
    return []

"""The key of a reference: ``smolen-2016``, made once and kept for ever.

Keys stand in stored texts, in signed content and in public documents. So they are plain ASCII,
contain no spaces, and do not change when a misspelt name is put right.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import string
from collections.abc import Iterator
from typing import Final

from anyascii import anyascii
from django.utils.text import slugify

from pages.citations.csl import Name, family_name

LONGEST_STEM: Final = 60
LONGEST_KEY: Final = 80
_WORD: Final = re.compile(r"[a-z0-9]+")


def stem(*, authors: list[Name], title: str, year: int | None) -> str:
    """Return the key without its distinguishing letter.

    Args:
        authors: the first one gives the name; of an organisation, the first four words.
        title: gives the name where there is no author: its first three words.
        year: four digits, or ``nd`` (no date) if it is None.
    """
    name = ""
    if authors:
        name = slugify(anyascii(family_name(authors[0])))
        if not authors[0].get("family"):
            name = "-".join(name.split("-")[:4])
    if not name:
        name = "-".join(slugify(anyascii(title)).split("-")[:3])
    name = name.replace("_", "-").strip("-")[:LONGEST_STEM].strip("-") or "reference"
    return f"{name}-{year or 'nd'}"


def candidates(base: str) -> Iterator[str]:
    """Yield the stem, then the stem with the letters a to z, then aa, ab and so on."""
    yield base
    for length in itertools.count(1):
        for letters in itertools.product(string.ascii_lowercase, repeat=length):
            yield base + "".join(letters)


def folded(text: str) -> str:
    """Return a text as it is compared: ASCII words in lower case, separated by single spaces."""
    return " ".join(_WORD.findall(anyascii(text).lower()))


def title_year_digest(title: str, year: int | None) -> str:
    """Return what is equal for two references of the same title and year; empty without a title.

    Titles are compared without regard to case, accents and punctuation; those that have nothing
    else, as they are. A digest, because a database finds it by its index at any length.
    """
    words = folded(title) or " ".join(title.casefold().split())
    if not words:
        return ""
    text = f"{words}|{year or ''}"
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=16).hexdigest()

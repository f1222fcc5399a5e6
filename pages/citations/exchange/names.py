"""Persons and organisations, as files write them on one line."""

from __future__ import annotations

import re
from typing import Final

from pages.citations.csl import Name

_INITIALS: Final = re.compile(r"[^\W\d_]{1,4}")
_SUFFIXES: Final = frozenset({"jr", "jr.", "sr", "sr.", "2nd", "3rd", "4th", "ii", "iii", "iv"})
_ET_AL: Final = frozenset({"et al", "et al.", "others", "y col.", "y cols."})


def read_name(text: str) -> Name | None:
    """Return the name on one line: ``Smolen, Josef S``, ``Smolen JS``, or an organisation.

    A comma divides family and given names; one at the end marks an organisation. Without a comma
    it is a person only if the last word is initials.
    """
    value = " ".join(text.split())
    if not value.strip(" ,;.") or value.lower() in _ET_AL:
        return None
    if value.endswith(","):
        return {"literal": value.rstrip(" ,")}
    family, comma, rest = value.partition(",")
    if not comma:
        return _without_comma(value)
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    if not family.strip():
        return {"literal": " ".join(parts)} if parts else None
    if not parts:
        return {"literal": family.strip()}
    name: Name = {"family": family.strip(), "given": parts[0]}
    if len(parts) > 1:
        suffix = next((part for part in parts[1:] if part.lower() in _SUFFIXES), None)
        if suffix is None:
            # A list that is no person's name: kept whole rather than cut.
            return {"literal": value}
        name["suffix"] = suffix.rstrip(".")
    return name


def write_name(name: Name) -> str:
    """Return a name as one line that `read_name` reads as the same, where that is possible."""
    if not name.get("family"):
        literal = name.get("literal", "")
        # A comma, or a last word like initials, would make a person of an organisation.
        return literal if read_name(literal) == {"literal": literal} else f"{literal},"
    family = " ".join(part for part in (name.get("non-dropping-particle"), name["family"]) if part)
    parts = [family, name.get("given", ""), name.get("suffix", "")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return ", ".join(parts)


def _without_comma(value: str) -> Name:
    words = value.split()
    suffix = words.pop() if len(words) > 2 and words[-1].lower() in _SUFFIXES else ""
    if len(words) > 1 and words[-1].isupper() and _INITIALS.fullmatch(words[-1]):
        name: Name = {"family": " ".join(words[:-1]), "given": words[-1]}
        if suffix:
            name["suffix"] = suffix.rstrip(".")
        # Capitals throughout are an organisation's: “NICE UK”.
        if not name["family"].isupper() or len(words[-1]) <= 2:
            return name
    return {"literal": value}

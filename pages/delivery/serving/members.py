"""Reading a few members of a long JSON text, such as an answer's summary, without its body."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

_decode = json.JSONDecoder().raw_decode


def first_members(text: str, names: Collection[str]) -> dict[str, Any]:
    """Return the members of a JSON object up to the last one that is wanted.

    Members before it come too; those that the object does not have are left out.

    Args:
        text: the object, in the form without spaces in which answers are stored.
        names: of the members that are wanted.

    Raises:
        ValueError: the text is no such object.
    """
    if text[:1] != "{":
        raise ValueError("no JSON object")
    found: dict[str, Any] = {}
    missing, at = set(names), 1
    while missing and text[at] != "}":
        name, at = _decode(text, at)
        found[name], at = _decode(text, at + 1)
        missing.discard(name)
        at += text[at] == ","
    return found

"""Answers of the API that are kept as they were, with what differs from run to run replaced.

Set ``UPDATE_GOLDEN=1`` to write them anew after a change of the contract, and read the difference.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "golden"

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
_FINGERPRINT = re.compile(r'"[0-9a-f]{64}"')
_DAY = re.compile(r'("(?:datePublished|dateModified|lastReviewed)": )"[^"]+"')
_ID = re.compile(r'("id": )\d+')
_ADDRESS = re.compile(r"/(pages|images|documents)/\d+/")
_FILE = re.compile(r"(/media/images/)[^\"]+")


def steady(answer: Any) -> Any:
    """Return an answer with ids, times, hashes and names of files replaced by what they are."""
    text = json.dumps(answer, ensure_ascii=False)
    blocks: dict[str, str] = {}
    text = _UUID.sub(lambda found: blocks.setdefault(found[0], f"block-{len(blocks) + 1}"), text)
    text = _TIME.sub("TIME", text)
    text = _FINGERPRINT.sub('"FINGERPRINT"', text)
    text = _DAY.sub(r'\1"DAY"', text)
    text = _ID.sub(r"\g<1>0", text)
    text = _ADDRESS.sub(r"/\1/0/", text)
    text = _FILE.sub(r"\1FILE", text)
    return json.loads(text)


def expected(name: str, answer: Any) -> Any:
    """Return the kept answer of this name; write it first if updating was asked for."""
    path = FOLDER / f"{name}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        text = json.dumps(steady(answer), ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")
    return json.loads(path.read_text(encoding="utf-8"))

"""The hash chain: pure functions over an entry's own values.

Each entry's hash covers its content and the hash of the entry before it, so that a row which is
changed, removed or slipped in afterwards breaks every hash that follows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""


def canonical(values: Mapping[str, Any]) -> bytes:
    """Return plain values as canonical JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def entry_hash(*, previous_hash: str, values: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of an entry that follows the one with ``previous_hash``."""
    return hashlib.sha256(previous_hash.encode("ascii") + b"\n" + canonical(values)).hexdigest()

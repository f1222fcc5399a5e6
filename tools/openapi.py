"""The contract of the public API: its OpenAPI description as it is committed.

``python -m tools.openapi write`` writes `CONTRACT` anew; ``… check`` says what differs from it and
exits with 1. Read the difference before you commit it: clients rely on what is there.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

CONTRACT = Path(__file__).resolve().parent.parent / "tests" / "contract" / "openapi.json"
HOW_TO_ACCEPT = "If the change is meant, accept it: python -m tools.openapi write"


def committed() -> Any:
    """Return the description that is committed."""
    return json.loads(CONTRACT.read_text(encoding="utf-8"))


def differences(old: Any, new: Any, *, at: str = "") -> Iterator[str]:
    """Yield what differs between two descriptions, place by place, in words."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in [*old, *(name for name in new if name not in old)]:
            place = f"{at}/{name}"
            if name not in new:
                yield f"gone: {place}"
            elif name not in old:
                yield f"new: {place}"
            else:
                yield from differences(old[name], new[name], at=place)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differences(one, other, at=f"{at}/{index}")
    elif old != new:
        yield f"changed: {at}: {_short(old)} -> {_short(new)}"


def main(arguments: list[str]) -> int:
    """Write or check the contract; return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    # They define nothing without the apps, which are ready only now.
    from pages.delivery.openapi.document import describe  # noqa: PLC0415
    from pages.delivery.openapi.view import serialized  # noqa: PLC0415

    match arguments:
        case ["write"]:
            CONTRACT.write_text(serialized(describe()), encoding="utf-8")
            return 0
        case ["check"]:
            found = list(differences(committed(), describe()))
            for line in found:
                sys.stdout.write(f"{line}\n")
            if found:
                sys.stdout.write(f"{HOW_TO_ACCEPT}\n")
            return 1 if found else 0
    sys.stderr.write("Usage: python -m tools.openapi write|check\n")
    return 2


def _short(value: Any) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 80 else f"{words[:77]}…"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

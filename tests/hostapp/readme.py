"""What README tells the owner of a Wagtail site to write, as README has it."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"

_BLOCK = re.compile(r"^ *```(?P<kind>python|sh)\n(?P<code>.*?)^ *```$", re.MULTILINE | re.DOTALL)


def code(beginning: str) -> str:
    """Return the one block of README's code in which a line begins with these words."""
    found = [
        block
        for block in (textwrap.dedent(match["code"]) for match in _BLOCK.finditer(_text()))
        if re.search(rf"^{re.escape(beginning)}", block, re.MULTILINE)
    ]
    [block] = found
    return block


def quoted(beginning: str) -> str:
    """Return the one piece of code in README's sentences that begins with these words."""
    [found] = re.findall(rf"(?<!`)`({re.escape(beginning)}[^`\n]*)`(?!`)", _text())
    return str(found)


def _text() -> str:
    whole = README.read_text(encoding="utf-8")
    start = whole.index("## Add Firma to an existing Wagtail site")
    return whole[start : whole.index("\n## ", start + 1)]

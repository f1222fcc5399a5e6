"""The table of what each layer holds, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill

from tests.matrix.paths import PATHS, ROOMS
from tests.mutation.layers import LAYERS, NAMES
from tests.mutation.runs import Run, all_but

FILE = Path(__file__).resolve().parents[2] / "docs" / "gate.md"
WIDTH = 115
BEGIN, END = "<!-- what the layers hold -->", "<!-- end of what the layers hold -->"


def write(runs: Sequence[Run]) -> None:
    """Put the table into its place in the documentation."""
    text = FILE.read_text()
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    FILE.write_text(f"{before}{BEGIN}\n\n{chr(10).join(lines(runs))}\n\n{END}{after}")


def lines(runs: Sequence[Run]) -> Iterator[str]:
    """Yield the summary, and then a line for each path that leaks without any layer."""
    by_off = {one.off: one for one in runs}
    open_paths = by_off[NAMES].leaks
    without = {name: by_off[(name,)] for name in NAMES}
    only = {name: by_off[all_but(name)] for name in NAMES}
    yield fill(
        f"Of {by_off[NAMES].tried} ways (there are {len(PATHS)}), each tried on one page, "
        f"{len(open_paths)} leak when all six are off, and {len(by_off[()].leaks)} when none is. "
        "The others change nothing that is public, end a publication, or are held by something "
        "that is not switched off here: foreign keys, the screens of images and languages, the "
        "order of a review.",
        width=WIDTH,
    )
    yield ""
    yield "| Layer | Holds by itself | Leak without it | Go wrong in another way without it |"
    yield "|---|---|---|---|"
    for layer in LAYERS:
        held = len(open_paths - only[layer.name].leaks)
        off = without[layer.name]
        others = len(set(off.others) - off.leaks)
        yield (
            f"| **{layer.name}**: {layer.what} | {held} of {len(open_paths)} "
            f"| {len(off.leaks)} | {others} |"
        )
    yield ""
    yield fill(
        "● the layer holds the way by itself, with all others off. **!** the way leaks when this "
        "layer alone is off. Nothing: others hold it.",
        width=WIDTH,
    )
    yield ""
    yield f"| Way | {' | '.join(NAMES)} |"
    yield f"|---|{'---|' * len(NAMES)}"
    for room, title in ROOMS.items():
        ways = [way.name for way in PATHS if way.room == room and way.name in open_paths]
        if ways:
            yield f"| **{title}** |{' |' * len(NAMES)}"
        for way in ways:
            marks = (
                _mark(
                    is_needed=way in without[name].leaks,
                    is_enough=way not in only[name].leaks,
                )
                for name in NAMES
            )
            yield f"| {way} | {' | '.join(marks)} |"


def _mark(*, is_needed: bool, is_enough: bool) -> str:
    marks = [sign for sign, is_so in (("●", is_enough), ("**!**", is_needed)) if is_so]
    return " ".join(marks)

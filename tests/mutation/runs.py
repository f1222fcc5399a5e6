"""Runs of the matrix without some layers: which there are, and what comes of one."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.matrix.cases import LANGUAGES, Case, Site
from tests.matrix.judging import Fault
from tests.matrix.paths import PATHS, Path
from tests.matrix.reading import read
from tests.matrix.running import outcomes_of
from tests.mutation.layers import NAMES, switched_off


@dataclass(slots=True)
class Run:
    """What came of a run.

    Attributes:
        off: the layers that it did without.
        tried: how many paths were tried.
        leaks: the paths by which the public read what nobody signed.
        others: the paths on which something else went wrong, with its kinds.
    """

    off: tuple[str, ...]
    tried: int = 0
    leaks: set[str] = field(default_factory=set)
    others: dict[str, set[str]] = field(default_factory=dict)

    def add(self, part: Run) -> None:
        """Take in what came of a part of the run."""
        self.leaks |= part.leaks
        self.others |= part.others


def runs_of_the_leaking() -> list[tuple[str, ...]]:
    """Return what to switch off in each run: nothing, one layer, all but one."""
    alone = [(name,) for name in NAMES]
    return [(), *alone, *(all_but(name) for name in NAMES)]


def all_but(layer: str) -> tuple[str, ...]:
    """Return every layer but this one."""
    return tuple(name for name in NAMES if name != layer)


def run(site: Site, off: tuple[str, ...], names: Collection[str]) -> Run:
    """Try the paths of these names, each on one page, without some layers."""
    found = Run(off)
    with switched_off(off), _read_anew(site):
        for way in PATHS:
            if way.name not in names:
                continue
            for outcome in outcomes_of(way, site, choose=telling):
                kinds = {fault for fault, _ in outcome.faults}
                if Fault.LEAK in kinds:
                    found.leaks.add(way.name)
                if rest := {kind.value for kind in kinds - {Fault.LEAK}}:
                    found.others.setdefault(way.name, set()).update(rest)
    return found


def telling(way: Path, cases: list[Case]) -> list[Case]:
    """Choose the page of which a leak tells most, in the languages by turns.

    The first state of a path is that of a page that nobody signed, or that is public.
    """
    language = LANGUAGES[PATHS.index(way) % len(LANGUAGES)]
    return [one for one in cases if (one.state, one.language) == (way.states[0], language)]


@contextmanager
def _read_anew(site: Site) -> Iterator[None]:
    """Let what the public reads before anything is tried be what it reads without the layers.

    Rows say the same as documents in slightly other words.
    """
    before = site.before()
    without = read(files=True)
    changed = []
    for case in [*site.cases.values(), *site.translations.values()]:
        content = without.contents.get(case.page_id)
        if content is not None and case.is_public:
            changed.append((case, case.allowed))
            case.allowed |= {content}
    site._before = dataclasses.replace(without, text="", told=(), faults=())
    try:
        yield
    finally:
        site._before = before
        for case, allowed in changed:
            case.allowed = allowed

"""Switch the layers of the gate off and see what leaks: ``python -m tests.mutation``.

``make layers`` runs it. It tries every path without any layer; and those that leak then with all of
them, without each one, and with each one alone. It writes the table into ``docs/gate.md``, and
exits with 1 if anything leaks with all layers. A number takes so much of it: with 3, every third
path (``make layers ARGS=3``).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.matrix.cases import Site
from tests.matrix.paths import PATHS
from tests.matrix.running import a_site, in_copies
from tests.mutation import runs, table
from tests.mutation.layers import NAMES

_site: list[Site] = []


def run(work: tuple[tuple[str, ...], Collection[str]]) -> runs.Run:
    """Try these paths without these layers."""
    off, names = work
    return runs.run(_site[0], off, names)


def main() -> int:
    """Run everything, write the table, and say what it comes to."""
    with a_site() as site:
        _site.append(site)
        nothing = runs.Run(NAMES)
        part_of = int(sys.argv[1]) if sys.argv[1:] else 1
        every = [way.name for way in PATHS][part_of // 2 :: part_of]
        nothing.tried = len(every)
        for part in in_copies(run, [(NAMES, every[at::4]) for at in range(4)]):
            nothing.add(part)
        found = [nothing]
        say(nothing)
        work = [(off, sorted(nothing.leaks)) for off in runs.runs_of_the_leaking()]
        for one in in_copies(run, work):
            found.append(one)
            say(one)
    table.write(found)
    return 1 if found[1].leaks else 0


def say(one: runs.Run) -> None:
    """Tell how a run ended."""
    print(
        f"without {', '.join(one.off) or 'nothing'}: {len(one.leaks)} leak, "
        f"{len(one.others)} go wrong otherwise",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())

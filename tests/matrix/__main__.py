"""Write down what every path answers now: ``python -m tests.matrix``, or ``make matrix-answers``.

Look at what has changed in ``answers.json`` before it is committed: a path that is refused for
another reason than it used to be may prove nothing any more.
"""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.matrix import answers
from tests.matrix.cases import Site
from tests.matrix.judging import Outcome
from tests.matrix.paths import PATHS
from tests.matrix.running import a_site, in_copies, outcomes_of
from tests.matrix.trial import everything

_site: list[Site] = []


def answers_of(number: int) -> list[Outcome]:
    """Try one path from every state in every language."""
    return outcomes_of(PATHS[number], _site[0], choose=everything)


def main() -> int:
    """Try everything, write the answers down, and say which paths have faults."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    faults = 0
    with a_site() as site:
        _site.append(site)
        for way, outcomes in zip(PATHS, in_copies(answers_of, range(len(PATHS))), strict=True):
            states = found.setdefault(way.name, {})
            for one in outcomes:
                states.setdefault(one.state, {})[one.language] = one.answer
                for fault, what in one.faults:
                    faults += 1
                    print(f"{way.name}: {one.state}, {one.language}: {fault.value}: {what}")
            print(way.name, len(outcomes), file=sys.stderr)
    answers.write(found)
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())

"""Measuring two ways of doing the same thing in turn, so that a busy machine slows both down."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


class WorkloadShrank(AssertionError):
    """Raised where what was measured is not what the benchmark claims to measure."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long one thing took, in seconds, round by round."""

    rounds: Sequence[float]

    @property
    def median(self) -> float:
        """The middle one of the rounds."""
        return statistics.median(self.rounds)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two ways of doing one thing, measured in the same rounds.

    Attributes:
        name: what was done.
        one: the way that is asked about.
        other: what it is compared with.
    """

    name: str
    one: Timing
    other: Timing

    @property
    def ratios(self) -> list[float]:
        """How many times as long the one took as the other, in each round, lowest first."""
        return sorted(
            one / other for one, other in zip(self.one.rounds, self.other.rounds, strict=True)
        )

    @property
    def ratio(self) -> float:
        """The middle one of the rounds' ratios."""
        return statistics.median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The ratios between which the middle half of the rounds lies."""
        ratios = self.ratios
        quarter = len(ratios) // 4
        return ratios[quarter], ratios[-1 - quarter]


def compare(
    name: str, one: Callable[[], float], other: Callable[[], float], *, rounds: int
) -> Comparison:
    """Measure two ways in turn, each round beginning with the one that came second before.

    Args:
        name: what is done.
        one: prepares, does it, and returns how long the doing took; see `timed`.
        other: the same in the other way.
        rounds: how often; one more round goes first and does not count.
    """
    ones, others = [], []
    for place in range(rounds + 1):
        first, second = (one, other) if place % 2 else (other, one)
        taken = {first: first()}
        taken[second] = second()
        if place:
            ones.append(taken[one])
            others.append(taken[other])
    return Comparison(name, Timing(ones), Timing(others))


def repeat(act: Callable[[], float], *, rounds: int) -> Timing:
    """Measure one thing several times; a first time does not count."""
    act()
    return Timing([act() for _ in range(rounds)])


def timed(act: Callable[[], object]) -> float:
    """Do it, and return how long it took in seconds; rubbish is collected before and not during."""
    gc.collect()
    gc.disable()
    try:
        began = time.perf_counter()
        act()
        return time.perf_counter() - began
    finally:
        gc.enable()

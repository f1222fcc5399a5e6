"""What was measured, and what it is held to. Pure: no clock, no server."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

BARE: Final = "bare"
OURS: Final = "ours"
STOCK: Final = "stock"
STORED: Final = "stored"
UNKEPT: Final = "unkept"
CONTESTANTS: Final = (BARE, OURS, UNKEPT, STOCK, STORED)


@dataclass(frozen=True, slots=True)
class Phase:
    """A contestant asked at one endpoint, in one round.

    Attributes:
        rate: answers per second.
        cpu: milliseconds of the workers' CPU for each answer.
        latencies: in seconds.
        verified: answers that were what was expected, byte for byte.
    """

    rate: float
    cpu: float
    latencies: Sequence[float]
    verified: int


@dataclass(slots=True)
class Figures:
    """All rounds of one contestant at one endpoint.

    Attributes:
        rounds: in their order.
        queries: the most that an answer took, and how many most of them took.
    """

    rounds: list[Phase] = field(default_factory=list)
    queries: tuple[int, int] | None = None

    @property
    def rate(self) -> float:
        """Answers per second in the middle round."""
        return statistics.median(phase.rate for phase in self.rounds)

    @property
    def cpu(self) -> float:
        """CPU milliseconds for each answer in the middle round."""
        return statistics.median(phase.cpu for phase in self.rounds)

    @property
    def verified(self) -> int:
        """Answers of all rounds that were verified."""
        return sum(phase.verified for phase in self.rounds)

    def latency(self, share: float) -> float:
        """Return the latency in milliseconds below which a share of all answers lies."""
        ordered = sorted(one for phase in self.rounds for one in phase.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000

    def times(self, other: Figures) -> float:
        """Return how many times another one's rate this is: the middle one of the rounds."""
        return statistics.median(
            one.rate / two.rate for one, two in zip(self.rounds, other.rounds, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Moments:
    """What single requests took, in milliseconds: after a publication, and in a new process.

    Attributes:
        first_busy: the first request after each publication, by endpoint, while others are asked
            for over as many connections as in every measurement.
        busy: the same questions right after one another, meanwhile.
        first: the first request after each publication, where nobody else asks at that moment.
        steady: the same questions right after one another.
        first_rested: the first request after each publication and a pause without requests.
        rested: one after a pause just as long in which nothing was published: what a processor that
            has done something else takes for any request.
        cold: from the start of a process to its first answer, by contestant.
    """

    first_busy: Mapping[str, Sequence[float]]
    busy: Mapping[str, Sequence[float]]
    first: Mapping[str, Sequence[float]]
    steady: Mapping[str, Sequence[float]]
    first_rested: Mapping[str, Sequence[float]]
    rested: Mapping[str, Sequence[float]]
    cold: Mapping[str, float]

    def times(self, endpoint: str) -> float:
        """Return how many times the steady state the first request took, with many asking."""
        return ratio(self.first_busy[endpoint], self.busy[endpoint])


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how many times as long the middle one of some requests took as that of others."""
    return statistics.median(one) / statistics.median(other)


@dataclass(slots=True)
class Result:
    """One run over a site of one size.

    Attributes:
        pages: for each language.
        figures: by endpoint, then by contestant.
        memory: resident bytes of the largest worker, by contestant.
        moments: if they were measured.
        own_share: of one core's time that the generator took in its busiest phase.
    """

    pages: int
    figures: dict[str, dict[str, Figures]] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    moments: Moments | None = None
    own_share: float = 0.0

    def of_bare(self, endpoint: str, contestant: str = OURS) -> float | None:
        """Return a contestant's share of the bare view's rate, or None where there is none."""
        return self._times(endpoint, BARE, contestant)

    def of_stock(self, endpoint: str) -> float | None:
        """Return how many times stock's rate ours is, or None where there is none."""
        return self._times(endpoint, STOCK)

    def unkept_of_stock(self, endpoint: str) -> float | None:
        """Return the same of answers that nobody asked for before, or None where there is none."""
        return self._times(endpoint, STOCK, UNKEPT)

    def _times(self, endpoint: str, contestant: str, ours: str = OURS) -> float | None:
        found = self.figures.get(endpoint, {})
        if not all(name in found and found[name].rounds for name in (ours, contestant)):
            return None
        return found[ours].times(found[contestant])


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target and what came of it.

    Attributes:
        name: of what is measured.
        bound: in words: ``"≥ 0.8"``.
        value: what was measured, or None if it could not be.
        holds: whether the target is met; what was not measured is not.
    """

    name: str
    bound: str
    value: float | None
    holds: bool


def verdicts(results: Sequence[Result]) -> list[Verdict]:
    """Return what came of every target; growth is from the first size to each of the others."""
    first = results[0]
    found = [
        _at_least("detail, of the bare view", 0.8, first.of_bare("detail")),
        _at_least("detail, times plain Wagtail", 30, first.of_stock("detail")),
        _at_least("304, of the bare view's", 0.8, first.of_bare("304")),
        _at_least("listing of 20, of the bare view", 0.6, first.of_bare("listing")),
        _at_least("find by path, of the bare view", 0.7, first.of_bare("find")),
        _at_least("search, times plain Wagtail", 10, first.of_stock("search")),
        *_unkept(first),
        _at_most("CPU of a detail, times the bare view's", 1.5, _cpu(first)),
        _at_most("queries of any answer", 1, _queries(first)),
    ]
    if first.moments is not None:
        found += [
            _at_most(f"first {endpoint} after a publication, times steady", 3, times)
            for endpoint in first.moments.first_busy
            for times in [first.moments.times(endpoint)]
        ]
    for larger in results[1:]:
        for endpoint, least in (("detail", 0.9), ("listing", 0.5), ("search", 0.5)):
            value = kept(endpoint, first, larger)
            name = f"{endpoint}, {larger.pages:,} pages against {first.pages:,}"
            found.append(_at_least(name, least, value))
            unkept = kept(endpoint, first, larger, UNKEPT)
            if unkept is not None:
                found.append(_at_least(f"{name}, nobody having asked before", least, unkept))
    return found


def _unkept(result: Result) -> list[Verdict]:
    """Hold what nobody asked before to the same, where it was measured."""
    value = result.unkept_of_stock("search")
    if value is None:
        return []
    return [_at_least("search that nobody asked before, times plain Wagtail", 10, value)]


def kept(endpoint: str, smaller: Result, larger: Result, contestant: str = OURS) -> float | None:
    """Return the share of its rate that an endpoint keeps on a larger site, in bare views."""
    one, other = (each.of_bare(endpoint, contestant) for each in (smaller, larger))
    return None if one is None or other is None else other / one


def _cpu(result: Result) -> float | None:
    found = result.figures["detail"]
    if not {OURS, BARE} <= found.keys():
        return None
    return found[OURS].cpu / found[BARE].cpu


def _queries(result: Result) -> float | None:
    counted = [
        by_contestant[OURS].queries
        for by_contestant in result.figures.values()
        if OURS in by_contestant
    ]
    known = [count[0] for count in counted if count is not None]
    return max(known) if known else None


def _at_least(name: str, bound: float, value: float | None) -> Verdict:
    return _held(name, f"≥ {bound:g}", value, lambda found: found >= bound)


def _at_most(name: str, bound: float, value: float | None) -> Verdict:
    return _held(name, f"≤ {bound:g}", value, lambda found: found <= bound)


def _held(name: str, bound: str, value: float | None, holds: Callable[[float], bool]) -> Verdict:
    return Verdict(name, bound, value, value is not None and holds(value))


def as_json(results: Sequence[Result]) -> dict[str, Any]:
    """Return everything as plain values."""
    return {
        "sizes": [_result(result) for result in results],
        "targets": [
            {"name": one.name, "bound": one.bound, "value": one.value, "holds": one.holds}
            for one in verdicts(results)
        ],
    }


def _result(result: Result) -> dict[str, Any]:
    moments = result.moments
    return {
        "pages_per_language": result.pages,
        "endpoints": {
            endpoint: {
                name: {
                    "requests_per_second": one.rate,
                    "of_bare": one.times(by_name[BARE]) if BARE in by_name else None,
                    "cpu_ms": one.cpu,
                    "median_ms": one.latency(0.5),
                    "p99_ms": one.latency(0.99),
                    "queries": one.queries,
                    "verified": one.verified,
                    "rates": [phase.rate for phase in one.rounds],
                }
                for name, one in by_name.items()
            }
            for endpoint, by_name in result.figures.items()
        },
        "memory_bytes": result.memory,
        "generator_share_of_a_core": result.own_share,
        "moments": moments
        and {
            **{
                f"{name}_ms": {
                    endpoint: statistics.median(taken)
                    for endpoint, taken in getattr(moments, name).items()
                }
                for name in ("first_busy", "busy", "first", "steady", "first_rested", "rested")
            },
            "cold_ms": dict(moments.cold),
        },
    }

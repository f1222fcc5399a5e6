"""Which publications are the same: one rule for what is pasted, imported and compared.

An identifier decides, if there is one; otherwise title and year do, unless both sides state an
identifier of one kind and it differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from pages.citations.keys import candidates, title_year_digest
from pages.citations.models import UNIQUE_IDENTIFIERS, Reference

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a publication is recognised.

    Attributes:
        doi, pmid, pmcid: in their usual form, or empty.
        title_year_digest: of title and year, or empty.
        key: of the library's reference, if it is one.
        line: where it stands in a file, if it comes from one.
    """

    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    title_year_digest: str = ""
    key: str = ""
    line: int = 0

    @classmethod
    def of(cls, values: Mapping[str, Any], *, line: int = 0) -> Self:
        """Return the identity of a publication whose values are given by field name."""
        return cls(
            **{name: str(values.get(name) or "") for name in UNIQUE_IDENTIFIERS},
            title_year_digest=title_year_digest(
                str(values.get("title") or ""), values.get("year") or None
            ),
            line=line,
        )

    def contradictions(self, other: Identity) -> list[str]:
        """Return the kinds of identifier that both state differently."""
        return [
            name
            for name in UNIQUE_IDENTIFIERS
            if getattr(self, name) and getattr(other, name) not in ("", getattr(self, name))
        ]


@dataclass(slots=True)
class Known:
    """Publications that are known already, found by identifier, or by title and year."""

    _found: dict[tuple[str, str], list[Identity]] = field(default_factory=lambda: defaultdict(list))

    def add(self, identity: Identity) -> None:
        """Remember a publication."""
        for name in (*UNIQUE_IDENTIFIERS, "title_year_digest"):
            if value := getattr(identity, name):
                self._found[name, value].append(identity)

    def same(self, identity: Identity) -> list[Identity]:
        """Return the known publications that this one is, the one that counts first.

        More than one means that its identifiers belong to different publications.
        """
        found = [
            known
            for name in UNIQUE_IDENTIFIERS
            if (value := getattr(identity, name))
            for known in self._found.get((name, value), ())[:1]
        ]
        if not found and identity.title_year_digest:
            found = [
                known
                for known in self._found.get(("title_year_digest", identity.title_year_digest), ())
                if not known.contradictions(identity)
            ][:1]
        return list(dict.fromkeys(found))


def known_in_library(identities: Collection[Identity]) -> Known:
    """Return the library's references that may be the same as any of these.

    Costs one query for each kind of identifier that is stated, and one for titles, each by its
    index.
    """
    known = Known()
    keys: set[str] = set()
    for name in (*UNIQUE_IDENTIFIERS, "title_year_digest"):
        values = {value for identity in identities if (value := getattr(identity, name))}
        if not values:
            continue
        rows = Reference.objects.filter(**{f"{name}__in": values}).order_by("pk")
        for row in rows.values(*UNIQUE_IDENTIFIERS, "title_year_digest", "key"):
            if row["key"] not in keys:
                keys.add(row["key"])
                known.add(Identity(**row))
    return known


def free_keys(stems: Iterable[str]) -> list[str]:
    """Return a key that is not taken for each stem, in their order.

    Asks the database by index only, and seldom: each round tries twice as many letters.
    """
    wanted = list(stems)
    counts: dict[str, int] = defaultdict(int)
    for stem in wanted:
        counts[stem] += 1
    free: dict[str, list[str]] = {}
    tried = {stem: 2 * count for stem, count in counts.items()}
    open_stems = set(counts)
    while open_stems:
        tries = {
            stem: [key for key, _n in zip(candidates(stem), range(tried[stem]), strict=False)]
            for stem in open_stems
        }
        taken = _taken({key for each in tries.values() for key in each})
        for stem, each in tries.items():
            free[stem] = [key for key in each if key not in taken]
            tried[stem] *= 4
        open_stems = {stem for stem in open_stems if len(free[stem]) < counts[stem]}
    return [free[stem].pop(0) for stem in wanted]


def _taken(keys: set[str]) -> set[str]:
    taken: set[str] = set()
    ordered = sorted(keys)
    for start in range(0, len(ordered), 2000):
        taken.update(
            Reference.objects.filter(key__in=ordered[start : start + 2000]).values_list(
                "key", flat=True
            )
        )
    return taken

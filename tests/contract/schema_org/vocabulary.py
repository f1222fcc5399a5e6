"""Holding JSON-LD to schema.org's vocabulary: types, domains, ranges, and what is given up."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

BASE = "https://schema.org/"
PENDING = "https://pending.schema.org"
UNAVOIDABLE = {"Quotation", "codeValue"}
"""Names that schema.org calls pending and that have no settled one in their place."""

KEYWORDS = {"@context", "@type", "@id"}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?")


@cache
def _entries() -> dict[str, dict[str, Any]]:
    text = (Path(__file__).parent / "vocabulary.jsonld").read_text(encoding="utf-8")
    return {entry["@id"].removeprefix("schema:"): entry for entry in json.loads(text)["@graph"]}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _ids(entry: dict[str, Any], name: str) -> list[str]:
    return [one["@id"].removeprefix("schema:") for one in _list(entry.get(name))]


@cache
def ancestors(name: str) -> frozenset[str]:
    """Return a type with everything that it is a kind of."""
    found = {name}
    for above in _ids(_entries().get(name, {}), "rdfs:subClassOf"):
        found |= ancestors(above)
    return frozenset(found)


def members(enumeration: str) -> set[str]:
    """Return the names of the members of an enumeration."""
    wanted = f"schema:{enumeration}"
    return {name for name, entry in _entries().items() if wanted in _list(entry["@type"])}


def faults(document: dict[str, Any]) -> list[str]:
    """Return what in a JSON-LD document the vocabulary does not allow; empty if all is well."""
    if document.get("@context") != BASE.rstrip("/"):
        return ["The context is not schema.org."]
    known = {
        node["@id"]: node["@type"] for node in _nodes(document) if "@id" in node and "@type" in node
    }
    return [fault for node in _nodes(document) for fault in _faults_of_node(node, known)]


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item)


def _faults_of_node(node: dict[str, Any], known: dict[str, str]) -> Iterator[str]:
    if node.keys() == {"@id"}:
        if node["@id"] not in known:
            yield f"{node['@id']} is nowhere described."
        return
    kind = node.get("@type")
    entry = _entries().get(kind or "")
    if entry is None or "rdfs:Class" not in _list(entry["@type"]):
        yield f"There is no type {kind}."
        return
    is_pending = PENDING in _ids(entry, "schema:isPartOf") and kind not in UNAVOIDABLE
    if "schema:supersededBy" in entry or is_pending:
        yield f"The type {kind} is not one to use."
    for name, value in node.items():
        if name not in KEYWORDS:
            yield from _faults_of_property(kind, name, value, known)


def _faults_of_property(kind: str, name: str, value: Any, known: dict[str, str]) -> Iterator[str]:
    entry = _entries().get(name)
    if entry is None or "rdf:Property" not in _list(entry["@type"]):
        yield f"There is no property {name}."
        return
    if not ancestors(kind) & set(_ids(entry, "schema:domainIncludes")):
        yield f"{kind} has no {name}."
    if "schema:supersededBy" in entry:
        yield f"{name} is superseded."
    if PENDING in _ids(entry, "schema:isPartOf") and name not in UNAVOIDABLE:
        yield f"{name} is pending."
    ranges = set(_ids(entry, "schema:rangeIncludes"))
    values = _list(value)
    if not values:
        yield f"{kind}.{name} says nothing."
    for one in values:
        if not _fits(one, ranges, known):
            yield f"{kind}.{name} must be {' or '.join(sorted(ranges))}, and is {one!r}."


def _fits(value: Any, ranges: set[str], known: dict[str, str]) -> bool:
    if isinstance(value, dict):
        kind = value.get("@type") or known.get(value.get("@id", ""), "")
        return bool(ancestors(kind) & ranges)
    if isinstance(value, bool):
        return "Boolean" in ranges
    if isinstance(value, int):
        return bool(ranges & {"Integer", "Number"})
    if not isinstance(value, str) or not value.strip():
        return False
    if "Text" in ranges:
        return True
    return (
        ("URL" in ranges and _is_url(value))
        or ("Date" in ranges and bool(_DATE.fullmatch(value)))
        or ("DateTime" in ranges and bool(_TIME.fullmatch(value)))
        or _is_member(value, ranges)
    )


def _is_url(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _is_member(value: str, ranges: set[str]) -> bool:
    entry = _entries().get(value.removeprefix(BASE), {})
    kinds = [str(kind).removeprefix("schema:") for kind in _list(entry.get("@type"))]
    return value.startswith(BASE) and any(ancestors(kind) & ranges for kind in kinds)

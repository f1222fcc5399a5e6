"""Validation against the API's description, and the objects in it that are ours to close."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

Json = Any


class Contract:
    """A description whose named schemas values can be held against."""

    def __init__(self, document: Json) -> None:
        """Take a whole description."""
        self.schemas: dict[str, Json] = document["components"]["schemas"]
        self._validators: dict[str, Draft202012Validator] = {}

    def problems(self, name: str, value: Json) -> list[str]:
        """Return what in a value the schema of this name does not allow, with the place."""
        return [
            f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
            for error in self._validator(name).iter_errors(value)
        ]

    def allows(self, name: str, value: Json) -> bool:
        """Tell whether the schema of this name allows a value."""
        return bool(self._validator(name).is_valid(value))

    def _validator(self, name: str) -> Draft202012Validator:
        if name not in self._validators:
            schema = {
                "$ref": f"#/components/schemas/{name}",
                "components": {"schemas": self.schemas},
            }
            self._validators[name] = Draft202012Validator(schema, format_checker=FormatChecker())
        return self._validators[name]

    def name_of(self, page: Json, *, suffix: str = "") -> str:
        """Return the name of the schema of a page's type."""
        label = page["meta"]["type"]
        for name in (label.rpartition(".")[2], label):
            if f"{name}{suffix}" in self.schemas:
                return f"{name}{suffix}"
        return f"PlainPage{suffix}"


def without_each_part(value: Json) -> Iterator[tuple[str, Json]]:
    """Yield the value once without each property of each object in it, and where it was."""
    for place in _objects(value):
        for name in _at(value, place):
            changed = copy.deepcopy(value)
            del _at(changed, place)[name]
            yield "/".join(map(str, [*place, name])), changed


def with_more(value: Json) -> Iterator[tuple[str, Json]]:
    """Yield the value once with an unknown property in each object in it, and where it is."""
    for place in _objects(value):
        changed = copy.deepcopy(value)
        _at(changed, place)["nobody_knows_this"] = 1
        yield "/".join(map(str, place)), changed


def _objects(value: Json, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        yield place
        for name, item in value.items():
            yield from _objects(item, (*place, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _objects(item, (*place, index))


def _at(value: Json, place: tuple[Any, ...]) -> Json:
    for step in place:
        value = value[step]
    return value

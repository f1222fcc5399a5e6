"""JSON Schemas in the few forms that the description uses, and the components that it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Schema = dict[str, Any]


def closed(
    properties: Mapping[str, Schema],
    *,
    optional: Iterable[str] = (),
    title: str = "",
    description: str = "",
) -> Schema:
    """Return an object that has these properties and no others.

    Args:
        properties: what it has, by name.
        optional: those that may be missing; all others are required.
        title: a short name, if it needs one.
        description: what it is, if the names do not say it.
    """
    left_out = set(optional)
    schema: Schema = {"type": "object"}
    if title:
        schema["title"] = title
    if description:
        schema["description"] = description
    schema |= {"properties": dict(properties), "additionalProperties": False}
    if required := [name for name in properties if name not in left_out]:
        schema["required"] = required
    return schema


def text(*, title: str = "", description: str = "", **keywords: Any) -> Schema:
    """Return a string."""
    return titled({"type": "string", **keywords}, title=title, description=description)


def titled(schema: Schema, *, title: str = "", description: str = "") -> Schema:
    """Return a schema with a title and a description, where they are given."""
    words = {"title": title, "description": description}
    return {**schema, **{name: value for name, value in words.items() if value}}


def array(items: Schema, *, title: str = "", description: str = "") -> Schema:
    """Return a list of items of one kind."""
    return titled({"type": "array", "items": items}, title=title, description=description)


def nullable(schema: Schema) -> Schema:
    """Return a schema that null meets as well."""
    kind = schema.get("type")
    if isinstance(kind, str):
        wider = {**schema, "type": [kind, "null"]}
        return {**wider, "enum": [*schema["enum"], None]} if "enum" in schema else wider
    if isinstance(kind, list) or not schema:
        return schema
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    return {"anyOf": [schema, {"type": "null"}]}


def one_of(values: Iterable[Any], *, title: str = "", description: str = "") -> Schema:
    """Return a string that is one of these."""
    return text(title=title, description=description, enum=list(dict.fromkeys(values)))


def any_of(schemas: Iterable[Schema]) -> Schema:
    """Return a schema that is met where one of these is; different ones are listed once."""
    different: list[Schema] = []
    for schema in schemas:
        if schema not in different:
            different.append(schema)
    return different[0] if len(different) == 1 else {"anyOf": different}


class Components:
    """The schemas that have a name, each under one name."""

    def __init__(self) -> None:
        """Start without any."""
        self._schemas: dict[str, Schema] = {}

    def add(self, name: str, schema: Schema, *, within: str = "") -> Schema:
        """Name a schema and return a reference to it.

        Args:
            name: its name, of letters, digits, dots, dashes and underscores.
            schema: what it says.
            within: what tells it from another of the same name, such as the page type.

        Raises:
            ValueError: the name stands for something else already, within the same.
        """
        if self._schemas.get(name, schema) != schema:
            if not within:
                raise ValueError(f"Two different schemas are called {name}.")
            return self.add(f"{within}.{name}", schema)
        self._schemas[name] = schema
        return {"$ref": f"#/components/schemas/{name}"}

    def resolved(self, schema: Schema) -> Schema:
        """Return a schema itself where it is a reference to one."""
        reference = schema.get("$ref")
        return self._schemas[reference.rpartition("/")[2]] if reference else schema

    def by_name(self) -> dict[str, Schema]:
        """Return all of them, sorted by name."""
        return dict(sorted(self._schemas.items()))

    def loosened(self, schema: Schema) -> Schema:
        """Return a schema as it is when only some of its properties were asked for."""
        if "anyOf" in schema:
            return {**schema, "anyOf": [self.loosened(part) for part in schema["anyOf"]]}
        if "items" in schema:
            return {**schema, "items": self.loosened(schema["items"])}
        whole = self.resolved(schema)
        if "properties" not in whole:
            return schema
        loose = {name: value for name, value in whole.items() if name != "required"}
        properties = dict(whole["properties"])
        if "meta" in properties:
            properties["meta"] = self.loosened(properties["meta"])
        return {**loose, "properties": properties}

"""What may be asked in a query, with the pattern that each value must have."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings

from pages.delivery.openapi.shapes import Schema, one_of, text, titled

Parameter = dict[str, Any]

INTEGER: Final[Schema] = {"type": "integer", "minimum": 0}
PLACE: Final[Schema] = text(pattern="^(root|[0-9]+)$")
BOOLEAN: Final = one_of(("true", "false", "1", "0"))
FIELDS_PATTERN: Final = r"^[\w*,()-]*$"
_LANGUAGE: Final = "[A-Za-z]{2,3}(-[A-Za-z0-9]+)*"


def query(
    name: str, schema: Schema, description: str, *, is_required: bool = False, **more: Any
) -> Parameter:
    """Return a parameter of the query."""
    parameter: Parameter = {"name": name, "in": "query", "description": description}
    if is_required:
        parameter["required"] = True
    return {**parameter, "schema": schema, **more}


def listing() -> list[Parameter]:
    """Return what cuts a listing into parts."""
    limit: Schema = {**INTEGER, "default": 20}
    if highest := getattr(settings, "WAGTAILAPI_LIMIT_MAX", 20):
        limit |= {"maximum": highest, "default": min(20, highest)}
    return [
        query("limit", limit, "How many at most."),
        query("offset", {**INTEGER, "default": 0}, "How many to pass over."),
    ]


def order(names: tuple[str, ...]) -> Parameter:
    """Return the order of a listing by some of these fields."""
    known = "|".join(names)
    return query(
        "order",
        text(pattern=f"^(random|-?({known})(,-?({known}))*)$"),
        "Fields with commas, “-” before those that descend; or “random”, without an offset.",
    )


def fields() -> Parameter:
    """Return the choice of fields."""
    return query(
        "fields",
        text(pattern=FIELDS_PATTERN),
        "More fields, or fewer: “*” for all, “_” for none first, “-name” to leave one out, "
        "“name(…)” for what is inside of one.",
        example="_,id,title,review(_,status)",
    )


def search() -> list[Parameter]:
    """Return a search for words."""
    return [
        query("search", text(), "Words to search for."),
        query("search_operator", one_of(("and", "or")), "Whether all of the words must be there."),
    ]


def locale(description: str) -> Parameter:
    """Return the choice of a language."""
    return query("locale", text(pattern=f"^{_LANGUAGE}$"), description)


def fallback() -> Parameter:
    """Return the languages that may stand in for another."""
    return query(
        "fallback",
        text(pattern=f"^{_LANGUAGE}(,{_LANGUAGE})*$"),
        "Only with “locale”: codes of the languages that will do as well, with commas, the best "
        "first; “meta” then says which was asked for and which it is.",
        example="en",
    )


def site() -> Parameter:
    """Return the choice of a site."""
    return query(
        "site", text(pattern=r"^[^:]*(:[0-9]+)?$"), "The site's host name, with its port if needed."
    )


def common() -> list[Parameter]:
    """Return what every endpoint accepts and what changes nothing in its answer."""
    return [
        query(
            "rich_text_format",
            one_of(("db_html", "html", "db_markdown", "markdown")),
            "Accepted for clients of Wagtail; rich text is always HTML.",
        ),
        query("format", one_of(("json",)), "Accepted for clients of Wagtail."),
        query("_", text(), "Accepted for clients that pass by their cache."),
    ]


def identity(what: str) -> Parameter:
    """Return the id in an address."""
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": f"Id of the {what}.",
        "schema": titled(INTEGER),
    }


def if_none_match() -> Parameter:
    """Return the header with which a client names what it has."""
    return {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag of the answer that the client has; 304 if it still holds.",
        "schema": text(pattern=r"^[\x21-\x7e]+$"),
    }

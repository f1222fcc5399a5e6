"""``/images/`` and ``/documents/``: images that public pages show, files that they link to."""

from __future__ import annotations

from typing import Any

from pages.delivery.openapi import answers, parameters
from pages.delivery.openapi.parameters import INTEGER, query
from pages.delivery.openapi.parts import ADDRESS, PATH_OR_ADDRESS, Parts
from pages.delivery.openapi.shapes import Components, Schema, array, closed, nullable, text

LISTED = ("id", "meta", "title")
"""What is there in a listing that names no fields."""


def image_fields(parts: Parts, label: str) -> dict[str, Schema]:
    """Return what an image has."""
    return {
        **file_fields(label),
        "width": {"type": "integer"},
        "height": {"type": "integer"},
        "focal_point": nullable(parts.focal_point()),
        "renditions": parts.renditions(),
        "srcset": parts.srcset(),
    }


def file_fields(label: str) -> dict[str, Schema]:
    """Return what a file has."""
    return {
        "id": {"type": "integer"},
        "meta": closed(
            {
                "type": text(const=label),
                "detail_url": ADDRESS,
                "tags": array(text()),
                "download_url": PATH_OR_ADDRESS,
            }
        ),
        "title": text(),
    }


def paths(
    endpoint: str,
    *,
    what: str,
    properties: dict[str, Schema],
    filters: list[parameters.Parameter],
    orders: tuple[str, ...],
    components: Components,
    refusals: answers.Refusals,
) -> dict[str, Any]:
    """Return the addresses of an endpoint: its listing, one of its things, and looking one up.

    Args:
        endpoint: its name, which begins its addresses: ``images``.
        what: what one of its things is called: ``image``.
        properties: what one of them has.
        filters: what the listing may be filtered by, beside what all can be.
        orders: fields that the listing may be ordered by.
        components: where the schemas are named.
        refusals: the answers that refuse.
    """
    name = what.capitalize()
    meta = properties["meta"]
    loose = {**properties, "meta": {key: meta[key] for key in meta if key != "required"}}
    whole = components.add(name, closed(properties), within=endpoint)
    part = components.add(f"Partial{name}", closed(loose, optional=loose), within=endpoint)
    item = components.add(
        f"Listed{name}",
        closed(properties, optional=set(properties) - _listed(properties)),
        within=endpoint,
    )
    listing = components.add(
        f"{name}Listing",
        closed(
            {
                "meta": closed({"total_count": {"type": "integer"}}),
                "items": array({"anyOf": [item, part]}),
            }
        ),
        within=endpoint,
    )
    search = parameters.search() if "title" in properties else []
    return {
        f"/{endpoint}/": {
            "get": {
                "operationId": f"list{name}s",
                "tags": [endpoint],
                "summary": f"{name}s that are public",
                "parameters": [
                    query("id", INTEGER, "Exactly this id."),
                    *filters,
                    parameters.fields(),
                    parameters.order(orders),
                    *search,
                    *parameters.listing(),
                    *parameters.common(),
                    parameters.if_none_match(),
                ],
                "responses": {"200": answers.ok(f"{name}s.", listing), **refusals.listing()},
            }
        },
        f"/{endpoint}/{{id}}/": {
            "get": {
                "operationId": f"get{name}",
                "tags": [endpoint],
                "summary": f"One {what}",
                "parameters": [
                    parameters.identity(what),
                    parameters.fields(),
                    *parameters.common(),
                    parameters.if_none_match(),
                ],
                "responses": {
                    "200": answers.ok(f"The {what}.", {"anyOf": [whole, part]}),
                    **refusals.one(what),
                },
            }
        },
        f"/{endpoint}/find/": {
            "get": {
                "operationId": f"find{name}",
                "tags": [endpoint],
                "summary": f"Look up a {what}",
                "parameters": [
                    query("id", INTEGER, f"Id of the {what}."),
                    *_lookups(endpoint),
                    *parameters.common(),
                ],
                "responses": {"302": answers.found("It is there."), **refusals.find(what)},
            }
        },
    }


def _listed(properties: dict[str, Schema]) -> set[str]:
    return {
        name for name in properties if name in {*LISTED, "old_path", "location", "is_permanent"}
    }


def _lookups(endpoint: str) -> list[parameters.Parameter]:
    if endpoint != "redirects":
        return []
    return [query("html_path", text(), "Or the path that was left.", example="/old")]

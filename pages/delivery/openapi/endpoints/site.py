"""``GET /site/``: menus, contact, languages and publisher of a site, in one language."""

from __future__ import annotations

from typing import Any

from pages.delivery.openapi import answers, parameters
from pages.delivery.openapi.parts import ADDRESS, LANGUAGE, PATH_OR_ADDRESS, Parts, html_url
from pages.delivery.openapi.shapes import (
    Components,
    Schema,
    array,
    closed,
    nullable,
    one_of,
    text,
)
from pages.navigation.models import NETWORKS


def operation(components: Components, parts: Parts, refusals: answers.Refusals) -> Any:
    """Return the operation."""
    missing = components.add(
        "SiteNotFound",
        closed(
            {
                "message": text(),
                "locales": array(LANGUAGE, description="The languages that there are."),
            },
            optional=("locales",),
            description="There is no site, or it has no public home page in this language.",
        ),
    )
    return {
        "operationId": "getSite",
        "tags": ["site"],
        "summary": "What stands around every page",
        "parameters": [
            parameters.locale("Code of the language; the site's own unless given."),
            parameters.site(),
            parameters.if_none_match(),
        ],
        "responses": {
            "200": answers.ok(
                "The site, in one language.",
                _site(components, parts),
                headers={
                    **answers.CACHING,
                    **answers.CONTENT_LANGUAGE,
                    **answers.KEYS_OF_SITE,
                },
            ),
            "304": answers.not_modified(),
            **refusals.of_site(missing),
            "405": answers.no_method(),
            "503": refusals.away(),
        },
    }


def _site(components: Components, parts: Parts) -> Schema:
    menu = array(_entry(components))
    language = {
        "locale": LANGUAGE,
        "name": text(description="What the language calls itself."),
        "html_url": html_url(),
        "detail_url": nullable(ADDRESS),
        "is_default": {"type": "boolean"},
    }
    return components.add(
        "Site",
        closed(
            {
                "meta": closed({"locale": LANGUAGE, "locales": array(LANGUAGE)}),
                "name": text(),
                "menus": closed({"main": menu, "footer": menu}),
                "contact": _contact(),
                "social": array(
                    closed({"network": one_of(code for code, _ in NETWORKS), "url": text()})
                ),
                "disclaimers": array(
                    parts.disclaimer(), description="Those at the foot of every page."
                ),
                "languages": array(closed(language)),
                "publisher": closed(
                    {
                        "name": text(),
                        "logo": nullable(parts.image()),
                        "json_ld": {
                            "type": ["object", "null"],
                            "description": "A node of schema.org; null while there is no name.",
                            "properties": {"@type": text(), "name": text()},
                            "required": ["@type", "name"],
                            "additionalProperties": True,
                        },
                    }
                ),
            },
            description="What stands around every page of a site, in one language.",
        ),
    )


def _entry(components: Components) -> Schema:
    page = closed({"id": {"type": "integer"}, "type": text(), "detail_url": nullable(ADDRESS)})
    properties: dict[str, Schema] = {
        "kind": one_of(("page", "link", "heading")),
        "label": text(),
        "html_url": nullable({**PATH_OR_ADDRESS, "description": "Where it leads; not a heading."}),
        "page": nullable(page),
    }
    below = components.add(
        "MenuEntryBelow", closed(properties, description="An entry below another one.")
    )
    return components.add(
        "MenuEntry",
        closed({**properties, "children": array(below)}, description="An entry of a menu."),
    )


def _contact() -> Schema:
    address = ("street_address", "postal_code", "locality", "region", "country")
    return closed(
        {
            "telephone": text(),
            "email": text(),
            "address": closed({name: text() for name in address}),
            "opening_hours": text(),
            "emergency_note": text(),
        },
        description="What was not written is empty.",
    )

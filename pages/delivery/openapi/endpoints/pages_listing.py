"""``GET /pages/``: public pages, filtered, ordered and searched."""

from __future__ import annotations

from typing import Any

from pages.delivery.openapi import answers, parameters
from pages.delivery.openapi.page_types import PageSchemas, plain_labels, reviewed_types
from pages.delivery.openapi.parameters import BOOLEAN, INTEGER, PLACE, query
from pages.delivery.openapi.parts import MOMENT
from pages.delivery.openapi.shapes import Components, array, closed, text

ORDERS = (
    *("id", "title", "slug", "show_in_menus", "seo_title", "search_description"),
    *("first_published_at", "locale"),
)
"""What a listing may be ordered by."""


def operation(components: Components, schemas: PageSchemas, refusals: answers.Refusals) -> Any:
    """Return the operation."""
    envelope = components.add(
        "PageListing",
        closed(
            {
                "meta": closed({"total_count": {"type": "integer"}}),
                "items": array(schemas.item()),
            },
            description="Some of the public pages, and how many there are in all.",
        ),
    )
    return {
        "operationId": "listPages",
        "tags": ["pages"],
        "summary": "Public pages",
        "parameters": [*asked(), parameters.if_none_match()],
        "responses": {
            "200": answers.ok("Pages.", envelope, headers={**answers.CACHING, **answers.KEYS}),
            **refusals.of_pages(),
        },
    }


def asked() -> list[parameters.Parameter]:
    """Return the parameters of a listing."""
    labels = [*(model._meta.label for model in reviewed_types()), *plain_labels()]
    known = "|".join(label.replace(".", r"\.") for label in sorted(labels))
    return [
        query("type", text(pattern=f"^({known})(,({known}))*$"), "Page types, with commas."),
        parameters.locale("Code of the language of the pages; 404 if unknown."),
        parameters.fallback(),
        parameters.fields(),
        query("id", INTEGER, "Exactly this id."),
        query("title", text(), "Exactly this title."),
        query("slug", text(), "Exactly this slug."),
        query("show_in_menus", BOOLEAN, "Whether the page is to be in menus."),
        query("seo_title", text(), "Exactly this title for search engines."),
        query("search_description", text(), "Exactly this description for search engines."),
        query("first_published_at", MOMENT, "Exactly this moment."),
        query("child_of", PLACE, "Directly below this page; “root” is the site's home page."),
        query("descendant_of", PLACE, "Anywhere below this page; not together with “child_of”."),
        query("ancestor_of", PLACE, "Above this page."),
        query("translation_of", PLACE, "This page in other languages."),
        parameters.order(ORDERS),
        *parameters.search(),
        *parameters.listing(),
        parameters.site(),
        *parameters.common(),
    ]

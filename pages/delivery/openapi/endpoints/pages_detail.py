"""``GET /pages/{id}/``: one public page."""

from __future__ import annotations

from typing import Any

from pages.delivery.openapi import answers, parameters
from pages.delivery.openapi.page_types import PageSchemas


def operation(schemas: PageSchemas, refusals: answers.Refusals) -> Any:
    """Return the operation."""
    return {
        "operationId": "getPage",
        "tags": ["pages"],
        "summary": "One public page",
        "parameters": [
            parameters.identity("page"),
            parameters.fields(),
            parameters.locale(
                "Code of the language in which the page is wanted: itself, or its translation if "
                "that is public; else 404."
            ),
            parameters.fallback(),
            parameters.site(),
            *parameters.common(),
            parameters.if_none_match(),
        ],
        "responses": {
            "200": answers.ok(
                "The page.", schemas.detail(), headers={**answers.CACHING, **answers.OF_A_PAGE}
            ),
            **refusals.of_a_page(),
        },
    }

"""``GET /pages/find/``: the public page at a path of the frontend, or with an id."""

from __future__ import annotations

from typing import Any

from pages.delivery.openapi import answers, parameters
from pages.delivery.openapi.parameters import INTEGER, query
from pages.delivery.openapi.shapes import text


def operation(refusals: answers.Refusals) -> Any:
    """Return the operation."""
    return {
        "operationId": "findPage",
        "tags": ["pages"],
        "summary": "The page at a path of the frontend",
        "parameters": [
            query(
                "html_path",
                text(),
                "A path of the frontend, its language first, or one that a page has left.",
                example="/es/enfermedades/artritis/",
            ),
            query("id", INTEGER, "Or the page's id."),
            parameters.fields(),
            parameters.locale(
                "Kept in the address that is answered. A page that is not public any more leads to "
                "its translation in this language."
            ),
            parameters.fallback(),
            parameters.site(),
            *parameters.common(),
        ],
        "responses": {
            "302": answers.found(
                "The page is there; also if it has left this path for another.",
                headers={**answers.CACHE_CONTROL, **answers.KEYS},
            ),
            **refusals.of_finding_a_page(),
        },
    }

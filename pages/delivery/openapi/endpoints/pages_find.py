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
                "A path of the frontend, its language first.",
                example="/es/enfermedades/artritis/",
            ),
            query("id", INTEGER, "Or the page's id."),
            parameters.fields(),
            parameters.locale(),
            parameters.fallback(),
            parameters.site(),
            *parameters.common(),
        ],
        "responses": {
            "302": answers.found("The page is there."),
            **refusals.find("page", is_page=True),
        },
    }

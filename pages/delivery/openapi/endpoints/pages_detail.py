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
            parameters.locale(),
            parameters.fallback(),
            parameters.site(),
            *parameters.common(),
            parameters.if_none_match(),
        ],
        "responses": {
            "200": answers.ok("The page.", schemas.detail(), headers=answers.LANGUAGES),
            **refusals.one("page", is_page=True),
        },
    }

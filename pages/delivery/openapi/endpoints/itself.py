"""``GET /openapi.json``: this description."""

from __future__ import annotations

from typing import Any

from pages.delivery.openapi import answers, parameters


def operation() -> Any:
    """Return the operation."""
    return {
        "operationId": "getDescription",
        "tags": ["description"],
        "summary": "This description",
        "parameters": [parameters.if_none_match()],
        "responses": {
            "200": answers.ok("OpenAPI 3.1.", {"type": "object", "additionalProperties": True}),
            "304": answers.not_modified(),
            "405": answers.no_method(),
        },
    }

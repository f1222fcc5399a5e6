"""``/drafts/`` and ``/page_preview/``: one draft for whoever brings its token."""

from __future__ import annotations

from typing import Any, Final

from pages.delivery.openapi import answers, parameters
from pages.delivery.openapi.parameters import query
from pages.delivery.openapi.parts import FINGERPRINT, MOMENT
from pages.delivery.openapi.shapes import Components, Schema, closed, nullable, text

Operation = dict[str, Any]

SCHEME: Final = "draftToken"
SECURITY_SCHEMES: Final = {
    SCHEME: {"type": "http", "scheme": "bearer", "description": "The token of one preview."}
}


def paths(components: Components, refusals: answers.Refusals) -> dict[str, Any]:
    """Return the addresses of drafts."""
    draft = _draft(components)
    shared = [
        parameters.fields(),
        query("token", text(), "The token, where no “Authorization” can be sent."),
    ]
    headless = [
        *shared,
        query("content_type", text(), "Accepted; the token says what the page is."),
    ]
    return {
        "/drafts/": {
            "get": _operation("getDraft", "One draft", asked=shared, draft=draft, refusals=refusals)
        },
        "/page_preview/": {
            "get": _operation(
                "getPagePreview",
                "The same, for frontends written for wagtail-headless-preview",
                asked=headless,
                draft=draft,
                refusals=refusals,
            )
        },
        "/page_preview/{id}/": {
            "get": _operation(
                "getPagePreviewWithNumber",
                "The same, with any number",
                asked=[parameters.identity("nothing: any number will do"), *headless],
                draft=draft,
                refusals=refusals,
            )
        },
    }


def _draft(components: Components) -> Schema:
    state = components.add(
        "DraftState",
        closed(
            {
                "status": text(const="draft"),
                "revision": nullable({"type": "integer"}),
                "created_at": MOMENT,
                "expires_at": MOMENT,
                "fingerprint": FINGERPRINT,
            },
            description="What tells a draft from a public page.",
        ),
    )
    return components.add(
        "Draft",
        {
            "type": "object",
            "description": (
                "A page's draft in the form of the page. It is open: what nobody has signed may be "
                "unfinished, and lack what a public page always has."
            ),
            "properties": {
                "id": {"type": "integer"},
                "meta": {
                    "type": "object",
                    "properties": {"draft": state},
                    "required": ["draft"],
                    "additionalProperties": True,
                },
                "title": text(),
                "review": {"type": "null"},
            },
            "required": ["meta"],
            "additionalProperties": True,
        },
    )


def _operation(
    operation_id: str,
    summary: str,
    *,
    asked: list[parameters.Parameter],
    draft: Schema,
    refusals: answers.Refusals,
) -> Operation:
    return {
        "operationId": operation_id,
        "tags": ["drafts"],
        "summary": summary,
        "security": [{SCHEME: []}, {}],
        "parameters": asked,
        "responses": {
            "200": answers.ok(
                "The draft.", draft, headers={**answers.PRIVATE, **answers.CONTENT_LANGUAGE}
            ),
            **refusals.of_a_draft(),
        },
    }

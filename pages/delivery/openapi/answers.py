"""What endpoints answer beside content: refusals, redirects, and the headers of all."""

from __future__ import annotations

from typing import Any, Final

from pages.delivery.openapi.parts import ADDRESS, LANGUAGE, html_url
from pages.delivery.openapi.shapes import Components, Schema, array, closed, text

Answer = dict[str, Any]
Header = dict[str, Any]

CACHING: Final[dict[str, Header]] = {
    "Cache-Control": {"description": "How long it may be kept.", "schema": text()},
    "ETag": {"description": "Changes with the answer.", "schema": text()},
    "Last-Modified": {"description": "When it last changed.", "schema": text()},
    "Surrogate-Key": {"description": "Names of its parts, for CDNs.", "schema": text()},
}
LANGUAGES: Final[dict[str, Header]] = {
    "Content-Language": {"description": "The page's language.", "schema": text()},
    "Link": {"description": "The page in other languages (“alternate”).", "schema": text()},
}


def ok(description: str, schema: Schema, *, headers: dict[str, Header] | None = None) -> Answer:
    """Return a 200 with JSON."""
    return {
        "description": description,
        "headers": {**CACHING, **(headers or {})},
        "content": {"application/json": {"schema": schema}},
    }


def found(description: str) -> Answer:
    """Return a 302 to what was looked for."""
    return {
        "description": description,
        "headers": {
            "Location": {
                "description": "Its address on the API; other parameters are kept.",
                "required": True,
                "schema": text(format="uri-reference"),
            }
        },
    }


class Refusals:
    """The answers that refuse, for one description."""

    def __init__(self, components: Components) -> None:
        """Add their schemas to the components."""
        self._error = components.add(
            "Error", closed({"message": text()}, description="Why there is no answer.")
        )
        available = closed({"locale": LANGUAGE, "html_url": html_url(), "detail_url": ADDRESS})
        self._not_found = components.add(
            "PageNotFound",
            closed(
                {
                    "message": text(),
                    "available": array(
                        available, description="The languages in which the page is public."
                    ),
                },
                optional=("available",),
                description="The page does not exist, or is not public in this language.",
            ),
        )
        self._protocol = components.add(
            "ProtocolError",
            closed({"detail": text()}, description="The request is none that the API knows."),
        )

    def listing(self) -> dict[str, Answer]:
        """Return those of a listing."""
        return {
            "304": not_modified(),
            "400": self._with("A parameter makes no sense; the message says which.", self._error),
            "404": self._with("There is no such language or site.", self._error),
            **self._of_protocol(),
        }

    def one(self, what: str, *, is_page: bool = False) -> dict[str, Answer]:
        """Return those of one page, image, file or redirect."""
        schema = self._not_found if is_page else self._error
        return {
            "304": not_modified(),
            "400": self._with("A parameter makes no sense; the message says which.", self._error),
            "404": self._with(f"The public knows no such {what}.", schema),
            **self._of_protocol(),
        }

    def find(self, what: str, *, is_page: bool = False) -> dict[str, Answer]:
        """Return those of looking something up."""
        return {
            name: answer
            for name, answer in self.one(what, is_page=is_page).items()
            if name != "304"
        }

    def _of_protocol(self) -> dict[str, Answer]:
        return {
            "405": self._with("The API is read-only.", self._protocol),
            "406": self._with("The API speaks JSON only.", self._protocol),
        }

    def _with(self, description: str, schema: Schema) -> Answer:
        return {
            "description": description,
            "content": {"application/json": {"schema": schema}},
        }


def not_modified() -> Answer:
    """Return a 304."""
    return {"description": "The client has it already.", "headers": dict(CACHING)}

"""What endpoints answer beside content: refusals, redirects, and the headers of all."""

from __future__ import annotations

from typing import Any, Final

from pages.delivery.openapi.parts import ADDRESS, LANGUAGE, html_url
from pages.delivery.openapi.shapes import Components, Schema, array, closed, text

Answer = dict[str, Any]
Header = dict[str, Any]

_ETAG_PATTERN: Final = r'^"[0-9a-f]+"$'


def _header(description: str, *, is_always: bool = False, **keywords: Any) -> Header:
    required = {"required": True} if is_always else {}
    return {"description": description, **required, "schema": text(**keywords)}


CACHE_CONTROL: Final[dict[str, Header]] = {
    "Cache-Control": _header("How long it may be kept.", is_always=True)
}
CACHING: Final[dict[str, Header]] = {
    **CACHE_CONTROL,
    "ETag": _header("Changes with the answer; strong.", is_always=True, pattern=_ETAG_PATTERN),
}
KEYS: Final[dict[str, Header]] = {
    "Surrogate-Key": _header(
        "What it is about, for CDNs that forget by key: “pages” or “page-12”.",
        is_always=True,
        pattern="^pages?(-[0-9]+)?$",
    )
}
KEYS_OF_SITE: Final[dict[str, Header]] = {
    "Surrogate-Key": _header(
        "“pages”, since menus name pages, and “site”.", is_always=True, pattern="^pages site$"
    )
}
AVAILABLE_KEY: Final[dict[str, Header]] = {
    "Surrogate-Key": _header("“pages”, where other languages are listed.", pattern="^pages$")
}
OF_A_PAGE: Final[dict[str, Header]] = {
    **KEYS,
    "Last-Modified": _header("When the answer last became another, where that is on record."),
    "Content-Language": _header("The page's language.", is_always=True),
    "Link": _header(
        "The page's addresses on the frontend in all languages in which it is public, its own "
        "included (“alternate” with “hreflang”), and which of them is “x-default”."
    ),
}
CONTENT_LANGUAGE: Final[dict[str, Header]] = {
    "Content-Language": _header("The answer's language.", is_always=True)
}
NOT_KEPT: Final[dict[str, Header]] = {
    "Cache-Control": _header("It may not be kept.", is_always=True, pattern="^no-store$")
}
PRIVATE: Final[dict[str, Header]] = {
    "Cache-Control": _header("It may not be kept.", is_always=True, pattern="no-store"),
    "X-Robots-Tag": _header("No search engine may list it.", is_always=True, pattern="noindex"),
}


def ok(description: str, schema: Schema, *, headers: dict[str, Header] | None = None) -> Answer:
    """Return a 200 with JSON, and with the headers of what can be kept unless others are given."""
    return {
        "description": description,
        "headers": CACHING if headers is None else headers,
        "content": {"application/json": {"schema": schema}},
    }


def found(description: str, *, headers: dict[str, Header] | None = None) -> Answer:
    """Return a 302 to what was looked for, with further headers."""
    return {
        "description": description,
        "headers": {
            "Location": {
                "description": "Its address on the API; other parameters are kept.",
                "required": True,
                "schema": text(format="uri-reference"),
            },
            **(headers or {}),
        },
    }


def not_modified(headers: dict[str, Header] | None = None) -> Answer:
    """Return a 304."""
    return {"description": "The client has it already.", "headers": headers or CACHING}


def no_method(schema: Schema | None = None) -> Answer:
    """Return a 405, with JSON where the endpoint says so in words."""
    answer: Answer = {
        "description": "The API is read-only.",
        "headers": {"Allow": _header("The methods that there are.", is_always=True)},
    }
    return answer | ({"content": {"application/json": {"schema": schema}}} if schema else {})


def _not_kept(answer: Answer, headers: dict[str, Header] | None = None) -> Answer:
    """Return a refusal that no cache may keep, with further headers."""
    return answer | {"headers": {**answer.get("headers", {}), **NOT_KEPT, **(headers or {})}}


class Refusals:
    """The answers that refuse, for one description.

    The pages endpoint is our own; images, files and redirects come from Wagtail's, which refuse
    with ``detail`` what is none of their protocol.
    """

    def __init__(self, components: Components) -> None:
        """Add their schemas to the components."""
        self.error = components.add(
            "Error", closed({"message": text()}, description="Why there is no answer.")
        )
        available = closed({"locale": LANGUAGE, "html_url": html_url(), "detail_url": ADDRESS})
        self._no_page = components.add(
            "PageNotFound",
            {
                **closed(
                    {
                        "message": text(),
                        "requested_locale": text(description="The language that was asked for."),
                        "available": array(
                            available, description="The languages in which the page is public."
                        ),
                    },
                    optional=("requested_locale", "available"),
                    description="The page is not public; or it is, but not in this language.",
                ),
                "dependentRequired": {
                    "available": ["requested_locale"],
                    "requested_locale": ["available"],
                },
            },
        )
        self._protocol = components.add(
            "ProtocolError",
            closed({"detail": text()}, description="The request is none that the API knows."),
        )

    def of_pages(self) -> dict[str, Answer]:
        """Return those of the list of pages."""
        return {
            "304": not_modified({**CACHING, **KEYS}),
            "400": _not_kept(self._senseless()),
            "404": _not_kept(self._with("There is no such language.", self.error)),
            **self._of_our_own(),
        }

    def of_a_page(self) -> dict[str, Answer]:
        """Return those of one page."""
        return {
            "304": not_modified({**CACHING, **OF_A_PAGE}),
            "400": _not_kept(self._senseless()),
            "404": _not_kept(
                self._with("The public knows no such page.", self._no_page), AVAILABLE_KEY
            ),
            **self._of_our_own(),
        }

    def of_finding_a_page(self) -> dict[str, Answer]:
        """Return those of looking a page up."""
        return {name: answer for name, answer in self.of_a_page().items() if name != "304"}

    def listing(self) -> dict[str, Answer]:
        """Return those of a list of images, files or redirects."""
        return {
            "304": not_modified(),
            "400": _not_kept(self._senseless()),
            "404": _not_kept(self._with("There is no such format.", self.error)),
            **self._of_protocol(),
        }

    def one(self, what: str) -> dict[str, Answer]:
        """Return those of one image, file or redirect."""
        return {
            "304": not_modified(),
            "400": _not_kept(self._senseless()),
            "404": _not_kept(self._with(f"The public knows no such {what}.", self.error)),
            **self._of_protocol(),
        }

    def find(self, what: str) -> dict[str, Answer]:
        """Return those of looking an image, a file or a redirect up."""
        return {name: answer for name, answer in self.one(what).items() if name != "304"}

    def of_site(self, missing: Schema) -> dict[str, Answer]:
        """Return those of what stands around every page; ``missing`` says what is not there."""
        return {
            "400": _not_kept(self._senseless()),
            "404": _not_kept(self._with("There is no such language, or no site.", missing)),
        }

    def of_a_draft(self) -> dict[str, Answer]:
        """Return those of a draft, which are as private as the draft."""
        answers = {
            "400": self._senseless(),
            "404": self._with("The token opens nothing; nobody is told why.", self.error),
            "405": no_method(self.error),
        }
        return {
            status: {**answer, "headers": {**answer.get("headers", {}), **PRIVATE}}
            for status, answer in answers.items()
        }

    def _senseless(self) -> Answer:
        return self._with("A parameter makes no sense; the message says which.", self.error)

    def away(self) -> Answer:
        """Return the answer of whatever needs the database while there is none."""
        away = "The database cannot be reached, and nobody knows what is public."
        wait = _header("Seconds to wait.", is_always=True, pattern="^[0-9]+$")
        return _not_kept(self._with(away, self.error), {"Retry-After": wait})

    def _of_our_own(self) -> dict[str, Answer]:
        return {"405": _not_kept(no_method(self.error)), "503": self.away()}

    def _of_protocol(self) -> dict[str, Answer]:
        return {
            "405": _not_kept(no_method(self._protocol)),
            "406": _not_kept(self._with("The API speaks JSON only.", self._protocol)),
            "503": self.away(),
        }

    def _with(self, description: str, schema: Schema) -> Answer:
        return {
            "description": description,
            "content": {"application/json": {"schema": schema}},
        }

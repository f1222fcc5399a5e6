"""The whole description: everything that the endpoints and the page types say, in one document."""

from __future__ import annotations

import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from pages.delivery.openapi.answers import Refusals
from pages.delivery.openapi.endpoints import (
    drafts,
    itself,
    media,
    pages_detail,
    pages_find,
    pages_listing,
    redirects,
    site,
)
from pages.delivery.openapi.page_types import PageSchemas
from pages.delivery.openapi.parameters import BOOLEAN, query
from pages.delivery.openapi.shapes import Components, text

TITLE = "Firma: the public API"
DESCRIPTION = (
    "Pages that a medical reviewer signed, as they were signed. Read-only, without accounts, in "
    "the protocol of Wagtail's API v2."
)


def describe(*, server: str = "/api/v2") -> dict[str, Any]:
    """Return the description of this installation's API, in English and in a steady order.

    Args:
        server: where the API is, without a slash at the end.
    """
    with override("en"):
        return {
            "openapi": "3.1.0",
            "info": {"title": TITLE, "description": DESCRIPTION, "version": package_version()},
            "servers": [{"url": server}],
            "tags": [
                {"name": name}
                for name in (
                    *("pages", "images", "documents", "redirects", "site", "drafts"),
                    "description",
                )
            ],
            **_paths_and_components(),
        }


def _paths_and_components() -> dict[str, Any]:
    components = Components()
    schemas = PageSchemas(components)
    refusals = Refusals(components)
    listing = pages_listing.operation(components, schemas, refusals)
    paths: dict[str, Any] = {
        "/pages/": {"get": listing},
        "/pages/{id}/": {"get": pages_detail.operation(schemas, refusals)},
        "/pages/find/": {"get": pages_find.operation(refusals)},
        **media.paths(
            "images",
            what="image",
            properties=media.image_fields(schemas.parts, get_image_model()._meta.label),
            filters=[
                query("title", text(), "Exactly this title."),
                query("width", {"type": "integer"}, "Exactly this width in pixels."),
                query("height", {"type": "integer"}, "Exactly this height in pixels."),
                query("tags", text(), "Tags, with commas; not together with “search”."),
            ],
            orders=("id", "title", "width", "height"),
            components=components,
            refusals=refusals,
        ),
        **media.paths(
            "documents",
            what="document",
            properties=media.file_fields(get_document_model()._meta.label),
            filters=[
                query("title", text(), "Exactly this title."),
                query("tags", text(), "Tags, with commas; not together with “search”."),
            ],
            orders=("id", "title"),
            components=components,
            refusals=refusals,
        ),
        **media.paths(
            "redirects",
            what="redirect",
            properties=redirects.redirect_fields(Redirect._meta.label),
            filters=[
                query("old_path", text(), "Exactly this path."),
                query("is_permanent", BOOLEAN, "Whether it leads there for good."),
            ],
            orders=("id", "old_path", "is_permanent"),
            components=components,
            refusals=refusals,
        ),
        "/site/": {"get": site.operation(components, schemas.parts, refusals)},
        **drafts.paths(components, refusals),
        "/openapi.json": {"get": itself.operation()},
    }
    return {
        "paths": paths,
        "components": {
            "schemas": components.by_name(),
            "securitySchemes": drafts.SECURITY_SCHEMES,
        },
    }


def package_version() -> str:
    """Return the version of this package: the checkout's, or that which is installed."""
    checkout = Path(__file__).resolve().parents[3] / "pyproject.toml"
    if checkout.is_file():
        project = tomllib.loads(checkout.read_text(encoding="utf-8")).get("project", {})
        if project.get("name") == "wagtail-firma":
            return str(project["version"])
    return metadata.version("wagtail-firma")

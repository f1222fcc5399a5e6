"""``/redirects/``: where addresses that were left lead."""

from __future__ import annotations

from pages.delivery.openapi.parts import ADDRESS, PATH_OR_ADDRESS
from pages.delivery.openapi.shapes import Schema, closed, text


def redirect_fields(label: str) -> dict[str, Schema]:
    """Return what a redirect has."""
    return {
        "id": {"type": "integer"},
        "meta": closed({"type": text(const=label), "detail_url": ADDRESS}),
        "old_path": text(),
        "location": {**PATH_OR_ADDRESS, "description": "Where it leads."},
        "is_permanent": {"type": "boolean"},
    }

"""What a reviewer signs: the fingerprint of everything that the public will read.

``digest`` is pure. ``signed_values`` collects what it is given: the page's own content by deny-list
(see `pages.publishing.values`), and the parts that other rooms contribute: the data of the
references it cites, the bytes of its images, the identity of its disclaimers.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from pages.publishing.values import content_values

if TYPE_CHECKING:
    from django.db import models
    from wagtail.models import Page

    SignedPart = Callable[[Page], Any]

_signed_parts: dict[str, SignedPart] = {}
_kept_parts: dict[str, SignedPart] = {}


def register_signed_part(name: str, collect: SignedPart) -> None:
    """Add to what is signed. ``collect(page)`` returns plain JSON values."""
    _signed_parts[name] = collect


def digest(values: Any) -> str:
    """Return the SHA-256 (hex) of plain JSON values in canonical form."""
    canonical = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def record_digest(row: models.Model, *, without: Collection[str]) -> str:
    """Return the digest of a row of the record, but for the columns that may change later.

    The ledger has it, so that a changed row can be told. Times count to the millisecond, which is
    as far as a backup in JSON keeps them.
    """
    return digest(
        {
            field.attname: _plain(getattr(row, field.attname))
            for field in row._meta.concrete_fields
            if field.name not in without
        }
    )


def row_values(page: Page) -> dict[str, Any]:
    """Return the page's own content with its type and language, as plain values."""
    return {
        "type": page._meta.label,
        "language": page.locale.language_code,
        "content": without_empty(content_values(page)),
    }


def without_empty(value: Any) -> Any:
    """Return plain values without the entries of dicts that say nothing.

    An empty text, list or choice is read as nothing. Leaving it out keeps every signature valid
    when a later version adds an optional field; what is written into that field is covered.
    Numbers are kept, zero included, and so are the places of list items.
    """
    if isinstance(value, list):
        return [without_empty(item) for item in value]
    if isinstance(value, dict):
        kept = {key: without_empty(item) for key, item in value.items()}
        return {
            key: item
            for key, item in kept.items()
            if item is not None and item is not False and item not in ("", [], {})
        }
    return value


def signed_values(page: Page) -> dict[str, Any]:
    """Return all that a signature covers, as plain values."""
    return row_values(page) | {
        "parts": {name: collect(page) for name, collect in sorted(_signed_parts.items())}
    }


def part_digests(page: Page) -> dict[str, str]:
    """Return the digest of each part of a signature, so that it can be told which one changed."""
    return {name: digest(collect(page)) for name, collect in sorted(_signed_parts.items())}


def fingerprint(page: Page) -> str:
    """Return the fingerprint of this content: SHA-256, 64 hexadecimal digits.

    Args:
        page: a specific instance, with the content of a draft or of the live row.
    """
    return digest(signed_values(page))


def row_fingerprint(page: Page) -> str:
    """Return the fingerprint of the page's own fields and inline children alone.

    The live row is held to this: a reference that is corrected afterwards changes what a *new*
    signature would cover, and not what is public now.
    """
    return digest(row_values(page))


def kept_part(name: str, page: Page, *, default: Any) -> Any:
    """Return what a room keeps beside a signature without being part of the fingerprint."""
    collect = _kept_parts.get(name)
    return default if collect is None else collect(page)


def register_kept_part(name: str, collect: SignedPart) -> None:
    """Add to what an approval keeps beside the fingerprint, such as versions of disclaimers."""
    _kept_parts[name] = collect


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="milliseconds")
    return value

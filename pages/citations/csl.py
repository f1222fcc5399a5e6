"""CSL-JSON, the shape in which reference managers exchange bibliographic data.

Pure functions between a CSL item and the values of `pages.citations.models.Reference`, whose
fields are named after their CSL variables with underscores (``container_title`` for
``container-title``). Values of the library that CSL does not know are not part of a CSL item.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final

CslItem = dict[str, Any]
Name = dict[str, str]

PLAIN_VARIABLES: Final = {
    "title": "title",
    "container_title": "container-title",
    "publisher": "publisher",
    "publisher_place": "publisher-place",
    "edition": "edition",
    "volume": "volume",
    "issue": "issue",
    "pages": "page",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "URL",
    "language": "language",
}
"""Field of a reference → CSL variable, for everything that is plain text in both."""

NAME_PARTS: Final = (
    "family",
    "given",
    "literal",
    "suffix",
    "non-dropping-particle",
    "dropping-particle",
)


def to_csl(values: Mapping[str, Any], *, key: str) -> CslItem:
    """Return a CSL item for the values of a reference; empty values are left out.

    Args:
        values: values by field name; ``accessed`` is a date or None.
        key: the reference's key, which becomes the item's id.
    """
    item: CslItem = {"id": key, "type": values.get("csl_type") or "document"}
    for field, variable in PLAIN_VARIABLES.items():
        if value := values.get(field):
            item[variable] = str(value)
    for field, variable in (("authors", "author"), ("editors", "editor")):
        if names := clean_names(values.get(field)):
            item[variable] = names
    if year := values.get("year"):
        parts = [int(year)]
        for part in ("month", "day"):
            if not values.get(part):
                break
            parts.append(int(values[part]))
        item["issued"] = {"date-parts": [parts]}
    if accessed := values.get("accessed"):
        item["accessed"] = {"date-parts": [[accessed.year, accessed.month, accessed.day]]}
    return item


def from_csl(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a reference for a CSL item, by field name.

    Unknown variables are left out; nothing is checked, so that the model's validation gives its
    words about identifiers and types.
    """
    values: dict[str, Any] = {"csl_type": str(item.get("type") or "article-journal")}
    for field, variable in PLAIN_VARIABLES.items():
        value = item.get(variable)
        if isinstance(value, Sequence) and not isinstance(value, str):
            value = value[0] if value else ""
        values[field] = "" if value is None else " ".join(str(value).split())
    values["authors"] = clean_names(item.get("author"))
    values["editors"] = clean_names(item.get("editor"))
    issued = date_parts(item.get("issued"))
    for place, part in enumerate(("year", "month", "day")):
        values[part] = issued[place] if len(issued) > place else None
    accessed = date_parts(item.get("accessed"))
    values["accessed"] = _date_or_none(accessed)
    return values


def clean_names(names: Any) -> list[Name]:
    """Return names with their known, filled parts only; what is not a name is left out."""
    if not isinstance(names, Sequence) or isinstance(names, str):
        return []
    cleaned = [
        {
            part: " ".join(str(name[part]).split())
            for part in NAME_PARTS
            if isinstance(name.get(part), str) and name[part].strip()
        }
        for name in names
        if isinstance(name, Mapping)
    ]
    return [name for name in cleaned if name.get("family") or name.get("literal")]


def date_parts(date: Any) -> list[int]:
    """Return year, month and day of a CSL date, as many as it states; empty if it states none."""
    if not isinstance(date, Mapping):
        return []
    stated = date.get("date-parts")
    first = stated[0] if isinstance(stated, Sequence) and stated else None
    if not isinstance(first, Sequence) or isinstance(first, str):
        return []
    parts: list[int] = []
    for part in first[:3]:
        try:
            parts.append(int(part))
        except (TypeError, ValueError):
            break
    return parts


def family_name(name: Name) -> str:
    """Return the name by which a person is cited: family name with its particle, or the literal."""
    family = " ".join(
        part for part in (name.get("non-dropping-particle"), name.get("family")) if part
    )
    return family or name.get("literal", "")


def short_authors(names: Sequence[Name]) -> str:
    """Return authors as a text mentions them: ``Smolen``, ``Lee & Kim`` or ``Smolen et al.``."""
    families = [family_name(name) for name in names]
    if len(families) > 2:
        return f"{families[0]} et al."
    return " & ".join(families)


def _date_or_none(parts: list[int]) -> datetime.date | None:
    if len(parts) != 3:
        return None
    try:
        return datetime.date(*parts)
    except ValueError:
        return None

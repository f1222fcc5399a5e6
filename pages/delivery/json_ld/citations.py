"""Publications that a page cites, as works of their own with their identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pages.delivery.json_ld.words import Json, filled

TYPES: Final = {
    "article-journal": "ScholarlyArticle",
    "article": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "book": "Book",
    "chapter": "Chapter",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
    "legislation": "Legislation",
    "dataset": "Dataset",
}
"""schema.org's type for each kind of publication, by its CSL name."""

_PAGED: Final = frozenset({"ScholarlyArticle", "Chapter", "Report"})


def citation(reference: Mapping[str, Any]) -> Json:
    """Return one entry of the list of references.

    Args:
        reference: as it is stored in a document; ``record``, its bibliographic data as a CSL item,
            is missing in documents from before it was stored, whose works have no more than the
            words of the list.
    """
    record = reference.get("record")
    if not record or not record.get("title"):
        return {"@type": "CreativeWork", "name": reference["text"], **_identity(reference)}
    kind = TYPES.get(record.get("type", ""), "CreativeWork")
    node: Json = {
        "@type": kind,
        "name": record["title"],
        "author": [_name(name) for name in record.get("author", ())],
        "datePublished": _date(record.get("issued")),
        "inLanguage": record.get("language"),
        "isPartOf": _container(record, kind=kind),
        "publisher": _publisher(record),
    }
    if kind in _PAGED:
        node["pagination"] = record.get("page")
    if kind == "Book":
        node["isbn"] = record.get("ISBN")
        node["bookEdition"] = record.get("edition")
    return filled(node) | _identity(reference)


def _identity(reference: Mapping[str, Any]) -> Json:
    """Return how a publication is told from all others, and where it is to be read."""
    doi, pmid = reference.get("doi"), reference.get("pmid")
    pmcid = (reference.get("record") or {}).get("PMCID")
    known = [
        ("DOI", doi, f"https://doi.org/{doi}"),
        ("PMID", pmid, f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/"),
        ("PMCID", pmcid, f"https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/"),
    ]
    return filled(
        {
            "identifier": [
                {"@type": "PropertyValue", "propertyID": name, "value": value}
                for name, value, _ in known
                if value
            ],
            "sameAs": [address for _, value, address in known if value],
            "url": reference.get("url"),
        }
    )


def _name(name: Mapping[str, str]) -> Json:
    if not name.get("family"):
        return {"@type": "Organization", "name": name.get("literal", "")}
    family = " ".join(
        name[part]
        for part in ("dropping-particle", "non-dropping-particle", "family")
        if name.get(part)
    )
    given = name.get("given", "")
    whole = " ".join(part for part in (given, family, name.get("suffix")) if part)
    return filled({"@type": "Person", "name": whole, "familyName": family, "givenName": given})


def _date(issued: Mapping[str, Any] | None) -> str:
    """Return a date as far as it is known, such as ``2020-03``."""
    parts = (issued or {}).get("date-parts") or [[]]
    return "-".join(
        f"{part:04d}" if place == 0 else f"{part:02d}" for place, part in enumerate(parts[0])
    )


def _container(record: Mapping[str, Any], *, kind: str) -> Json | None:
    """Return what a publication appeared in: a journal with volume and issue, or a book."""
    title = record.get("container-title")
    if not title or kind in ("Book", "Thesis", "Legislation", "Dataset"):
        return None
    if kind == "Chapter":
        return filled({"@type": "Book", "name": title, "isbn": record.get("ISBN")})
    if kind == "WebPage":
        return {"@type": "WebSite", "name": title}
    node = filled({"@type": "Periodical", "name": title, "issn": record.get("ISSN")})
    if volume := record.get("volume"):
        node = {"@type": "PublicationVolume", "volumeNumber": volume, "isPartOf": node}
    if issue := record.get("issue"):
        node = {"@type": "PublicationIssue", "issueNumber": issue, "isPartOf": node}
    return node


def _publisher(record: Mapping[str, Any]) -> Json | None:
    name = record.get("publisher")
    return {"@type": "Organization", "name": name} if name else None

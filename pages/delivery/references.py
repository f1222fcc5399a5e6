"""The reference list of a page, as the public reads it below the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from pages.citations.models import Reference, RetractionStatus

if TYPE_CHECKING:
    from pages.citations.page import CitedReference

Json = dict[str, Any]

RECORD: Final = "record"


def public_reference(cited: CitedReference, *, language: str) -> Json:
    """Return one entry of the list, with its text in the conventions of a language.

    Identifiers that the record does not have are None. ``record`` is its bibliographic data as a
    CSL item, for `pages.delivery.json_ld`; no answer of the API has it. Whether the publication was
    retracted is not part of it, because that changes without the page: see `marked`.
    """
    reference = cited.reference
    return {
        "number": cited.number,
        "key": reference.key,
        "text": reference.formatted(language),
        "doi": reference.doi or None,
        "pmid": reference.pmid or None,
        "url": reference.url or None,
        "cited_in": list(cited.cited_in),
        RECORD: reference.to_csl(),
    }


def retracted_keys(keys: Iterable[str]) -> set[str]:
    """Return which of these references are known to be retracted today."""
    return set(
        Reference.objects.filter(
            key__in=set(keys), retraction_status=RetractionStatus.RETRACTED
        ).values_list("key", flat=True)
    )


def marked(references: Iterable[Json], *, retracted: set[str]) -> list[Json]:
    """Return stored entries as they are answered, each saying whether it was retracted."""
    return [
        {name: value for name, value in entry.items() if name != RECORD}
        | {"retracted": entry["key"] in retracted}
        for entry in references
    ]

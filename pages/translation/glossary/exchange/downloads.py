"""The glossary as a file to download, in each of its formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.utils import timezone

from pages.translation.glossary.exchange.table import write_csv
from pages.translation.glossary.exchange.tbx import write_tbx
from pages.translation.glossary.storing import all_concepts

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from pages.translation.glossary.models import GlossaryConcept
    from pages.translation.glossary.values import Concept


@dataclass(frozen=True, slots=True)
class Format:
    """One format of files.

    Attributes:
        name: by which commands and addresses name it.
        label: by which people know it.
    """

    name: str
    label: str
    extension: str
    media_type: str
    write: Callable[[Iterable[Concept]], bytes]


def _table(concepts: Iterable[Concept]) -> bytes:
    # With the mark by which spreadsheets see that it is UTF-8.
    return write_csv(concepts).encode("utf-8-sig")


def _older(concepts: Iterable[Concept]) -> bytes:
    return write_tbx(concepts, version=2)


FORMATS: Final = {
    each.name: each
    for each in (
        Format("csv", "CSV", ".csv", "text/csv; charset=utf-8", _table),
        Format("tbx", "TBX 3 (ISO 30042:2019)", ".tbx", "application/x-tbx", write_tbx),
        Format("tbx2", "TBX 2 (ISO 30042:2008)", ".tbx", "application/x-tbx", _older),
    )
}


def download(rows: QuerySet[GlossaryConcept], *, kind: Format) -> HttpResponse:
    """Return a file with these entries."""
    keys = set(rows.values_list("key", flat=True))
    content = kind.write(concept for concept in all_concepts() if concept.key in keys)
    name = f"glossary-{timezone.localdate().isoformat()}{kind.extension}"
    return HttpResponse(
        content,
        content_type=kind.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

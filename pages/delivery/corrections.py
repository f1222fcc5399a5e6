"""Which public pages still say what a reference said before it was corrected.

A page's public text stays as it was signed, the list of its references included. The correction
comes to the public with the next signature, so somebody has to be told where one is needed.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from pages.citations.models import Reference
from pages.citations.page import CitedReference
from pages.delivery.references import public_reference
from pages.delivery.visibility import public_documents

if TYPE_CHECKING:
    from pages.delivery.models import PublishedDocument


def documents_behind(reference: Reference) -> list[PublishedDocument]:
    """Return the public documents whose list of references shows another text than it would today.

    Args:
        reference: as it is stored now.
    """
    # The database narrows by text, which is all that both of ours can do with a list of objects.
    candidates = public_documents().filter(content__references__icontains=f'"{reference.key}"')
    return [
        document
        for document in candidates.order_by("page_id")
        if any(_is_behind(entry, reference, document.locale) for entry in _entries(document))
    ]


def pages_behind(page_ids: Collection[int] | None = None) -> set[int]:
    """Return the ids of the public pages that show a reference as it was before a correction.

    Args:
        page_ids: the pages that are asked about; all public ones, unless given.
    """
    documents = public_documents()
    if page_ids is not None:
        documents = documents.filter(page_id__in=page_ids)
    rows = list(documents.values_list("page_id", "locale", "content__references"))
    keys = {entry["key"] for _id, _locale, entries in rows for entry in entries or ()}
    library = {reference.key: reference for reference in Reference.objects.filter(key__in=keys)}
    return {
        page_id
        for page_id, locale, entries in rows
        if any(
            _is_behind(entry, library[entry["key"]], locale)
            for entry in entries or ()
            if entry["key"] in library
        )
    }


def _entries(document: PublishedDocument) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = document.content.get("references", [])
    return entries


def _is_behind(entry: dict[str, object], reference: Reference, language: str) -> bool:
    if entry.get("key") != reference.key:
        return False
    today = public_reference(CitedReference(reference, number=0), language=language)
    return any(entry.get(name) != today[name] for name in ("text", "doi", "pmid", "url"))

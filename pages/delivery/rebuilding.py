"""Building all documents anew from what was signed, and saying where that is not possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from django.db import transaction

from pages.delivery import json_ld
from pages.delivery.documents import build_for, content_hash, store_document
from pages.delivery.models import PublishedDocument
from pages.delivery.page_types import base_label
from pages.publishing import reviewed_models
from pages.publishing.locks import lock_pages, lock_what_it_rests_on
from pages.review import fingerprint
from pages.review.approvals import changed_parts, current_approval

if TYPE_CHECKING:
    from wagtail.models import Page

    from pages.review.models import Approval

Json = dict[str, Any]
Result = Literal["unchanged", "rebuilt", "created", "removed", "unsigned"]

FAULTS: Final[frozenset[Result]] = frozenset({"removed", "unsigned"})
"""Results that somebody has to look at."""

BYTES: Final = frozenset({"images", "files"})
"""Parts of a signature that never change legitimately behind a public page."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of one page's document.

    Attributes:
        page_id: the page.
        language: code of its language.
        title: as the document has it, or the row where there is no document.
        result: ``unchanged``, ``rebuilt`` (the content is another now) or ``created``; ``removed``
            for a document whose page is not live; ``unsigned`` for a live page of which nothing is
            left that its active approval was given for: neither row nor document, or a row that
            is something else. A document of it stays as it is.
    """

    page_id: int
    language: str
    title: str
    result: Result

    @property
    def is_fault(self) -> bool:
        """Whether somebody has to look at it."""
        return self.result in FAULTS


def rebuild_all() -> Iterator[Rebuilt]:
    """Rebuild every document, page by page, each in a transaction of its own."""
    for model in reviewed_models():
        live = model._default_manager.filter(live=True).order_by("pk")
        for page_id in list(live.values_list("pk", flat=True)):
            if rebuilt := _rebuild(model, page_id):
                yield rebuilt
    stray = PublishedDocument.objects.filter(page__live=False).order_by("page_id")
    for page_id in list(stray.values_list("page_id", flat=True)):
        if removed := _remove(page_id):
            yield removed


@transaction.atomic
def _remove(page_id: int) -> Rebuilt | None:
    lock_pages([page_id])
    document = PublishedDocument.objects.filter(page_id=page_id, page__live=False).first()
    if document is None:
        return None
    document.delete()
    return Rebuilt(page_id, document.locale, str(document.content["title"]), "removed")


@transaction.atomic
def _rebuild(model: Any, page_id: int) -> Rebuilt | None:
    lock_pages([page_id])
    page: Page | None = model._default_manager.filter(pk=page_id, live=True).first()
    if page is None:
        return None
    lock_what_it_rests_on(page)
    before = PublishedDocument.objects.filter(page_id=page_id).first()
    approval = current_approval(page)
    content = None if approval is None else _content(page, approval, before)
    if approval is None or content is None:
        return Rebuilt(page_id, page.locale.language_code, page.title, "unsigned")
    after = store_document(page, approval, content)
    result: Result
    if before is None:
        result = "created"
    else:
        is_same = (before.content_hash, before.approval_id) == (
            after.content_hash,
            after.approval_id,
        )
        result = "unchanged" if is_same else "rebuilt"
    return Rebuilt(page_id, after.locale, str(after.content["title"]), result)


def _content(page: Page, approval: Approval, before: PublishedDocument | None) -> Json | None:
    """Return what the public is to read: as it was signed, with images in today's sizes.

    A reference or the author's record may have been corrected since the signature, and shows when
    the page is signed again. Until then its document is the one place where what was signed still
    is, and only the sizes of images are renewed in it; None where there is no such document,
    or where a picture or file is another one by now.
    """
    built = build_for(page, approval)
    if fingerprint(page) == approval.fingerprint:
        return built
    if (
        changed_parts(page, approval) & BYTES
        or before is None
        or before.approval_id != approval.pk
        or before.content_hash != content_hash(before.content)
    ):
        return None
    content: Json = _with_sizes_of(built, before.content)
    if content["author"] and built["author"]:
        # What a person does not want to be shown any more needs nobody's signature.
        content["author"] = {
            name: value for name, value in content["author"].items() if name in built["author"]
        }
    content["json_ld"] = json_ld.described(
        content, kind=base_label(type(page)), language=page.locale.language_code
    )
    return content


def _with_sizes_of(built: Any, stored: Any) -> Any:
    """Return stored content in which every image has the sizes that were built for it now."""
    if isinstance(stored, dict) and isinstance(built, dict):
        if "renditions" in stored and stored.get("id") == built.get("id"):
            return stored | {"renditions": built.get("renditions", {})}
        return {name: _with_sizes_of(built.get(name), value) for name, value in stored.items()}
    if isinstance(stored, list) and isinstance(built, list) and len(stored) == len(built):
        return [_with_sizes_of(*pair) for pair in zip(built, stored, strict=True)]
    return stored

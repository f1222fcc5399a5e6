"""Proving that what the public reads is what was signed: everything is computed again.

Nothing here trusts the gate. Pages, documents and approvals are read in batches, so that memory
stays the same however many there are, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db.models import Model, QuerySet
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.utils.file import hash_filelike

from pages import ledger
from pages.delivery import json_ld
from pages.delivery.answer_verification import verify_answer
from pages.delivery.consent_verification import verify_permission
from pages.delivery.disclaimer_verification import verify_disclaimers, verify_wording
from pages.delivery.documents import build_content, content_hash
from pages.delivery.findings import Finding
from pages.delivery.models import PublishedDocument
from pages.delivery.page_types import base_label
from pages.delivery.translation_verification import verify_translation
from pages.disclaimers.approvals import DisclaimerApproval
from pages.ledger.models import LedgerEntry
from pages.people.profile import signed_data
from pages.publishing import guards, is_reviewed, reviewed_models
from pages.publishing.models import GatePass
from pages.review import fingerprint, row_fingerprint
from pages.review.fingerprints import part_digests
from pages.review.models import Approval
from pages.review.withdrawal import WITHDRAWN

if TYPE_CHECKING:
    from pages.people.models import Person

BATCH: Final = 100
_OF_FILES: Final = ("renditions", "srcset", "focal_point", "width", "height")
SIGNED: Final = "review.signed"
LIVE: Final = "publication.live"
ENDED: Final = "publication.ended"

Progress = Callable[[str, int], None]
ModelT = TypeVar("ModelT", bound=Model)


def verify(
    *, progress: Progress = lambda what, count: None, ledger_head: str = ""
) -> Iterator[Finding]:
    """Verify everything, yielding what is found.

    Args:
        progress: is told what was looked at, and how many so far, after every batch.
        ledger_head: the hash of an entry that the ledger had; empty to ask for none.
    """
    yield from _verify_guards()
    for model in reviewed_models():
        live = model._default_manager.filter(live=True)
        for page in _counted(live, model._meta.label, progress):
            yield from verify_page(page)
    documents = PublishedDocument.objects.select_related("page")
    for document in _counted(documents, "documents", progress):
        yield from _verify_place(document)
    for image in _counted(_shown_images(), "images", progress):
        yield from _verify_image(image)
    for approval in _counted(Approval.objects.all(), "approvals", progress):
        yield from _verify_approval(approval)
    for wording_approval in _counted(
        DisclaimerApproval.objects.select_related("version__disclaimer__locale"),
        "disclaimers",
        progress,
    ):
        yield from verify_wording(wording_approval)
    for entry_id in ledger.broken_entries():
        yield Finding(
            "ledger.broken",
            f"Entry {entry_id} of the ledger, or the one before it, was changed or removed. "
            "Compare it with an earlier export.",
        )
    if ledger_head and not LedgerEntry.objects.filter(entry_hash=ledger_head).exists():
        yield Finding(
            "ledger.cut",
            "The entry of the ledger that an earlier report named is not there any more: the "
            "ledger was cut off, or replaced. Compare it with an earlier export.",
        )
    progress("ledger", LedgerEntry.objects.count())


def verify_page(page: Any) -> Iterator[Finding]:
    """Verify one live page of a reviewed type: row, approval, document, permission, source."""
    about = _about(page)
    yield from verify_permission(page)
    yield from verify_translation(page)
    active = list(Approval.objects.active().filter(page_id=page.pk).order_by("-id")[:2])
    document = PublishedDocument.objects.filter(page_id=page.pk).first()
    if document is None:
        yield Finding(
            "document.missing",
            "The page is live and has no document: the public does not read it. "
            "Run rebuild_documents.",
            **about,
        )
    if not active:
        yield Finding(
            "approval.none",
            "The page is live without an active approval. Unpublish it, and have it reviewed.",
            **about,
        )
        return
    if len(active) > 1:
        yield Finding(
            "approval.several",
            "More than one approval of the page is active. Withdraw those that should not be.",
            **about,
        )
    approval = active[0]
    if approval.language_code != page.locale.language_code:
        yield Finding(
            "approval.language",
            f"The page was signed in another language ({approval.language_code}).",
            **about,
        )
    if not _went_live_on_record(page):
        yield Finding(
            "publication.unrecorded",
            "The page is live, but by the ledger it was taken off the public. Find out who put it "
            "back; publish it again, or unpublish it.",
            **about,
        )
    row_is_signed = approval.row_fingerprint == row_fingerprint(page)
    if not row_is_signed:
        yield Finding(
            "row.changed",
            "The page's row is not what was signed. Find out who changed it; publish the signed "
            "version again, or have the change reviewed.",
            **about,
        )
    if document is not None:
        yield from _verify_content(page, document, approval, row_is_signed=row_is_signed)


def _went_live_on_record(page: Any) -> bool:
    last = (
        LedgerEntry.objects.filter(page_id=page.pk, action__in=[LIVE, ENDED])
        .order_by("-id")
        .values_list("action", flat=True)
        .first()
    )
    return bool(last == LIVE)


def _verify_content(
    page: Any, document: PublishedDocument, approval: Approval, *, row_is_signed: bool
) -> Iterator[Finding]:
    about = _about(page)
    if document.approval_id != approval.pk:
        yield Finding(
            "document.approval",
            "The document was built from another approval than the active one. "
            "Run rebuild_documents.",
            **about,
        )
    if document.locale != page.locale.language_code:
        yield Finding("document.language", "The document is in another language.", **about)
    if document.content_hash != content_hash(document.content):
        yield Finding(
            "document.changed",
            "What the public reads was changed after it was built. Find out who did it, and run "
            "rebuild_documents.",
            **about,
        )
        return
    yield from verify_answer(document)
    yield from verify_disclaimers(document, approval)
    if not row_is_signed:
        return
    changed: Collection[str] = ()
    if fingerprint(page) != approval.fingerprint:
        changed = _changed_parts(page, approval)
        if "images" in changed:
            yield Finding(
                "image.replaced",
                "An image that the page shows is not the one that was signed. Find out who replaced"
                " it; put the signed file back, or have the page reviewed.",
                **about,
            )
        if "files" in changed:
            yield Finding(
                "file.replaced",
                "A file that the page links to is not the one that was signed. Find out who "
                "replaced it; put the signed file back, or have the page reviewed.",
                **about,
            )
        yield Finding(
            "sources.changed",
            "A cited reference, the author's record, the list of disclaimers or another source "
            "has changed since the page was signed. The public reads what was signed; submit the "
            "page for review to show the change.",
            severity="notice",
            **about,
        )
    if not _is_as_built(page, document, changed=changed):
        yield Finding(
            "document.differs",
            "The document is not what is built from the signed content now. After an upgrade run "
            "rebuild_documents; otherwise find out who changed it.",
            **about,
        )


def _changed_parts(page: Any, approval: Approval) -> set[str]:
    """Return what of a signature, beside the page's own fields, is not as it was signed."""
    parts = [entry.data.get("parts", {}) for entry in _entries(approval) if entry.action == SIGNED]
    signed = parts[0] if parts else {}
    now = part_digests(page)
    return {name for name in now if name not in signed or signed[name] != now[name]}


def _is_as_built(page: Any, document: PublishedDocument, *, changed: Collection[str]) -> bool:
    """Tell whether a document says what the signed content says, built anew.

    What is no part of the signature may be another by now: how much of the author is shown, and the
    sizes of images. So may be what was changed legitimately since, as a reference is.
    """
    stored = document.content
    described = json_ld.described(
        stored, kind=base_label(type(page)), language=page.locale.language_code
    )
    # Its disclaimers have signatures of their own.
    left_out = {"author", "json_ld", "disclaimers", *changed}
    if "author" not in changed and not _is_author(
        stored.get("author"), page.author, language=page.locale.language_code
    ):
        return False
    return stored.get("json_ld") == described and _signed_part(
        stored, without=left_out
    ) == _signed_part(build_content(page, wordings=()), without=left_out)


def _is_author(shown: Any, author: Person | None, *, language: str) -> bool:
    """Tell whether all that is shown of an author is in the record, as the language words it."""
    if shown is None or author is None:
        return shown is None and author is None
    record = signed_data(author, language=language) | {"photograph": author.photograph_id}
    return all(
        record.get(name, "") == (value["id"] if name == "photograph" else value)
        for name, value in shown.items()
    )


def _signed_part(content: dict[str, Any], *, without: Collection[str]) -> Any:
    return _without_sizes({name: item for name, item in content.items() if name not in without})


def _without_sizes(value: Any) -> Any:
    if isinstance(value, dict):
        left_out = _OF_FILES if "renditions" in value else ()
        return {name: _without_sizes(item) for name, item in value.items() if name not in left_out}
    if isinstance(value, list):
        return [_without_sizes(item) for item in value]
    return value


def _verify_place(document: PublishedDocument) -> Iterator[Finding]:
    """Verify that a document has a live page of a reviewed type, and a signature that counts."""
    page: Any = document.page
    about = {
        "page_id": page.pk,
        "title": str(document.content.get("title", "")),
        "language": document.locale,
    }
    model = page.specific_class
    if model is None or not is_reviewed(model):
        yield Finding("document.stray", "The document's page needs no review.", **about)
    elif not page.live:
        yield Finding(
            "document.not_live",
            "There is a document of a page that is not live. Run rebuild_documents.",
            **about,
        )
    approval = document.approval
    if approval.page_id != document.page_id:
        yield Finding("document.foreign", "The document names another page's approval.", **about)
    if (
        approval.activated_at is None
        or approval.superseded_at is not None
        or approval.withdrawn_at is not None
    ):
        yield Finding(
            "document.unsigned",
            "The document was built from an approval that does not count any more.",
            **about,
        )


def _verify_image(image: AbstractImage) -> Iterator[Finding]:
    """Verify that the file of an image that the public sees has the bytes that were signed."""
    try:
        with image.open_file() as file:
            found = hash_filelike(file)
    except OSError:
        yield Finding("image.missing", f"The file of image {image.pk} (“{image.title}”) is gone.")
        return
    if found != image.file_hash:
        yield Finding(
            "image.changed",
            f"The file of image {image.pk} (“{image.title}”), which public pages show, is not the "
            "one that was signed.",
        )


def _verify_approval(approval: Approval) -> Iterator[Finding]:
    """Verify the record of one signature: its dates, who signed, and its place in the ledger."""
    for code, message in _faults(approval):
        yield Finding(
            code,
            f"Approval {approval.pk} by {approval.reviewer_name}: {message}",
            page_id=approval.page_id,
            language=approval.language_code,
        )


def _faults(approval: Approval) -> Iterator[tuple[str, str]]:
    signed, activated = approval.signed_at, approval.activated_at
    superseded, withdrawn = approval.superseded_at, approval.withdrawn_at
    if any(moment < signed for moment in (activated, superseded, withdrawn) if moment):
        yield "approval.order", "something was done with it before it was signed."
    if withdrawn and not (approval.withdrawn_by_id and approval.withdrawn_reason.strip()):
        yield "approval.withdrawal", "it was withdrawn without a name or a reason."
    if approval.reviewer_id in approval.author_ids:
        yield "approval.own_work", "its reviewer is among the authors."
    if (
        superseded
        and not Approval.objects.filter(
            page_id=approval.page_id, pk__gt=approval.pk, activated_at__isnull=False
        ).exists()
    ):
        yield "approval.superseded", "it was superseded, but by no newer one."
    yield from _faults_by_ledger(approval)


def _faults_by_ledger(approval: Approval) -> Iterator[tuple[str, str]]:
    """Hold a signature and its fate to what the ledger says of it, which nobody can change."""
    entries = _entries(approval)
    signed = [
        entry
        for entry in entries
        if entry.action == SIGNED
        and entry.fingerprint == approval.fingerprint
        and entry.actor_id == approval.reviewer_id
    ]
    if not signed:
        yield "approval.unrecorded", "the ledger does not know it. It was not made in a review."
    elif signed[0].data.get("record", approval.record()) != approval.record():
        yield "approval.changed", "it does not say any more what was signed."
    was_withdrawn = any(entry.action == WITHDRAWN for entry in entries)
    if was_withdrawn and approval.withdrawn_at is None:
        yield "approval.revived", "it was withdrawn, and counts again."
    if approval.withdrawn_at is not None and not was_withdrawn:
        yield "approval.withdrawal", "the ledger does not know that it was withdrawn."
    if approval.activated_at is not None and not any(entry.action == LIVE for entry in entries):
        yield "approval.activation", "the ledger does not know that its content went live."


def _entries(approval: Approval) -> list[LedgerEntry]:
    """Return what the ledger says of a signature, the oldest first."""
    entries = LedgerEntry.objects.filter(
        page_id=approval.page_id, action__in=[SIGNED, LIVE, WITHDRAWN]
    ).order_by("id")
    return [
        entry
        for entry in entries
        if entry.data.get("approval") == approval.pk
        or approval.pk in entry.data.get("approvals", ())
    ]


def _verify_guards() -> Iterator[Finding]:
    for name in guards.missing():
        yield Finding(
            "guard.missing",
            f"The database's guard {name} is not in force. Run install_guards.",
        )
    for gate_pass in GatePass.objects.all():
        yield Finding(
            "guard.pass",
            "Somebody left a pass open, under which the page can be changed past the gate. "
            "Remove it.",
            page_id=gate_pass.page_id,
        )


def _about(page: Any) -> dict[str, Any]:
    return {"page_id": page.pk, "title": page.title, "language": page.locale.language_code}


def _shown_images() -> QuerySet[Any]:
    shown = get_image_model()._default_manager.filter(published_documents__isnull=False)
    return shown.distinct()


def _counted(rows: QuerySet[ModelT], what: str, progress: Progress) -> Iterator[ModelT]:
    """Yield rows by primary key in batches, and report after each."""
    count, last = 0, None
    ordered = rows.order_by("pk")
    while True:
        batch: Iterable[ModelT] = ordered if last is None else ordered.filter(pk__gt=last)
        found = list(batch[:BATCH])  # type: ignore[index]
        yield from found
        count += len(found)
        progress(what, count)
        if len(found) < BATCH:
            return
        last = found[-1].pk

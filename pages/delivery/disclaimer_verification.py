"""Proving that public pages show disclaimers as a reviewer signed them, by a whole record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pages.delivery.documents import public_disclaimers
from pages.delivery.findings import Finding
from pages.delivery.models import PublishedDocument
from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.refusals import VersionMissingError
from pages.disclaimers.signed import public_wordings, signed_wordings
from pages.ledger.models import LedgerEntry
from pages.review.models import Approval


def verify_disclaimers(document: PublishedDocument, approval: Approval) -> Iterator[Finding]:
    """Verify the disclaimers in one public document, whatever else is true of it."""
    about: dict[str, Any] = {
        "page_id": document.page_id,
        "title": str(document.content.get("title", "")),
        "language": document.locale,
    }
    try:
        wordings = public_wordings(approval.disclaimer_versions)
    except VersionMissingError as error:
        yield Finding(
            "disclaimer.missing",
            f"{error} Find out who removed or changed it.",
            **about,
        )
        return
    expected = {entry["key"]: entry for entry in public_disclaimers(wordings)}
    shown = {entry["key"]: entry for entry in document.content.get("disclaimers", ())}
    if list(shown) != list(expected):
        yield Finding(
            "document.disclaimers",
            "The document carries other disclaimers than those that the page was signed with. "
            "Run rebuild_documents.",
            **about,
        )
    for key in expected.keys() & shown.keys():
        yield from _verify_shown(shown[key], expected[key], about)
    signed = signed_wordings(expected, language=document.locale)
    for key in expected.keys() - signed.keys():
        yield Finding(
            "disclaimer.with_page",
            f"The wording of the disclaimer {key!r} was signed with this page, and not on its own. "
            "Have it signed under “Medical review”.",
            severity="notice",
            **about,
        )


def verify_wording(approval: DisclaimerApproval) -> Iterator[Finding]:
    """Verify one signature under a wording: what it covers, who signed, its place in the ledger."""
    for code, message in _faults(approval):
        yield Finding(
            code,
            f"Disclaimer {approval.key!r}, approval {approval.pk} by {approval.reviewer_name}: "
            f"{message}",
            language=approval.language_code,
        )


def _verify_shown(shown: Any, expected: Any, about: dict[str, Any]) -> Iterator[Finding]:
    if shown == expected:
        return
    key = shown["key"]
    if shown["version"] > expected["version"]:
        yield Finding(
            "disclaimer.unsigned",
            f"The public reads version {shown['version']} of the disclaimer {key!r}, which nobody "
            "signed. Find out who put it there, and run rebuild_documents.",
            **about,
        )
    elif shown["version"] < expected["version"]:
        yield Finding(
            "disclaimer.outdated",
            f"The public reads version {shown['version']} of the disclaimer {key!r}; version "
            f"{expected['version']} is signed. Run rebuild_documents.",
            **about,
        )
    else:
        yield Finding(
            "disclaimer.differs",
            f"What the public reads of the disclaimer {key!r} is not what was signed. Find out who "
            "changed it, and run rebuild_documents.",
            **about,
        )


def _faults(approval: DisclaimerApproval) -> Iterator[tuple[str, str]]:
    wording = approval.version.wording
    if wording.fingerprint != approval.fingerprint:
        yield "disclaimer.changed", "its wording is not the one that was signed."
    if approval.reviewer_id in approval.author_ids:
        yield "disclaimer.own_work", "its reviewer is among the authors."
    entry = (
        LedgerEntry.objects.filter(
            action="disclaimer.signed",
            fingerprint=approval.fingerprint,
            actor_id=approval.reviewer_id,
            data__approval=approval.pk,
        )
        .order_by("id")
        .first()
    )
    if entry is None:
        yield "disclaimer.unrecorded", "the ledger does not know it. It was not made by signing."
    elif entry.data.get("record", approval.record()) != approval.record():
        yield "disclaimer.altered", "it does not say any more what was signed."

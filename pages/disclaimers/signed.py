"""Which wording pages may show: the newest that a medical reviewer signed, and no other.

A signature counts only while it fits: the version must still say what was signed, under the key and
in the language that were signed. Pages that went live before wordings were signed on their own show
the version that was signed with the page, until a newer one is signed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.models import DisclaimerVersion
from pages.disclaimers.refusals import VersionMissingError
from pages.disclaimers.wording import Wording

Kept = Mapping[str, Any]
"""An entry of ``Approval.disclaimer_versions``: ``key``, ``locale`` and ``version``."""


def signed_wordings(keys: Iterable[str], *, language: str) -> dict[str, Wording]:
    """Return the newest signed wording of each key in a language; keys without one are left out.

    One query.
    """
    found = _signed((key, language) for key in keys)
    return {key: wording for (key, _language), wording in found.items()}


def public_wordings(kept: Iterable[Kept]) -> list[Wording]:
    """Return what a live page shows of the disclaimers that it was signed with, in their order.

    Args:
        kept: what its approval keeps.

    Raises:
        VersionMissingError: no wording of one of them can be shown: there is no intact signature
            under it, and the version that was kept is gone or is not what was signed.
    """
    entries = list(kept)
    places = [(str(entry["key"]), str(entry["locale"])) for entry in entries]
    signed = _signed(places)
    older = [entry for entry, place in zip(entries, places, strict=True) if place not in signed]
    unsigned = _unsigned_versions(older)
    shown = []
    for entry, (key, language) in zip(entries, places, strict=True):
        wording = signed.get((key, language)) or unsigned.get((key, language))
        if wording is None:
            raise VersionMissingError(
                f"There is no version {entry['version']} of {key!r} in {language!r} as it was "
                "signed."
            )
        shown.append(wording)
    return shown


def _signed(places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Wording]:
    wanted = list(dict.fromkeys(places))
    if not wanted:
        return {}
    approvals = (
        DisclaimerApproval.objects.filter(
            reduce(or_, (Q(key=key, language_code=language) for key, language in wanted))
        )
        .select_related("version__disclaimer__locale")
        .order_by("version__version")
    )
    found: dict[tuple[str, str], Wording] = {}
    for approval in approvals:
        wording = approval.version.wording
        if wording.fingerprint == approval.fingerprint:
            found[approval.key, approval.language_code] = wording
    return found


def _unsigned_versions(kept: Iterable[Kept]) -> dict[tuple[str, str], Wording]:
    """Return versions that were signed with a page, before they could be signed on their own."""
    entries = list(kept)
    if not entries:
        return {}
    conditions = (
        Q(
            disclaimer__key=entry["key"],
            disclaimer__locale__language_code=entry["locale"],
            version=entry["version"],
        )
        for entry in entries
    )
    rows = DisclaimerVersion.objects.filter(
        reduce(or_, conditions), approval__isnull=True
    ).select_related("disclaimer__locale")
    wordings = [row.wording for row in rows]
    return {(wording.key, wording.language): wording for wording in wordings}

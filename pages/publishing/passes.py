"""Handing out the pass that the database's guards look for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction

from pages.publishing.models import GatePass


@contextmanager
def holding_pass(page_id: int, *, approval_id: int | None) -> Iterator[None]:
    """Let the block write a page's public content, in one transaction.

    The database refuses the pass itself unless the approval is one of this page and neither
    superseded nor withdrawn.
    """
    with transaction.atomic():
        gate_pass = GatePass.objects.create(
            page_id=page_id, approval_id=approval_id, purpose="publication"
        )
        yield
        gate_pass.delete()


@contextmanager
def holding_passes(approvals: Mapping[int, int]) -> Iterator[None]:
    """Let the block write the public content of several pages, in one transaction.

    Args:
        approvals: the id of the approval under which each page is public, by the page's id.
    """
    with transaction.atomic():
        passes = GatePass.objects.bulk_create(
            GatePass(page_id=page_id, approval_id=approval_id, purpose="publication")
            for page_id, approval_id in approvals.items()
        )
        yield
        GatePass.objects.filter(pk__in=[one.pk for one in passes]).delete()


@contextmanager
def holding_wording_pass(version_id: int) -> Iterator[None]:
    """Let the block sign the version of a disclaimer, in one transaction."""
    with transaction.atomic():
        wording_pass = GatePass.objects.create(page_id=version_id, purpose="wording")
        yield
        wording_pass.delete()

"""Handing out the pass that the database's guards look for."""

from __future__ import annotations

from collections.abc import Iterator
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

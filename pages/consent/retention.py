"""What becomes of a scan's file when its authorization is deleted or gets another scan.

Connected to Django's signals in `pages.receivers`. Files go only once the transaction is
committed, so that a rollback never leaves a row without its document.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from pages.consent.models import Authorization
from pages.consent.scans import private_storage


def delete_scan_file(*, instance: Authorization, **kwargs: Any) -> None:
    """Delete the document of an authorization that was deleted."""
    discard(instance.scan.name)


def delete_replaced_scan_file(*, instance: Authorization, **kwargs: Any) -> None:
    """Delete the document that another one replaces when the authorization is saved."""
    if instance._state.adding or kwargs.get("raw"):
        return
    stored = Authorization.objects.filter(pk=instance.pk).values_list("scan", flat=True).first()
    # A new upload is not committed yet: its name is not the stored one.
    if stored and stored != instance.scan.name:
        discard(stored)


def discard(name: str | None) -> None:
    """Delete a file from private storage once the current transaction is committed."""
    if name:
        transaction.on_commit(lambda: private_storage().delete(name))

"""The ledger's rows: one for every decision about a page, never changed and never removed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    """Entries can be read; what would change or remove them is refused."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: entries are append-only."""
        raise PermissionDenied(_("The ledger is append-only: entries are never changed."))

    def delete(self) -> NoReturn:
        """Refuse: entries are append-only."""
        raise PermissionDenied(_("The ledger is append-only: entries are never removed."))


class LedgerEntry(models.Model):
    """A decision: what was done, to which page, by whom, on what content, and when.

    The page is kept as a number and a title and the actor's name as it was, so that the entry
    outlives both.
    """

    at = models.DateTimeField(gettext_lazy("at"))
    action = models.CharField(gettext_lazy("action"), max_length=100, db_index=True)
    page_id = models.BigIntegerField(gettext_lazy("page"), null=True, blank=True, db_index=True)
    page_title = models.CharField(gettext_lazy("page title"), max_length=255, blank=True)
    language_code = models.CharField(gettext_lazy("language"), max_length=100, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("actor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    actor_name = models.CharField(gettext_lazy("actor's name"), max_length=255, blank=True)
    fingerprint = models.CharField(gettext_lazy("fingerprint"), max_length=64, blank=True)
    data = models.JSONField(gettext_lazy("data"), default=dict, blank=True)
    previous_hash = models.CharField(gettext_lazy("previous hash"), max_length=64, unique=True)
    entry_hash = models.CharField(gettext_lazy("hash"), max_length=64, unique=True)

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = gettext_lazy("ledger entry")
        verbose_name_plural = gettext_lazy("ledger entries")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

    def values(self) -> dict[str, Any]:
        """Return what the entry's hash covers, as plain JSON values."""
        return {
            "at": self.at.isoformat(),
            "action": self.action,
            "page_id": self.page_id,
            "page_title": self.page_title,
            "language_code": self.language_code,
            "actor_id": self.actor_id,
            "actor_name": self.actor_name,
            "fingerprint": self.fingerprint,
            "data": self.data,
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the entry; refuse to write an existing one again."""
        if not self._state.adding:
            raise PermissionDenied(_("The ledger is append-only: entries are never changed."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: entries are append-only."""
        raise PermissionDenied(_("The ledger is append-only: entries are never removed."))

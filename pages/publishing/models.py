"""The pass that lets a transaction change what is public."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class GatePass(models.Model):
    """Permission to change one page's public content, for the length of one transaction.

    The gate writes it when it has found the content to be signed, and removes it before the
    transaction ends. The database's own guards look for it; since nobody else sees an uncommitted
    row, a pass is good for its own transaction alone. See `pages.publishing.guards`.

    The review of a disclaimer's wording writes one as well, to sign that wording: there ``page_id``
    is the id of the version.
    """

    page_id = models.BigIntegerField(_("page"), db_index=True)
    approval_id = models.BigIntegerField(_("approval"), null=True, blank=True)
    purpose = models.CharField(
        _("purpose"),
        max_length=16,
        choices=[
            ("publication", _("publication")),
            ("deletion", _("deletion")),
            ("wording", _("signature under a wording")),
        ],
    )

    class Meta:
        verbose_name = _("gate pass")
        verbose_name_plural = _("gate passes")

    def __str__(self) -> str:
        return f"{self.purpose} {self.page_id}"

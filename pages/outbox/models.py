"""The rows of the outbox: messages that wait, and what became of those that do not."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxMessageQuerySet(models.QuerySet["OutboxMessage"]):
    """Messages by what is still to be done with them."""

    def waiting(self) -> OutboxMessageQuerySet:
        """Return those that are neither delivered nor given up."""
        return self.filter(delivered_at__isnull=True, failed_at__isnull=True)

    def due(self, *, now: datetime.datetime) -> OutboxMessageQuerySet:
        """Return those that may be tried at ``now``, the oldest first."""
        return self.waiting().filter(available_at__lte=now).order_by("available_at", "id")


class OutboxMessage(models.Model):
    """Something that has to leave the site, such as a mail.

    The payload says who and what by number and name: accounts' ids and names of templates, never
    an address or a text. What is sent is made from it at the moment of sending.
    """

    kind = models.CharField(_("kind"), max_length=50)
    payload = models.JSONField(_("payload"), default=dict)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    available_at = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=255, blank=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        indexes = (
            models.Index(
                fields=["available_at", "id"],
                name="outbox_waiting",
                condition=models.Q(delivered_at__isnull=True, failed_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

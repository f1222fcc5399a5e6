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
        """Return those that may be tried at ``now``, the oldest first.

        A message with an ordering key is not among them while an earlier one with the same key
        waits, be it for its next attempt or for the process that has taken it.
        """
        earlier = OutboxMessage.objects.waiting().filter(
            ordering_key=models.OuterRef("ordering_key"), id__lt=models.OuterRef("id")
        )
        return (
            self.waiting()
            .filter(available_at__lte=now)
            .filter(models.Q(ordering_key="") | ~models.Exists(earlier))
            .order_by("available_at", "id")
        )


class OutboxMessage(models.Model):
    """Something that has to leave the site, such as a mail.

    The payload says who and what by number and name: accounts' ids and names of templates, never
    an address or a text. What is sent is made from it at the moment of sending.

    ``ordering_key`` joins messages that must arrive one after the other, and ``lane`` those that go
    to the same receiver: one that cannot be reached is left alone for the rest of a run, so that
    nobody else waits for it. Both are empty for messages that stand alone.
    """

    kind = models.CharField(_("kind"), max_length=50)
    payload = models.JSONField(_("payload"), default=dict)
    lane = models.CharField(_("lane"), max_length=50, blank=True)
    ordering_key = models.CharField(_("ordering key"), max_length=100, blank=True)
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
            models.Index(
                fields=["ordering_key", "id"],
                name="outbox_in_order",
                condition=models.Q(delivered_at__isnull=True, failed_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

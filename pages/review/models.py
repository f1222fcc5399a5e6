"""Approvals, and the workflow task in which alone they come into being."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pages.review.fingerprints import record_digest


class ApprovalQuerySet(models.QuerySet["Approval"]):
    """Approvals by what they are still worth."""

    def standing(self, *, now: datetime.datetime) -> ApprovalQuerySet:
        """Return those that may still carry content into the public at ``now``."""
        return self.filter(
            models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=now),
            superseded_at__isnull=True,
            withdrawn_at__isnull=True,
        )

    def active(self) -> ApprovalQuerySet:
        """Return those whose content was made public and not replaced or taken back since.

        Expired ones are among them: what happens to a page whose review is overdue is the site's
        policy, and the API says so.
        """
        return self.filter(
            activated_at__isnull=False, superseded_at__isnull=True, withdrawn_at__isnull=True
        )


class Approval(models.Model):
    """A medical reviewer's signature under one content of one page in one language.

    Rows are appended by `MedicalReviewTask.on_action` alone. What was signed never changes
    afterwards; only the three dates of its fate are written, once each.
    """

    FATE: ClassVar[frozenset[str]] = frozenset(
        {"activated_at", "superseded_at", "withdrawn_at", "withdrawn_by", "withdrawn_reason"}
    )
    """The fields that may be written after signing."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=gettext_lazy("page"),
        # A signature outlives its page: the trail stays whole when a page is deleted.
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="approvals",
    )
    language_code = models.CharField(gettext_lazy("language"), max_length=100)
    fingerprint = models.CharField(gettext_lazy("fingerprint"), max_length=64, db_index=True)
    row_fingerprint = models.CharField(
        gettext_lazy("fingerprint of the page's own fields"), max_length=64
    )
    source_fingerprint = models.CharField(
        gettext_lazy("fingerprint of the source that was translated"), max_length=64, blank=True
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=gettext_lazy("revision"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    task_state = models.ForeignKey(
        "wagtailcore.TaskState",
        verbose_name=gettext_lazy("review"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="approvals",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("reviewer"),
        on_delete=models.PROTECT,
        related_name="approvals",
    )
    person = models.ForeignKey(
        "pages.Person",
        verbose_name=gettext_lazy("person"),
        on_delete=models.PROTECT,
        related_name="approvals",
    )
    reviewer_name = models.CharField(gettext_lazy("name"), max_length=255)
    reviewer_credentials = models.CharField(gettext_lazy("credentials"), max_length=255, blank=True)
    reviewer_licence = models.CharField(gettext_lazy("licence"), max_length=255, blank=True)
    meaning = models.TextField(gettext_lazy("meaning of the signature"))
    comment = models.TextField(gettext_lazy("comment"), blank=True)
    author_ids = models.JSONField(gettext_lazy("authors"), default=list)
    disclaimer_versions = models.JSONField(gettext_lazy("disclaimers"), default=list)
    translators = models.JSONField(gettext_lazy("translators"), default=dict)
    signed_at = models.DateTimeField(gettext_lazy("signed at"))
    expires_at = models.DateTimeField(gettext_lazy("next review due"), null=True, blank=True)
    activated_at = models.DateTimeField(gettext_lazy("made public at"), null=True, blank=True)
    superseded_at = models.DateTimeField(gettext_lazy("superseded at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(gettext_lazy("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("withdrawn by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    withdrawn_reason = models.TextField(gettext_lazy("reason of the withdrawal"), blank=True)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ("-signed_at", "-id")
        verbose_name = gettext_lazy("approval")
        verbose_name_plural = gettext_lazy("approvals")
        indexes = (models.Index(fields=["page", "fingerprint"], name="approval_page_content"),)

    def __str__(self) -> str:
        return f"{self.reviewer_name}, {self.signed_at:%Y-%m-%d} ({self.language_code})"

    def record(self) -> str:
        """Return the digest of everything that was signed: all columns that stay as they are.

        Without translators it is the digest of a signature from before they were kept, so that
        those still match what the ledger has of them.
        """
        nothing = frozenset() if self.translators else frozenset({"translators"})
        return record_digest(self, without=self.FATE | {"id", "revision", "task_state"} | nothing)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the signature, or write its fate; refuse to change what was signed.

        Raises:
            PermissionDenied: an existing row would be changed beyond `FATE`.
        """
        if not self._state.adding:
            fields = kwargs.get("update_fields")
            if fields is None or not set(fields) <= self.FATE:
                raise PermissionDenied(_("An approval is append-only: it cannot be changed."))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what was signed stays on record."""
        raise PermissionDenied(_("An approval is append-only: it cannot be removed."))

"""What a medical reviewer answered about one wording: signed, or sent back. Append-only rows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.disclaimers.history import AppendOnly
from pages.disclaimers.models import DisclaimerVersion
from pages.review.fingerprints import record_digest


class DisclaimerApproval(AppendOnly):
    """A medical reviewer's signature under one version of a disclaimer in one language.

    Rows are added by `pages.disclaimers.signing.SignWording` alone. What was signed stays: neither
    the version nor its disclaimer can be deleted from then on.
    """

    version = models.OneToOneField(
        DisclaimerVersion,
        verbose_name=_("version"),
        # `require_unneeded` refuses the deletion with words, and the database's guards without.
        on_delete=models.DO_NOTHING,
        related_name="approval",
    )
    key = models.SlugField(_("key"), max_length=100)
    language_code = models.CharField(_("language"), max_length=100)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="disclaimer_approvals",
    )
    person = models.ForeignKey(
        "pages.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="disclaimer_approvals",
    )
    reviewer_name = models.CharField(_("name"), max_length=255)
    reviewer_credentials = models.CharField(_("credentials"), max_length=255, blank=True)
    reviewer_licence = models.CharField(_("licence"), max_length=255, blank=True)
    meaning = models.TextField(_("meaning of the signature"))
    comment = models.TextField(_("comment"), blank=True)
    author_ids = models.JSONField(_("authors"), default=list)
    signed_at = models.DateTimeField(_("signed at"))

    class Meta:
        verbose_name = _("approval of a disclaimer")
        verbose_name_plural = _("approvals of disclaimers")
        ordering = ("-signed_at", "-id")
        default_permissions = ("view",)
        indexes = (models.Index(fields=["key", "language_code"], name="disclaimer_approval_of"),)

    def __str__(self) -> str:
        return f"{self.reviewer_name}, {self.signed_at:%Y-%m-%d} ({self.key}, {self.language_code})"

    def record(self) -> str:
        """Return the digest of everything that was signed; the ledger has it."""
        return record_digest(self, without={"id"})

    @property
    def signer(self) -> str:
        """Name and credentials of who signed, as they were."""
        return ", ".join(part for part in (self.reviewer_name, self.reviewer_credentials) if part)


class DisclaimerReturn(AppendOnly):
    """A medical reviewer's answer that a version cannot be signed as it is, and why."""

    version = models.ForeignKey(
        DisclaimerVersion,
        verbose_name=_("version"),
        on_delete=models.DO_NOTHING,
        related_name="returns",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="disclaimer_returns",
    )
    reviewer_name = models.CharField(_("name"), max_length=255)
    comment = models.TextField(_("comment"))
    sent_back_at = models.DateTimeField(_("sent back at"))

    class Meta:
        verbose_name = _("disclaimer sent back")
        verbose_name_plural = _("disclaimers sent back")
        ordering = ("-sent_back_at", "-id")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.reviewer_name}, {self.sent_back_at:%Y-%m-%d}"

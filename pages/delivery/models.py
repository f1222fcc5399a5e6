"""The rows that the public API reads: one frozen document per public reviewed page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string


class PublishedDocument(models.Model):
    """What the public reads of one reviewed page: JSON that was built from signed content.

    A row exists exactly as long as the page is public. It is written in the transaction that makes
    the page live, from the content that the approval was given for, and removed in the transaction
    that takes it off the public. Nothing else that happens to the page's own row shows in it.
    """

    page = models.OneToOneField(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="published_document",
    )
    locale = models.CharField(_("language"), max_length=100, db_index=True)
    approval = models.ForeignKey(
        "pages.Approval",
        verbose_name=_("approval"),
        on_delete=models.RESTRICT,
        related_name="published_documents",
    )
    content = models.JSONField(_("content"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    images = models.ManyToManyField(
        get_image_model_string(),
        verbose_name=_("images shown"),
        related_name="published_documents",
        blank=True,
    )
    documents = models.ManyToManyField(
        get_document_model_string(),
        verbose_name=_("files linked"),
        related_name="published_documents",
        blank=True,
    )

    class Meta:
        verbose_name = _("published document")
        verbose_name_plural = _("published documents")

    def __str__(self) -> str:
        return f"{self.content.get('title', '')} ({self.locale})"

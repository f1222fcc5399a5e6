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

    ``content`` is what was signed. ``answer`` is what the API says of the page: that, and what
    surrounds it, such as the addresses of the pages that it links to. It is made again when these
    change; ``dependencies`` are on record so that it is known when. ``item`` is the page's entry in
    lists, ``links`` the header that names its other languages.
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
    answer = models.TextField(_("answer"), blank=True)
    item = models.TextField(_("entry in a list"), blank=True)
    links = models.TextField(_("other languages"), blank=True)
    answer_hash = models.CharField(_("answer's hash"), max_length=64, blank=True)
    answered_at = models.DateTimeField(_("answer changed at"), null=True, blank=True)
    circumstances = models.CharField(_("settings it was made under"), max_length=64, blank=True)
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
        indexes = (
            # All that is asked of documents without reading them. What stands behind the content in
            # a row, SQLite finds by walking through the content.
            models.Index(
                fields=["page", "locale", "content_hash", "approval"],
                name="document_without_content",
            ),
        )

    def __str__(self) -> str:
        return f"{self.content.get('title', '')} ({self.locale})"


class DocumentDependency(models.Model):
    """Something that a document's answer rests on beside its content; see `feed.targets`."""

    document = models.ForeignKey(
        PublishedDocument, on_delete=models.CASCADE, related_name="dependencies"
    )
    target = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("dependency of a document")
        verbose_name_plural = _("dependencies of documents")
        constraints = (
            models.UniqueConstraint(fields=("target", "document"), name="one_dependency_once"),
        )

    def __str__(self) -> str:
        return f"{self.document_id}: {self.target}"


class PublicChange(models.Model):
    """One entry of the feed of changes: something that the public may read has become another.

    Triggers write it, in the transaction of the change. ``is_settled`` tells that the stored
    answers that rest on it have been made again. ``transaction`` is PostgreSQL's number of the
    transaction, by which a process knows which entries it cannot have seen yet.
    ``found_settled_at`` is when somebody first saw it settled; from then on it is kept a while.
    """

    target = models.CharField(max_length=255)
    is_settled = models.BooleanField(default=False)
    transaction = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    found_settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("change for the public")
        verbose_name_plural = _("changes for the public")
        indexes = (
            models.Index(fields=["transaction"], name="public_change_transaction"),
            models.Index(
                fields=["target"],
                name="public_change_unsettled",
                condition=models.Q(is_settled=False),
            ),
        )

    def __str__(self) -> str:
        return self.target

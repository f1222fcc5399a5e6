"""The rows behind open previews: one frozen draft each, deleted when its time is over."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PreviewKind(models.TextChoices):
    """What a preview was made for."""

    LINK = "link", _("Shared link")
    SCREEN = "screen", _("Editor's own preview on the website")


class DraftPreview(models.Model):
    """A draft as it was when its preview was made, and how long a token may open it.

    The row is what can be revoked: a token without its row opens nothing. It goes with its page,
    its revision, the patient's permission and the account that made it.
    """

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="draft_previews",
    )
    language = models.CharField(_("language"), max_length=100)
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("revision"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        help_text=_("Empty for what was never saved."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=PreviewKind.choices)
    content = models.JSONField(_("content"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    source_fingerprint = models.CharField(
        _("fingerprint of the translated source"), max_length=64, blank=True
    )
    authorization = models.ForeignKey(
        "pages.Authorization",
        verbose_name=_("authorization"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(pgettext_lazy("of a preview", "works until"), db_index=True)

    class Meta:
        verbose_name = _("draft preview")
        verbose_name_plural = _("draft previews")

    def __str__(self) -> str:
        return f"{self.content.get('title', '')} ({self.language})"

"""What the translation desk keeps beside wagtail-localize's own rows.

Localize keeps the segments and their translations. Here is what it does not know: where a
translation's words came from and who answers for them, what people say to each other about a
segment, and who was asked to translate what until when.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext


class Origin(models.TextChoices):
    """Where the words of a translated segment came from."""

    HUMAN = "human", _("written by a person")
    MACHINE = "machine", _("machine translation")
    MEMORY = "memory", _("translation memory")
    IMPORTED = "imported", _("imported from a file")
    CARRIED = "carried", _("carried forward from the earlier source")


class SegmentProvenance(models.Model):
    """Where the words of one translation on file came from, and who answers for them.

    It speaks of one text. Whatever changes the translation on another way leaves a hash behind that
    no longer matches, and then this row says nothing: see `pages.translation.provenance`.

    Attributes:
        translation: the translation on file.
        text_hash: SHA-256, in hex, of the text that it speaks of.
        origin: where the text came from.
        tool: name of the machine translator, or of the file that it was imported from.
        score: how alike the source of the memory's match was, in percent; None for other origins.
        confirmed_by: who answers for the text, or None while nobody does.
        confirmed_name: their name as it was then.
        confirmed_at: when they said so.
    """

    translation = models.OneToOneField(
        StringTranslation, on_delete=models.CASCADE, related_name="firma_provenance"
    )
    text_hash = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    tool = models.CharField(max_length=255, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed_name = models.CharField(max_length=255, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_origin_display()}: {self.text_hash[:12]}"


class SegmentComment(models.Model):
    """What somebody says about one segment of a translation; its translator reads it there.

    Attributes:
        translation: the translation.
        context: the place of the segment.
        string: the source that it was said about; the comment stays when the source changes.
        author: who said it.
        author_name: their name as it was.
        resolved_at: when somebody saw to it; None while it is open.
    """

    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, related_name="firma_comments"
    )
    context = models.ForeignKey(TranslationContext, on_delete=models.CASCADE, related_name="+")
    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=255)
    text = models.TextField(_("comment"), max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:60]}"


class TranslationRequest(models.Model):
    """That somebody was asked to translate a page into a language: who, until when, with what note.

    Attributes:
        translation: what is to be translated.
        assignee: who is asked; None asks every translator of the language.
        due_date: until when, or None.
        note: what they should know.
        requested_by: who asks.
    """

    translation = models.OneToOneField(
        Translation, on_delete=models.CASCADE, related_name="firma_request"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="firma_translation_requests",
        verbose_name=_("translator"),
    )
    due_date = models.DateField(_("due date"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.translation_id}: {self.assignee or '-'}"

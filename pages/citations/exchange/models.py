"""An import in the admin, between the upload and the moment in which it is done.

A big file takes longer than a request may: its entries are stored, and every request takes a few.
"""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferenceImport(models.Model):
    """One file of references that somebody is importing.

    Attributes:
        user: whose import it is; nobody else sees it.
        file_name: name of the file.
        format: name of its format.
        encoding: the encoding that it was read in.
        confirmed_at: when its user, having seen the preview, asked for the new ones to be added.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    format = models.CharField(max_length=20)
    encoding = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The newest first."""

        verbose_name = _("import of references")
        verbose_name_plural = _("imports of references")
        ordering: ClassVar[list[str]] = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name


class EntryStatus(models.TextChoices):
    """How far an entry has come."""

    WAITING = "waiting", _("Not checked yet")
    NEW = "new", _("New")
    DUPLICATE = "duplicate", _("In the library already")
    FAULTY = "faulty", _("Faulty")
    ADDED = "added", _("Added")


class ImportedEntry(models.Model):
    """One entry of the file.

    Attributes:
        position: its place among the entries, from 0.
        text: the entry as it stands in the file, with the abbreviations that it uses.
        text_line: number of the first line of this text.
        line: number of the line in which the entry itself begins.
        label: authors, year and title, once it was read.
        key: of the reference that was added, or that the library has.
        remarks: faults and warnings, as ``{"code", "line", "message"}``.
        doi, pmid, pmcid, title_year_digest: by which entries of one file are compared.
    """

    reference_import = models.ForeignKey(
        ReferenceImport, on_delete=models.CASCADE, related_name="entries"
    )
    position = models.PositiveIntegerField()
    text = models.TextField()
    text_line = models.IntegerField()
    line = models.IntegerField(default=0)
    status = models.CharField(
        max_length=10, choices=EntryStatus.choices, default=EntryStatus.WAITING
    )
    label = models.TextField(blank=True, default="")
    key = models.CharField(max_length=80, blank=True, default="")
    remarks = models.JSONField(default=list, blank=True)
    doi = models.CharField(max_length=300, blank=True, default="")
    pmid = models.CharField(max_length=100, blank=True, default="")
    pmcid = models.CharField(max_length=100, blank=True, default="")
    title_year_digest = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        """In the order of the file."""

        verbose_name = _("entry of an import")
        verbose_name_plural = _("entries of an import")
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["reference_import", "position"], name="pages_importedentry_position"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["reference_import", "status", "position"], name="pages_imported_by_status"
            )
        ]

    def __str__(self) -> str:
        return self.label or str(self.position)

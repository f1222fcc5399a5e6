"""A patient's written permission to publish their story. Private from end to end."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from pages.consent.choices import Channel, Use, list_problems
from pages.consent.forms import AuthorizationForm
from pages.consent.scans import private_storage, scan_path, validate_scan
from pages.people.languages import language_problems


def new_reference_code() -> str:
    """Return a code that names an authorization without saying anything about the patient."""
    return f"A-{uuid.uuid4().hex[:10].upper()}"


def names_patient(code: str, *, legal_name: str) -> bool:
    """Tell whether a reference code contains a word of the patient's name."""
    shown = code.casefold()
    return any(word in shown for word in legal_name.casefold().split() if len(word) > 2)


def _precedes(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first < second


class Authorization(models.Model):
    """What a patient allowed: which uses, why, where, in which languages and until when.

    It has no revisions and no place in the search index, and its text form is the reference code
    alone, so that the patient's legal name and the scan stay in this row and in private storage.

    Attributes:
        reference_code: how everyone but the file itself speaks of it; shown in lists and logs.
        patient_legal_name: private; shown on the edit form only.
        uses: values of `Use` that the patient agreed to.
        channels: values of `Channel` in which it may appear.
        languages: codes of the content languages in which it may appear.
        expires_on: the last day on which it holds.
        expires_event: an event that ends it, in words, where no day was agreed.
        scan: the signed document, in private storage under a random name.
        revoked_on: the day on which the patient took it back; from then on it permits nothing.
    """

    reference_code = models.CharField(
        _("reference code"),
        max_length=40,
        unique=True,
        default=new_reference_code,
        help_text=_(
            "Shown in lists and logs. It must not contain the patient's name or record number."
        ),
    )
    patient_legal_name = models.CharField(
        _("patient's legal name"),
        max_length=255,
        help_text=_("Private. It appears on this form and nowhere else."),
    )
    uses = models.JSONField(_("what may be used"), default=list)
    purpose = models.TextField(
        _("purpose"),
        help_text=_("What the patient was told the material is for, as the document says it."),
    )
    channels = models.JSONField(_("where it may appear"), default=list)
    languages = models.JSONField(_("languages"), default=list)
    signed_on = models.DateField(_("signed on"))
    expires_on = models.DateField(
        _("expires on"), null=True, blank=True, help_text=_("The last day on which it holds.")
    )
    expires_event = models.CharField(
        _("expires when"),
        max_length=255,
        blank=True,
        help_text=_("The event that ends it, where the document names an event and not a day."),
    )
    scan = models.FileField(
        _("scan of the signed document"),
        storage=private_storage,
        upload_to=scan_path,
        max_length=200,
        validators=[validate_scan],
        help_text=_("PDF, PNG or JPEG. Kept in private storage."),
    )
    revoked_on = models.DateField(
        _("revoked on"),
        null=True,
        blank=True,
        help_text=_("The day on which the patient took the permission back."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    base_form_class = AuthorizationForm

    class Meta:
        verbose_name = _("authorization")
        verbose_name_plural = _("authorizations")
        ordering = ("-signed_on", "reference_code")

    def __str__(self) -> str:
        return self.reference_code

    def __repr__(self) -> str:
        return f"<Authorization {self.reference_code}>"

    def clean(self) -> None:
        """Check what the fields say about each other.

        Raises:
            ValidationError: by field; its messages never repeat private data.
        """
        super().clean()
        errors: dict[str, Any] = {
            "uses": list_problems(self.uses, known=Use.values),
            "channels": list_problems(self.channels, known=Channel.values),
            "languages": language_problems(self.languages),
        }
        if self.expires_on is None and not self.expires_event.strip():
            errors["expires_on"] = [_("Give the day or the event that ends the permission.")]
        if _precedes(self.expires_on, self.signed_on):
            errors["expires_on"] = [_("It cannot expire before it was signed.")]
        if _precedes(self.revoked_on, self.signed_on):
            errors["revoked_on"] = [_("It cannot be revoked before it was signed.")]
        if names_patient(self.reference_code, legal_name=self.patient_legal_name):
            errors["reference_code"] = [
                _("The reference code must not contain the patient's name.")
            ]
        found = {field: problems for field, problems in errors.items() if problems}
        if found:
            raise ValidationError(found)

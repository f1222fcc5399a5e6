"""Authorizations with a scan in private storage, and the beginnings of files of several kinds."""

from __future__ import annotations

import datetime

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from pages.consent.choices import Channel, Use
from pages.consent.models import Authorization

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 16
HTML = b"<!doctype html><script>alert(1)</script>"

LEGAL_NAME = "Zenobia Quetzalcoatl Ferrándiz"
"""A name that no other text could contain by chance."""


class AuthorizationFactory(factory.django.DjangoModelFactory):
    """An authorization in force that covers every use, channel and language."""

    class Meta:
        model = Authorization
        skip_postgeneration_save = True

    patient_legal_name = LEGAL_NAME
    uses = factory.LazyFunction(lambda: list(Use.values))
    purpose = "To tell other patients about the treatment."
    channels = factory.LazyFunction(lambda: list(Channel.values))
    languages = factory.LazyFunction(lambda: ["en", "es"])
    signed_on = datetime.date(2024, 1, 15)
    expires_on = datetime.date(2999, 1, 15)
    scan = factory.LazyFunction(lambda: ContentFile(PDF, name="signed.pdf"))


def upload(name: str = "Zenobia Quetzalcoatl.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file as a browser sends it; its own name gives the patient away."""
    return SimpleUploadedFile(name, content)

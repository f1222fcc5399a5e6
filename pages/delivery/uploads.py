"""Pictures on their way into the store: without metadata, and under a name that names nobody.

A photograph of a patient arrives as ``maria-lopez-before.jpg``, with the place where it was taken
in it. Both would be public: the name in the address of every size, the place in the original and
in those sizes that keep it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from pages.delivery.metadata import Malformed, MetadataRemains, without_metadata

NAME_LENGTH = 20
"""How many hexadecimal digits of the content's hash a picture is stored under."""


class PictureRefused(PermissionDenied):
    """Raised for a picture that cannot be stored as it is; the words say what to do instead."""


def cleaned(content: bytes) -> bytes:
    """Return a picture without its metadata.

    Raises:
        PictureRefused: that is not possible.
    """
    try:
        return without_metadata(content)
    except MetadataRemains:
        raise PictureRefused(
            _(
                "This picture says when, where or by whom it was taken, and that cannot be removed "
                "from a file of this kind. Save it as JPEG, PNG or WebP and upload that."
            )
        ) from None
    except Malformed:
        raise PictureRefused(
            _("This picture is damaged. Open it, save it again and upload the new file.")
        ) from None


def clean_picture(
    *, instance: Any, raw: bool, update_fields: Collection[str] | None = None, **kwargs: Any
) -> None:
    """Take the metadata and the name off a new file before it is stored. For ``pre_save``.

    Raises:
        PictureRefused: the metadata cannot be removed; nothing is stored.
    """
    if raw or (update_fields is not None and "file" not in update_fields):
        return
    if not instance.file or instance.file._committed:
        return
    instance.file.open()
    content = cleaned(instance.file.read())
    instance.file = ContentFile(content, name=neutral_name(instance.file.name, content))
    # What Wagtail's form measured was the file as it arrived.
    instance._set_image_file_metadata()


def neutral_name(name: str, content: bytes) -> str:
    """Return a file name that only says what kind of file it is."""
    return hashlib.sha256(content).hexdigest()[:NAME_LENGTH] + PurePath(name).suffix.lower()

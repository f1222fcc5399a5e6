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

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from pages.delivery.examination import PictureRefused, damaged, examine
from pages.delivery.metadata import Malformed, MetadataRemains, orientation, without_metadata
from pages.delivery.pixels import upright

NAME_LENGTH = 20
"""How many hexadecimal digits of the content's hash a picture is stored under."""


def cleaned(content: bytes) -> bytes:
    """Return a picture without its metadata, and upright.

    A picture that a camera held sideways is turned once, here, where a program or a person that
    does not know of it would measure it the other way round.

    Raises:
        PictureRefused: that is not possible, or it is no picture that can be shown.
    """
    examine(content)
    try:
        clean = without_metadata(content)
        return upright(clean) if orientation(clean) != 1 else clean
    except MetadataRemains:
        raise PictureRefused(
            _(
                "This picture says when, where or by whom it was taken, and that cannot be removed "
                "from a file of this kind. Save it as JPEG, PNG or WebP and upload that."
            )
        ) from None
    except Malformed:
        raise damaged() from None


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

"""The files that public answers show or link to: pictures in their sizes, and documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from pages.delivery.export.exported import Exported
from pages.delivery.export.layout import FILES, NoPlace, folder_of, name_of_answer

if TYPE_CHECKING:
    from pages.delivery.export.exported import Notes

AT_ONCE: Final = 500


def each_picture(notes: Notes) -> Iterator[Exported]:
    """Yield the pictures that the answers noted so far show.

    Only sizes leave, and drawings, which have none: originals are not for the public. A file that
    is not there is noted.
    """
    wanted = sorted(notes.pictures)
    for start in range(0, len(wanted), AT_ONCE):
        for name in _sizes_and_drawings(wanted[start : start + AT_ONCE]):
            modified = _time_of(name)
            if modified is None:
                notes.missing.append(name)
                continue
            path = f"{FILES}/{notes.media_url.strip('/')}/{name}"
            yield Exported(f"{notes.media_url}{name}", path, _reader(name), modified)


def each_document(notes: Notes) -> Iterator[Exported]:
    """Yield the files that the documents endpoint listed: those that public pages link to."""
    for document in get_document_model().objects.filter(pk__in=notes.documents).order_by("pk"):
        address = urlsplit(str(document.url))
        if address.netloc:  # its bytes come from a bucket: nothing of it is served here
            continue
        name = str(document.file.name)
        modified = _time_of(name)
        if modified is None:
            notes.missing.append(name)
            continue
        path = unquote(address.path)
        try:
            folder = folder_of(path)
        except NoPlace:
            notes.left_out.append(path)
            continue
        suffix = PurePosixPath(name).suffix.lstrip(".").lower() or "bin"
        kept = name_of_answer(
            etag=_hash_of(document), language="", modified=modified, suffix=suffix
        )
        yield Exported(address.path, f"{folder}/{kept}", _reader(name), modified)


def _sizes_and_drawings(names: list[str]) -> list[str]:
    images = get_image_model()
    sizes = images.get_rendition_model()._default_manager.filter(file__in=names)
    drawings = images._default_manager.filter(file__in=names, file__iendswith=".svg")
    found = {*sizes.values_list("file", flat=True), *drawings.values_list("file", flat=True)}
    return sorted(str(name) for name in found)


def _time_of(name: str) -> int | None:
    """Return when a stored file was written, or None if it is not there."""
    try:
        return int(default_storage.get_modified_time(name).timestamp())
    except OSError:
        return None
    except Exception:
        # Storages in a cloud have errors of their own for what is not there.
        if default_storage.exists(name):
            raise
        return None


def _hash_of(document: Any) -> str:
    """Return the SHA-1 of a document, as its own address is validated with."""
    known = str(document.file_hash or "")
    if known:
        return known
    with document.file.open("rb") as file:
        return hashlib.sha1(file.read(), usedforsecurity=False).hexdigest()


def _reader(name: str) -> Callable[[], bytes]:
    def read() -> bytes:
        with default_storage.open(name, "rb") as file:
            content: bytes = file.read()
        return content

    return read

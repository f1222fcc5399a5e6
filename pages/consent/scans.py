"""Scans of signed documents: where they are kept, what they are called, which files are taken."""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.core.files.base import File

STORAGE_ALIAS = "private"
MAXIMUM_BYTES = 15 * 1024 * 1024

CONTENT_TYPES = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg"}
_EXTENSIONS = {"pdf": "pdf", "png": "png", "jpg": "jpg", "jpeg": "jpg"}
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
)
_LONGEST_SIGNATURE = max(len(signature) for signature, _kind in _SIGNATURES)


class PrivateStorage(Storage):
    """The storage that the setting ``STORAGES`` names ``"private"``, looked up at each use.

    Nothing in it has an address: scans leave the site through one view, which asks for a
    permission. Where the setting has no such entry every use raises `InvalidStorageError`; the
    system check of `pages.consent.checks` says so before that.
    """

    def open(self, name: str, mode: str = "rb") -> File[Any]:
        """Open the file of this name."""
        return storages[STORAGE_ALIAS].open(name, mode)

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Store the content and return the name under which it was stored."""
        return storages[STORAGE_ALIAS].save(name, content, max_length)

    def delete(self, name: str) -> None:
        """Remove the file of this name, if there is one."""
        storages[STORAGE_ALIAS].delete(name)

    def exists(self, name: str) -> bool:
        """Tell whether there is a file of this name."""
        return storages[STORAGE_ALIAS].exists(name)

    def size(self, name: str) -> int:
        """Return the size of the file in bytes."""
        return storages[STORAGE_ALIAS].size(name)

    def url(self, name: str | None) -> str:
        """Refuse.

        Raises:
            ValueError: always, because a private file has no address.
        """
        raise ValueError("A file in private storage has no address.")


def private_storage() -> PrivateStorage:
    """Return the private storage. The model field refers to it by this name."""
    return PrivateStorage()


def kind_of(head: bytes) -> str | None:
    """Return what a file is by its first bytes: ``"pdf"``, ``"png"``, ``"jpg"`` or None."""
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    return None


def head_of(file: File[bytes]) -> bytes:
    """Return as many first bytes as `kind_of` needs, leaving the file at its beginning."""
    file.seek(0)
    head = file.read(_LONGEST_SIGNATURE)
    file.seek(0)
    return head


def scan_problem(*, name: str, size: int, head: bytes, maximum: int = MAXIMUM_BYTES) -> str | None:
    """Return why a file cannot be taken as a scan, or None.

    Args:
        name: the file's name; only its extension is looked at and none of it is repeated.
        size: in bytes.
        head: its first bytes, at least eight where it has them.
        maximum: largest size in bytes.
    """
    if size == 0:
        return _("The file is empty.")
    if size > maximum:
        return _("The file is larger than %(megabytes)s MB.") % {"megabytes": maximum // 1024**2}
    kind = kind_of(head)
    if kind is None:
        return _("The file is not a PDF, PNG or JPEG.")
    if _EXTENSIONS.get(PurePosixPath(name).suffix.lower().lstrip(".")) != kind:
        return _("The file is a %(kind)s, but its name does not end like that of one.") % {
            "kind": kind.upper()
        }
    return None


def validate_scan(file: File[bytes]) -> None:
    """Refuse a new file that is not an acceptable scan, judged by its content.

    A stored scan was judged when it was new, and is not opened again.

    Raises:
        ValidationError: with a sentence that does not repeat the file's name.
    """
    # Django marks so the files of a model that are stored already.
    if getattr(file, "_committed", False):
        return
    problem = scan_problem(name=file.name or "", size=file.size, head=head_of(file))
    if problem is not None:
        raise ValidationError(problem, code="invalid_scan")


def scan_path(instance: object, filename: str) -> str:
    """Return a random path that keeps nothing of the uploaded name but a known extension."""
    extension = _EXTENSIONS.get(PurePosixPath(filename).suffix.lower().lstrip("."), "bin")
    return f"authorizations/{uuid.uuid4().hex}.{extension}"

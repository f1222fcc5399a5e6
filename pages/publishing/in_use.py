"""The refusal to change something behind a public page that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class UsedByPublicPage(PermissionDenied):
    """Raised when what a public page shows would be replaced, renamed or deleted behind it.

    Attributes:
        pages: the titles of the public pages, with their languages.
    """

    def __init__(self, message: StrOrPromise, *, pages: Sequence[str]) -> None:
        self.pages = tuple(pages)
        super().__init__(message)

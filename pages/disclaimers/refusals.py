"""What the disclaimers refuse, each with the words for the person who tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from pages.publishing import PublicationRefused

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DisclaimerFixed(PermissionDenied):
    """Raised when the key or the language of an existing disclaimer would change."""

    KEY = _(
        "The key of a disclaimer cannot be changed, because page types require it by this name. "
        "Create a new disclaimer instead."
    )
    LOCALE = _(
        "The language of a disclaimer cannot be changed. Create the disclaimer in the other "
        "language instead."
    )
    ONE_BY_ONE = _(
        "Disclaimers are changed one by one with save(), so that every wording becomes a version."
    )


class DisclaimerNeeded(PermissionDenied):
    """Raised when a disclaimer would be deleted that a live page of its language requires."""

    def __init__(self, *, title: str, pages: int) -> None:
        self.pages = pages
        super().__init__(
            _(
                "“%(title)s” cannot be deleted: live pages in its language require it "
                "(%(pages)s). Take them offline first, or change which types require it."
            )
            % {"title": title, "pages": pages}
        )


class DisclaimerAnswered(PermissionDenied):
    """Raised when a disclaimer would be deleted whose wording a reviewer signed or sent back."""

    def __init__(self, *, title: str) -> None:
        super().__init__(
            _(
                "“%(title)s” cannot be deleted: a medical reviewer has signed or sent back a "
                "wording of it, and that stays on record."
            )
            % {"title": title}
        )


class HistoryFixed(PermissionDenied):
    """Raised when a stored version of a disclaimer would be changed or removed."""

    def __init__(self, message: StrOrPromise | None = None) -> None:
        super().__init__(
            message or _("The versions of a disclaimer are kept as they were. Save a new one.")
        )


class VersionMissingError(LookupError):
    """Raised when no wording of a disclaimer can be shown that was signed as it is stored."""


class WordingRefused(PublicationRefused):
    """Raised when a wording cannot be signed, or sent back, by this person or at this moment.

    Attributes:
        blockers: every reason, where there are several.
    """

"""Why a file is not imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class ImportRefused(ValueError):
    """The file cannot be turned into a page; nothing was changed. Its text says what to do.

    Attributes:
        exit_code: what a command returns for it.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: StrOrPromise) -> None:
        super().__init__(str(message))


class WrongUsage(ImportRefused):
    """What was asked for makes no sense: no such file, place, type, language or account."""

    exit_code: ClassVar[int] = 2

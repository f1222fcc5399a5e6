"""What the library asks of a registry, and which one a site has chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.utils.module_loading import import_string

from pages import conf
from pages.citations.exchange.entries import Entry


@dataclass(frozen=True, slots=True)
class Description:
    """A publication as a registry describes it.

    Attributes:
        entry: what it says, not yet checked.
        registry: its name, for people.
    """

    entry: Entry
    registry: str


class LookupFailed(Exception):
    """The registry gave no usable answer.

    Attributes:
        message: translated; says what to do.
    """

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


class Lookup(Protocol):
    """A registry of publications."""

    def describe(self, *, doi: str, pmid: str) -> Description | None:
        """Return what the registry knows about a publication; None if it does not know it.

        Args:
            doi: in its usual form, or empty.
            pmid: likewise; at least one of the two is given.

        Raises:
            LookupFailed: it did not answer, or not in a way that can be read.
        """
        ...


def configured_lookup() -> Lookup | None:
    """Return the registry that ``PAGES["REFERENCE_LOOKUP"]`` names; None if it names none."""
    path = conf.reference_lookup()
    if not path:
        return None
    lookup: Lookup = import_string(path)()
    return lookup

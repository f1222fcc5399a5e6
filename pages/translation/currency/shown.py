"""What screens show of a translation that is behind: which text it renders, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from pages.translation.currency.labels import field_label

if TYPE_CHECKING:
    from pages.translation.currency.changes import Change, Run


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change in words.

    Attributes:
        where: the place.
        what: what became of it.
        is_critical: whether the reader's safety depends on it.
        words: the difference, word by word.
    """

    where: str
    what: str
    is_critical: bool
    words: tuple[Run, ...]


def shown_changes(model: Any, changes: Sequence[Change]) -> list[ShownChange]:
    """Return changes in words, in the language that is active, those of safety first."""
    said = {
        "changed": _("changed"),
        "added": _("new"),
        "removed": _("removed"),
        "moved": _("in another order"),
    }
    return [
        ShownChange(
            where=_place(model, change),
            what=said[change.kind],
            is_critical=change.is_critical,
            words=change.words,
        )
        for change in sorted(changes, key=lambda change: not change.is_critical)
    ]


def _place(model: Any, change: Change) -> str:
    label = field_label(model, change.field)
    if not change.name:
        return label
    return _("%(field)s: “%(name)s”") % {"field": label, "name": change.name}

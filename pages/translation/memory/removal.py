"""Taking a unit out of the memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from pages import ledger
from pages.translation.memory.models import UnitState
from pages.translation.placeholders import visible_text

if TYPE_CHECKING:
    from pages.translation.memory.models import MemoryUnit

REMOVED: Final = "memory.removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveUnit:
    """Take a unit out of the memory.

    What a page said when it was signed comes back with the next signature of that page, or with
    ``rebuild_memory``. So a signed unit is kept and marked, and stays out. An imported one is
    deleted. What is public does not change.
    """

    unit: MemoryUnit
    user: Any

    def check(self) -> None:
        """Refuse those who may not.

        Raises:
            PermissionDenied: the user is no administrator of the memory.
        """
        if not (self.user.is_active and self.user.has_perm("pages.delete_memoryunit")):
            raise PermissionDenied(
                _("Only administrators can take something out of the translation memory.")
            )

    @transaction.atomic
    def execute(self) -> None:
        """Take it out, and write it into the ledger.

        Raises:
            PermissionDenied: the user may not.
        """
        self.check()
        ledger.record(
            action=REMOVED,
            actor=self.user,
            data={
                "unit": self.unit.pk,
                "languages": [self.unit.source_language, self.unit.target_language],
                "source": visible_text(self.unit.source),
                "text": visible_text(self.unit.target),
                "origin": self.unit.origin,
                "from": self.unit.origin_title,
            },
        )
        if self.unit.is_signed:
            self.unit.state = UnitState.REMOVED
            self.unit.save(update_fields=["state"])
        else:
            self.unit.delete()

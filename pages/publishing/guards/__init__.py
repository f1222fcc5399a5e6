"""Layer four of the gate: triggers, which refuse what bypasses Python.

They are made from the models' own field lists after every ``migrate``, so that a field or a page
type that is added later is guarded without anyone having to remember it, and are taken away before
it, since a migration may rebuild the very tables. `suspended` takes them away for the length of a
block, for those commands that must write rows as they are: ``flush``, and ``loaddata`` of a backup.
"""

from pages.publishing.guards.installation import (
    install,
    missing,
    remove,
    suspended,
)
from pages.publishing.guards.sources import Trigger, register_triggers

__all__ = ["Trigger", "install", "missing", "register_triggers", "remove", "suspended"]

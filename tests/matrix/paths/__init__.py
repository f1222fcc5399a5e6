"""Every way to go public that is known: GATE's list, and what was found since."""

from tests.matrix.paths import (
    admin,
    apis,
    behind,
    code,
    commands,
    explorer,
    localize,
    records,
    releases,
    review,
    rows,
    schedule,
)
from tests.matrix.trial import PATHS, Path

MODULES = (
    *(admin, explorer, schedule, review, apis, code, commands, rows, records, behind, localize),
    releases,
)

ROOMS = {
    "admin": "The page editor",
    "explorer": "The explorer",
    "schedule": "Schedules",
    "review": "The review itself",
    "api": "Wagtail's own APIs",
    "code": "Code that saves",
    "commands": "Commands",
    "rows": "Rows written past `save()`",
    "records": "The gate's own records",
    "behind": "What a live page shows, changed behind it",
    "localize": "wagtail-localize",
    "releases": "Releases of several pages",
}
"""The groups of paths, with their names in the table."""

__all__ = ["MODULES", "PATHS", "ROOMS", "Path"]

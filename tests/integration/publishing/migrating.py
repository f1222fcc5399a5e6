"""What `test_migrating` runs in a process of its own: migrations of every kind, guards after each.

Prints one JSON object: after each step, how many guards are in force and how many are missing.
"""

import io
import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.core.management import CommandError, call_command  # noqa: E402 - the settings come first
from django.db import connection  # noqa: E402
from django.db.models.signals import pre_migrate  # noqa: E402

from pages.publishing import guards  # noqa: E402
from pages.publishing.guards.installation import in_force  # noqa: E402

STEPS = {
    "from nothing": ("migrate",),
    "again": ("migrate",),
    "another app": ("migrate", "sessions"),
    "faked": ("migrate", "pages", "--fake"),
    "backwards": ("migrate", "pages", "zero"),
    "and forwards": ("migrate", "pages"),
    "by hand": ("install_guards",),
}


def state() -> dict[str, int]:
    return {"in force": len(in_force()), "missing": len(guards.missing())}


def main() -> None:
    found = {}
    for name, command in STEPS.items():
        call_command(*command, verbosity=0, stdout=io.StringIO())
        found[name] = state()
    found["broken migration"] = _after_a_migration_that_fails()
    connection.close()
    sys.stdout.write(json.dumps(found))


def _after_a_migration_that_fails() -> dict[str, int]:
    def broken(**kwargs: object) -> None:
        raise CommandError("The disk is full.")

    pre_migrate.connect(broken)
    try:
        call_command("migrate", "sessions", "zero", verbosity=0)
    except CommandError:
        pass
    finally:
        pre_migrate.disconnect(broken)
    return state()


if __name__ == "__main__":
    main()

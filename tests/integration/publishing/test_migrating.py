"""The guards are in force after every `migrate`, whatever it did."""

import contextlib
import json
import os
import subprocess
import sys
import uuid

import pytest
from django.db import connection

from pages.publishing.guards.plan import read_plan
from pages.publishing.guards.statements import rules


@pytest.fixture
def scratch(tmp_path):
    """Return the address of an empty database of the kind that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/scratch.sqlite3"
        return
    import psycopg

    at = connection.settings_dict
    server = {
        "host": at["HOST"],
        "port": at["PORT"] or 5432,
        "user": at["USER"],
        "password": at["PASSWORD"],
    }
    name = f"scratch_{uuid.uuid4().hex[:12]}"
    with contextlib.closing(psycopg.connect(dbname="postgres", autocommit=True, **server)) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield (
                f"postgres://{server['user']}:{server['password']}@{server['host']}:"
                f"{server['port']}/{name}"
            )
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_every_migrate_leaves_the_guards_in_force(scratch, checkout):
    answer = subprocess.run(
        [sys.executable, "-m", "tests.integration.publishing.migrating"],
        env={**os.environ, "DATABASE_URL": scratch},
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    all_of_them = {"in force": len(rules(read_plan(), connection.vendor)), "missing": 0}

    assert json.loads(answer.stdout) == {
        "from nothing": all_of_them,
        "again": all_of_them,
        "another app": all_of_them,
        "faked": all_of_them,
        # There is nothing left to guard.
        "backwards": {"in force": 0, "missing": 0},
        "and forwards": all_of_them,
        "by hand": all_of_them,
        # Nothing puts them back if a migration fails: `check` says so, and the next one does.
        "broken migration": {"in force": 0, "missing": all_of_them["in force"]},
    }

"""Find a PostgreSQL server that the tests may use, and print its address.

Usage: python -m tools.postgres

Looks at TEST_POSTGRES_URL, then at DATABASE_URL, then for a server on this machine that lets
the current user, or `postgres`, in without a password. Exit code 1, and nothing printed, when
there is none on which databases may be made.
"""

import getpass
import os
import sys
from collections.abc import Iterator

import psycopg


def candidates() -> Iterator[str]:
    """Yield the addresses to try, the wished-for ones first."""
    given = [os.environ.get(name, "") for name in ("TEST_POSTGRES_URL", "DATABASE_URL")]
    given = [address for address in given if address.startswith(("postgres://", "postgresql://"))]
    if given:
        yield given[0]
        return
    for user in dict.fromkeys([getpass.getuser(), "postgres"]):
        yield f"postgres://{user}@127.0.0.1:5432/postgres"


def usable(address: str) -> bool:
    """Tell whether the server answers and its user may make databases."""
    try:
        with psycopg.connect(address, connect_timeout=3) as connection:
            row = connection.execute(
                "SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


def main() -> int:
    """Print the first usable address."""
    for address in candidates():
        if usable(address):
            sys.stdout.write(f"{address}\n")
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())

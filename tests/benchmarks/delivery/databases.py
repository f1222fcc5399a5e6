"""Databases of a run: files in its folder, or databases of its own on a PostgreSQL server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tools.postgres import candidates, usable

Kind = Literal["sqlite", "postgres"]


class NoServer(RuntimeError):
    """Raised where PostgreSQL is asked for and there is no server that lets us in."""


class Databases(Protocol):
    """Gives out databases by name."""

    def make(self, name: str) -> str:
        """Return the address of an empty database, as ``DATABASE_URL`` takes it."""
        ...

    def address(self, name: str) -> str:
        """Return the address of one that an earlier run has left."""
        ...


class Files:
    """SQLite databases in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, name: str) -> str:
        """Return the address of a file that is not there yet."""
        (self._folder / f"{name}.sqlite3").unlink(missing_ok=True)
        return self.address(name)

    def address(self, name: str) -> str:
        """Return the address of a file."""
        return f"sqlite:///{self._folder / name}.sqlite3"


class Server:
    """Databases on a PostgreSQL server."""

    def __init__(self, address: str, label: str) -> None:
        """Name databases so that those of runs with other labels are others."""
        self._address, self._label = address, label
        self._made: list[str] = []

    def make(self, name: str) -> str:
        """Make a database, in the place of one that has its name."""
        full = self._full(name)
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", full)
        self._do("CREATE DATABASE {}", full)
        self._made.append(full)
        return self.address(name)

    def address(self, name: str) -> str:
        """Return the address of a database."""
        return urlunsplit(urlsplit(self._address)._replace(path=f"/{self._full(name)}"))

    def drop(self) -> None:
        """Drop what was made, whoever is still connected to it."""
        for name in self._made:
            self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _full(self, name: str) -> str:
        return f"firma_bench_{self._label}_{name}"

    def _do(self, statement: str, name: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@contextmanager
def databases(kind: Kind, folder: Path, *, keep: bool = False) -> Iterator[Databases]:
    """Give out databases for the length of a block.

    Args:
        kind: of the databases.
        folder: of the run.
        keep: whether a later run with the same folder finds them; they are dropped, unless given.

    Raises:
        NoServer: PostgreSQL is asked for, and none is found.
    """
    if kind == "sqlite":
        yield Files(folder)
        return
    address = next((one for one in candidates() if usable(one)), None)
    if address is None:
        raise NoServer("No PostgreSQL found: name one with TEST_POSTGRES_URL.")
    server = Server(address, folder.name if keep else str(os.getpid()))
    try:
        yield server
    finally:
        if not keep:
            server.drop()

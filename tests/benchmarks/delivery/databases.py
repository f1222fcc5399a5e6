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
    """Gives out empty databases by name."""

    def make(self, name: str) -> str:
        """Return the address of an empty database, as ``DATABASE_URL`` takes it."""
        ...


class Files:
    """SQLite databases in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, name: str) -> str:
        """Return the address of a file that is not there yet."""
        return f"sqlite:///{self._folder / name}.sqlite3"


class Server:
    """Databases on a PostgreSQL server, dropped when the run ends."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._made: list[str] = []

    def make(self, name: str) -> str:
        """Make a database whose name no other run has."""
        full = f"firma_bench_{os.getpid()}_{name}"
        self._do("CREATE DATABASE {}", full)
        self._made.append(full)
        return urlunsplit(urlsplit(self._address)._replace(path=f"/{full}"))

    def drop(self) -> None:
        """Drop what was made, whoever is still connected to it."""
        for name in self._made:
            self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _do(self, statement: str, name: str) -> None:
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


@contextmanager
def databases(kind: Kind, folder: Path) -> Iterator[Databases]:
    """Give out databases for the length of a block.

    Raises:
        NoServer: PostgreSQL is asked for, and none is found.
    """
    if kind == "sqlite":
        yield Files(folder)
        return
    address = next((one for one in candidates() if usable(one)), None)
    if address is None:
        raise NoServer("No PostgreSQL found: name one with TEST_POSTGRES_URL.")
    server = Server(address)
    try:
        yield server
    finally:
        server.drop()

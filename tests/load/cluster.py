"""A PostgreSQL server of one's own, in a temporary folder, to be stopped and started at will."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

NOBODY_ELSE: Final = "postgres"
"""The account that runs the server where this runs as root, which PostgreSQL refuses to."""


class NoPostgres(RuntimeError):
    """Raised where the server's programs are not installed."""


class Cluster:
    """A server that listens on a port of its own."""

    def __init__(self, folder: Path) -> None:
        """Make it in an empty folder, and start it.

        Raises:
            NoPostgres: there is no ``initdb``.
        """
        self._programs = _programs()
        self._folder = folder
        self._data = folder / "data"
        if os.geteuid() == 0:
            account = pwd.getpwnam(NOBODY_ELSE)
            os.chown(folder, account.pw_uid, account.pw_gid)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self._do(
            "initdb",
            "--auth=trust",
            "--username=firma",
            "--encoding=UTF8",
            f"--pgdata={self._data}",
        )
        self.start()

    @property
    def address(self) -> str:
        """The address of a database of its own, for ``DATABASE_URL``."""
        return f"postgres://firma@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self._folder} -c fsync=off"
        self._do(
            *("pg_ctl", "start", "-w", f"--pgdata={self._data}"),
            *("-o", options, "-l", str(self._folder / "log")),
        )

    def crash(self) -> None:
        """Stop at once, as by a power cut: nobody is waited for."""
        self._do("pg_ctl", "stop", "-m", "immediate", f"--pgdata={self._data}")

    def _do(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._programs / program), *arguments],
            user=NOBODY_ELSE if os.geteuid() == 0 else None,
            cwd=self._folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Run a server for the length of a block."""
    folder.mkdir(parents=True)
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.crash()


def _programs() -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if installed:
        return installed[0].parent
    if found := shutil.which("initdb"):
        return Path(found).parent
    raise NoPostgres("PostgreSQL's own programs (initdb, pg_ctl) are not installed.")

"""Servers under gunicorn, as in production, and what they cost: CPU time and memory."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[3]
HOST: Final = "127.0.0.1"
PATIENCE: Final = 60
LAST_WORDS: Final = 2000
SECRET: Final = "only for the benchmark, and long enough that no check complains about it"
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_KEPT: Final = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL")


class ServerFailed(RuntimeError):
    """Raised where a server did not come up, or has gone away."""


def environment(settings: str, folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process of the benchmark: production, and nothing from outside.

    Args:
        settings: the settings module.
        folder: of this run; files that a site stores are kept there.
        more: what this process needs beside.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "0",
        "ENV_FILE": "",
        "DEBUG": "0",
        "SECRET_KEY": SECRET,
        "ALLOWED_HOSTS": HOST,
        "FRONTEND_URL": "https://www.example.org",
        "WAGTAILADMIN_BASE_URL": "https://cms.example.org",
        "BEHIND_PROXY": "1",
        "EMAIL_URL": "memorymail://",
        "LOG_LEVEL": "WARNING",
        "MEDIA_ROOT": str(folder / "media"),
        "PRIVATE_MEDIA_ROOT": str(folder / "private"),
        "STATIC_ROOT": str(folder / "static"),
        **more,
    }


@dataclass
class GunicornServer:
    """A site under gunicorn, on a free port, from `__enter__` to `__exit__`.

    Attributes:
        name: of the contestant.
        application: where gunicorn finds it (``"cms.wsgi:application"``).
        environment: of its processes.
        workers: how many.
        threads: of each worker; with one they are gunicorn's sync workers, which close connections
            after each answer.
        port: 0 for a free one.
        log: file that takes what it writes; the benchmark's own output, unless given.
    """

    name: str
    application: str
    environment: Mapping[str, str]
    workers: int = 2
    threads: int = 1
    port: int = 0
    log: Path | None = None
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __enter__(self) -> GunicornServer:
        """Start, without waiting for the first worker."""
        self.port = self.port or _free_port()
        output = self.log.open("ab") if self.log else None
        try:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", self.application),
                    *("--workers", str(self.workers), "--bind", f"{HOST}:{self.port}"),
                    *("--worker-class", "sync" if self.threads == 1 else "gthread"),
                    *("--threads", str(self.threads)),
                    *("--log-level", "warning", "--no-control-socket"),
                ],
                cwd=ROOT,
                env=dict(self.environment),
                stdout=output,
                stderr=output,
            )
        finally:
            if output:
                output.close()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, and wait until it has."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @property
    def pid(self) -> int:
        """The process that starts the workers."""
        assert self._process is not None
        return self._process.pid

    def worker_pids(self) -> list[int]:
        """Return the workers that there are now."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def wait(self) -> None:
        """Wait until it listens.

        Raises:
            ServerFailed: it ended, or does not come up.
        """
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                break
            try:
                socket.create_connection((HOST, self.port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        written = self.log.read_text()[-LAST_WORDS:] if self.log and self.log.exists() else ""
        raise ServerFailed(f"The server of {self.name} did not come up. {written}")

    def cpu_seconds(self) -> float:
        """Return the CPU time of all workers and of their children so far.

        Raises:
            ServerFailed: a worker has gone away.
        """
        return sum(map(_cpu_seconds, self.worker_pids()))

    def memory(self) -> int:
        """Return the resident memory of the largest worker, in bytes."""
        return max(map(_resident, self.worker_pids()))


def _cpu_seconds(pid: int) -> float:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError as error:
        raise ServerFailed(f"Worker {pid} has gone away.") from error
    # The name in parentheses may have spaces in it.
    user, system, user_of_children, system_of_children = stat.rpartition(")")[2].split()[11:15]
    return (int(user) + int(system) + int(user_of_children) + int(system_of_children)) / _TICKS


def _resident(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port

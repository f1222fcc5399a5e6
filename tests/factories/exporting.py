"""Exports of the public API, and an nginx of one's own that serves them."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from tests.needs import nginx

_AROUND = """\
daemon off;
{user}pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 2;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/firma.conf;
}}
"""


@dataclass(frozen=True)
class Got:
    """What came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Server:
    """An nginx that listens on this machine."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, *, method: str = "GET", **headers: str) -> Got:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            asked = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers={"Host": "testserver"} | asked)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Got(response.status, found, response.read())
        finally:
            connection.close()


@contextmanager
def serving(export: Path, *, folder: Path) -> Iterator[Server]:
    """Serve an export with the configuration that the command prints, as an ordinary user."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    printed = run(export, nginx=True, listen=f"127.0.0.1:{port}")
    (folder / "firma.conf").write_text(printed)
    # Only root may name a user; without one root's workers could not read the test's folder.
    user = "user root;\n" if _is_root() else ""
    (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user))
    program = nginx()
    assert program is not None
    process = subprocess.Popen(
        [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", "nginx.conf"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _wait(process, port, folder)
        yield Server(port)
    finally:
        process.terminate()
        process.communicate(timeout=10)


def run(export: Path, **options: Any) -> str:
    """Run the command, and return what it printed."""
    out = StringIO()
    call_command("export_site", str(export), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def _is_root() -> bool:
    return os.geteuid() == 0


def _wait(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(200):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nginx does not start: {(folder / 'error.log').read_text()}")

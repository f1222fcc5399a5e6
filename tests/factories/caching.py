"""A cache in front of the API, as a content delivery network or Varnish is one."""

from __future__ import annotations

import http.client
import re
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Self
from urllib.request import urlopen

from wagtail.contrib.frontend_cache.backends import HTTPBackend
from wagtail.contrib.frontend_cache.backends.http import PurgeRequest

HOST: Final = "127.0.0.1"
PATIENCE: Final = 20
_PASSED_ON: Final = ("Cache-Control", "Content-Type", "ETag", "Location", "Surrogate-Key")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader got.

    Attributes:
        status: of HTTP.
        body: as text.
        is_kept: whether the cache gave it without asking the API.
    """

    status: int
    body: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class _Kept:
    body: bytes
    status: int
    headers: dict[str, str]
    until: float


class CachingProxy:
    """Keeps answers by host and address for as long as their ``Cache-Control`` says.

    ``PURGE`` of an address forgets it, and is answered with 404 where it was not there; with a
    header ``Surrogate-Key`` it forgets everything that has one of these keys.
    """

    def __init__(self, *, origin: tuple[str, int]) -> None:
        """Stand in front of a server."""
        self.origin = origin
        self.purged: list[str] = []
        self.kept: dict[tuple[str, str], _Kept] = {}
        self._server = ThreadingHTTPServer((HOST, 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self._server.server_port}"

    def __enter__(self) -> Self:
        """Listen."""
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        """Stop, and wait until it has."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(PATIENCE)

    def get(self, path: str, *, host: str = "testserver") -> Answer:
        """Read an address through the cache, as the visitors of a site do."""
        status, headers, body = _fetched((HOST, self._server.server_port), path, host)
        return Answer(status, body.decode(), headers["x-cache"] == "hit")

    def _answer(self, host: str, path: str) -> tuple[_Kept, bool]:
        known = self.kept.get((host, path))
        if known is not None and time.monotonic() < known.until:
            return known, True
        status, headers, body = _fetched(self.origin, path, host)
        lifetime = _lifetime(headers.get("cache-control", ""))
        found = _Kept(body, status, headers, time.monotonic() + lifetime)
        if lifetime:
            self.kept[host, path] = found
        return found, False

    def _purge(self, host: str, path: str, keys: set[str]) -> int:
        self.purged.append(" ".join(sorted(keys)) or path)
        if not keys:
            return 404 if self.kept.pop((host, path), None) is None else 200
        for address, known in list(self.kept.items()):
            if keys & set(known.headers.get("surrogate-key", "").split()):
                del self.kept[address]
        return 200

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found, is_kept = proxy._answer(self.headers["Host"], self.path)
                self._send(found.status, found.body, found.headers, cache=is_kept)

            def do_PURGE(self) -> None:
                keys = set(self.headers.get("Surrogate-Key", "").split())
                self._send(
                    proxy._purge(self.headers["Host"], self.path, keys), b"", {}, cache=False
                )

            def _send(
                self, status: int, body: bytes, headers: dict[str, str], *, cache: bool
            ) -> None:
                self.send_response(status)
                for name in _PASSED_ON:
                    if name.lower() in headers:
                        self.send_header(name, headers[name.lower()])
                self.send_header("X-Cache", "hit" if cache else "miss")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        return Handler


class KeysBackend(HTTPBackend):
    """Wagtail's backend for a cache that can be told keys as well."""

    def purge_keys(self, keys: list[str]) -> None:
        """Purge everything that carries one of these keys."""
        address = f"{self.cache_scheme}://{self.cache_netloc}/"
        with urlopen(PurgeRequest(address, headers={"Surrogate-Key": " ".join(keys)})):
            pass


def _lifetime(cache_control: str) -> int:
    """Return the seconds for which a shared cache may keep an answer (RFC 9111, section 5.2)."""
    if re.search(r"\b(no-store|no-cache|private)\b", cache_control):
        return 0
    for directive in ("s-maxage", "max-age"):
        if found := re.search(rf"(?<![\w-]){directive}=(\d+)", cache_control):
            return int(found[1])
    return 0


def _fetched(server: tuple[str, int], path: str, host: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(*server, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read()
    finally:
        connection.close()

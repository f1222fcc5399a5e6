"""A receiver of webhooks that really listens, and endpoints that lead to it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook

from pages.delivery.webhooks.actions import CreateEndpoint
from pages.delivery.webhooks.models import WebhookEndpoint


@dataclass(frozen=True, slots=True)
class Received:
    """One request, as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body."""
        return json.loads(self.body)

    @property
    def told(self) -> tuple[str, int]:
        """The event and the page."""
        return self.json["type"], self.json["data"]["id"]

    def verify(self, secret: str) -> None:
        """Let the specification's own library judge the signature."""
        Webhook(secret).verify(self.body, self.headers)


@dataclass
class Receiver:
    """What a receiver got, and what it answers."""

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answers: Callable[[Received], int] = lambda received: 204
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def told(self) -> list[tuple[str, int]]:
        """The events and their pages, in the order in which they came."""
        return [one.told for one in self.received]


@contextmanager
def listening() -> Iterator[Receiver]:
    """Run a receiver on a free port of 127.0.0.1."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", 0))
            one = Received(self.path, dict(self.headers), self.rfile.read(length))
            receiver.received.append(one)
            self.send_response(receiver.answers(one))
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def an_endpoint(url: str = "https://hooks.example.org/firma", **fields: Any) -> WebhookEndpoint:
    """Return a stored endpoint with its first secret."""
    fields.setdefault("name", f"Receiver {WebhookEndpoint.objects.count() + 1}")
    return CreateEndpoint(endpoint=WebhookEndpoint(url=url, **fields), user=None).execute()


def secret_of(endpoint: WebhookEndpoint) -> str:
    """Return an endpoint's newest secret."""
    return endpoint.secrets.latest("id").value

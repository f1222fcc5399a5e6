"""Machine translators for tests: a server on this machine, and classes behind localize's port."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from pages.translation.machine.failures import MachineTranslationFailed

DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator", "OPTIONS": {}}


@dataclass
class FakeServer:
    """A server that keeps what it was asked, and gives the answers that a test put in its queue.

    Attributes:
        url: its address.
        asked: path, headers (lower case) and decoded body of each request.
        answers: status, body and headers of the next answers; the last one is given for ever.
    """

    url: str = ""
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    answers: list[tuple[int, Any, dict[str, str]]] = field(default_factory=list)
    delay: Callable[[], object] = lambda: None

    def answer(self, status: int, body: Any, **headers: str) -> None:
        """Put an answer into the queue: text as it is, anything else as JSON."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, body, named))


@contextmanager
def fake_server() -> Iterator[FakeServer]:
    """Run a fake server while a test needs it."""
    fake = FakeServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            headers = {name.lower(): value for name, value in self.headers.items()}
            fake.asked.append((self.path, headers, body))
            fake.delay()
            status, content, more = fake.answers[0] if fake.answers else (500, "", {})
            if len(fake.answers) > 1:
                fake.answers.pop(0)
            if callable(content):
                content = content(body)
            sent = content if isinstance(content, str) else json.dumps(content)
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sent.encode())

        def log_message(self, *args: Any) -> None:
            """Say nothing: a test that prints fails."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: Any) -> None:
            """Say nothing of clients that went away: some tests do."""

    server = Server(("127.0.0.1", 0), Handler)
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class FakeTranslator(BaseMachineTranslator):  # type: ignore[misc]  # localize has no types
    """Says "ES" and the text, unless a test has it say something else.

    Attributes:
        asked: the texts of every call, in order.
        says: what it makes of one text.
    """

    display_name = "Fake"
    max_texts = 4
    asked: ClassVar[list[list[str]]] = []
    says: ClassVar[Callable[[str], str | None]] = staticmethod(lambda text: f"ES {text}")

    def translate(self, source_locale: Any, target_locale: Any, strings: Any) -> Any:
        """Return what it makes of each text."""
        texts = [string.data for string in strings]
        self.asked.append(texts)
        said = {string: type(self).says(string.data) for string in strings}
        return {string: StringValue(text) for string, text in said.items() if text is not None}

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        """Tell whether it knows the languages: those of its options, or any two."""
        known = self.options.get("LANGUAGES")
        return not known or target_locale.language_code in known


class FailingTranslator(FakeTranslator):
    """Translates one batch, and is out of order then."""

    display_name = "Failing"

    def translate(self, source_locale: Any, target_locale: Any, strings: Any) -> Any:
        """Fail from the second call on."""
        if self.asked:
            raise MachineTranslationFailed("Failing is out of order.")
        return super().translate(source_locale, target_locale, strings)


class BrokenTranslator(FakeTranslator):
    """Somebody else's class, which raises whatever it likes, with the text in it."""

    display_name = "Broken"

    def translate(self, source_locale: Any, target_locale: Any, strings: Any) -> Any:
        """Raise what nobody expects."""
        raise KeyError(strings[0].data)


FAKE = {"CLASS": "tests.factories.machine.FakeTranslator", "OPTIONS": {}}
FAILING = {"CLASS": "tests.factories.machine.FailingTranslator", "OPTIONS": {}}
BROKEN = {"CLASS": "tests.factories.machine.BrokenTranslator", "OPTIONS": {}}

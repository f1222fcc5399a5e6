"""What a server does with the answer when it is asked for the head alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from tests.factories.delivery import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def _kept_connection() -> Iterator[None]:
    """Keep the connection, which holds the test's rows, when a request ends."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def by_a_server(method: str, path: str) -> tuple[str, dict[str, str], bytes]:
    """Ask as a server does, which reads the body whatever the method is and then closes it.

    The test client of Django drops the body of an answer to HEAD unread.
    """
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": ""}
    environ |= {"HTTP_HOST": "testserver", "SCRIPT_NAME": ""}
    setup_testing_defaults(environ)
    said: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        said[:] = [status, dict(headers)]
        return None

    answer = get_wsgi_application()(environ, start_response)
    try:
        body = b"".join(answer)
    finally:
        answer.close()
    return (*said, body)


@pytest.mark.usefixtures("_kept_connection")
@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/en.xml", "/robots.txt"])
def test_a_server_that_is_asked_for_the_head_alone_gets_it_and_no_error(path) -> None:
    published()

    status, headers, body = by_a_server("GET", path)
    assert (status, int(headers["Content-Length"])) == ("200 OK", len(body))
    assert by_a_server("HEAD", path)[:2] == (status, headers)

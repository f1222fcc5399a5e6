"""A WSGI application that says in a header how many queries an answer took; never timed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connections

HEADER = "X-Queries"
_COUNTED = os.environ.get("COUNTED_APPLICATION", "")


def _counted() -> Callable[..., Iterable[bytes]]:
    if not _COUNTED:
        return get_wsgi_application()
    module, _, name = _COUNTED.partition(":")
    found: Callable[..., Iterable[bytes]] = getattr(import_module(module), name)
    return found


_inner = _counted()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer as the counted application does, with the count."""
    count = 0

    def counting(execute: Any, *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start_response(status, [*headers, (HEADER, str(count))], *more)

    for connection in connections.all():
        connection.execute_wrappers.append(counting)
    try:
        return _inner(environ, start)
    finally:
        for connection in connections.all():
            connection.execute_wrappers.pop()

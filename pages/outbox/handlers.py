"""Who delivers which kind of message. Rooms register their handlers in ``pages.apps``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Handler = Callable[[Mapping[str, Any]], None]
"""Delivers one message, given its payload, or raises. It may be called twice for the same one."""


class Moot(Exception):
    """Raised by a handler when a message has no more point, such as mail to a closed account.

    Its text says why, in English and without anybody's address.
    """


class GiveUp(Exception):
    """Raised by a handler when another attempt would be in vain. Its text is as for `Moot`."""


class Unreachable(Exception):
    """Raised by a handler whose receiver cannot be reached, after a wait for it.

    The message is tried again later, as after any error; others of its lane are spared the same
    wait in this run, and their attempts are not counted.
    """


class UnknownKind(LookupError):
    """No handler is registered for a message's kind."""


_handlers: dict[str, Handler] = {}


def register_handler(kind: str, handler: Handler) -> None:
    """Set who delivers messages of a kind."""
    _handlers[kind] = handler


def handler_for(kind: str) -> Handler:
    """Return who delivers messages of a kind.

    Raises:
        UnknownKind: nobody does.
    """
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind(f"No handler is registered for messages of the kind {kind}.") from None

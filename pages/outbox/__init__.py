"""What has to leave the site because of a change: written with it, delivered after it.

`put` and `put_mail` write a message in the transaction of the change that it tells of, so that a
change without its message, or a message without its change, cannot be. ``manage.py deliver_outbox``
delivers. See ``docs/operations.md``.

The exports are loaded when they are first asked for, since some of them need the models.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from pages.outbox.handlers import GiveUp, Moot, Unreachable, register_handler

if TYPE_CHECKING:
    from pages.outbox.delivery import deliver_due, deliver_one
    from pages.outbox.mail import put_mail, register_mail
    from pages.outbox.writing import put, put_all

_EXPORTS = {
    "deliver_due": "delivery",
    "deliver_one": "delivery",
    "put": "writing",
    "put_all": "writing",
    "put_mail": "mail",
    "register_mail": "mail",
}

__all__ = [
    "GiveUp",
    "Moot",
    "Unreachable",
    "deliver_due",
    "deliver_one",
    "put",
    "put_all",
    "put_mail",
    "register_handler",
    "register_mail",
]


def __getattr__(name: str) -> Any:
    """Load an exported function from its module."""
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_EXPORTS[name]}"), name)

"""Keeps people's addresses out of the log, wherever the message comes from."""

import logging
import re

_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")


class AddresslessFormatter(logging.Formatter):
    """A log formatter that replaces e-mail addresses, in messages and in tracebacks.

    Wagtail names the recipient when a notification cannot be sent; a log is read by more people,
    and kept for longer, than such an address should be.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the formatted line or lines, with each address as `[address removed]`."""
        return _ADDRESS.sub("[address removed]", super().format(record))

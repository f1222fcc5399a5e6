"""Keeps people's addresses and the tokens of previews out of the log, whoever writes to it."""

import logging
import re

_ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_TOKEN = re.compile(r"([?&]token=)[^&\s\"'<>]+")


class DiscreetFormatter(logging.Formatter):
    """A log formatter that replaces e-mail addresses and tokens, in messages and in tracebacks.

    Wagtail names the recipient when a notification cannot be sent; a log is read by more people,
    and kept for longer, than such an address should be. A token in an address opens a draft.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the formatted line or lines, with `[address removed]` and `[token removed]`."""
        without_tokens = _TOKEN.sub(r"\1[token removed]", super().format(record))
        return _ADDRESS.sub("[address removed]", without_tokens)

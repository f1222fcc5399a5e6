"""When a message that could not be delivered is tried again: pure rules."""

from __future__ import annotations

import datetime
import re
from typing import Final

ATTEMPTS_ALLOWED: Final = 8
"""After so many attempts, which take about three days, a message is given up."""

LEASE: Final = datetime.timedelta(minutes=15)
"""For how long a message belongs to the process that took it; then it is taken for lost."""

_LONGEST: Final = datetime.timedelta(hours=24)
_ADDRESS: Final = re.compile(r"[^\s<>@]+@[^\s<>@]+")


def pause_after(attempts: int) -> datetime.timedelta:
    """Return how long to wait after so many attempts: 1, 4, 16, 64 … minutes, a day at most."""
    return min(datetime.timedelta(minutes=4 ** (max(attempts, 1) - 1)), _LONGEST)


def error_in_brief(error: BaseException) -> str:
    """Return the name and the first words of an error, without anybody's address."""
    words = _ADDRESS.sub("…", " ".join(str(error).split()))
    return f"{type(error).__name__}: {words}"[:255] if words else type(error).__name__

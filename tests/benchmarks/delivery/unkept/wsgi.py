"""Our site, forgetting every answer and every list before the next request.

What a process learns once is left to it: which site it is, and statements that it has written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from cms.wsgi import application as ours
from pages.delivery.serving.memory import memory

LEARNT_ONCE: Final = ("scope", "statement")


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer for the first time."""
    for key in memory:
        if key[0] not in LEARNT_ONCE:
            memory.drop(key)
    answer: Iterable[bytes] = ours(environ, start_response)
    return answer

"""Our site, forgetting every answer, entry and search before the next request.

What a process learns once is left to it: which site it is, statements that it has written, and what
changes mend: which pages its lists have, and on which pages words stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from cms.wsgi import application as ours
from pages.delivery.serving.memory import memory


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer for the first time."""
    for key in memory:
        if not _is_learnt_once(key):
            memory.drop(key)
    answer: Iterable[bytes] = ours(environ, start_response)
    return answer


def _is_learnt_once(key: tuple[Any, ...]) -> bool:
    if key[0] == "ids":
        return all(name != "search" for name, _ in key[2:])
    return key[0] in ("posting", "roots", "scope", "statement")

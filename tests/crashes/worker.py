"""A process that publishes until it is killed: ``python -m tests.crashes.worker MEDIA_ROOT``.

It loads the site once and then forks a child for every order that it reads from its input, one JSON
object a line: what to do, with which page, and at which statement to die. The child's process id is
its first answer, how it ended its second. The database is that of ``DATABASE_URL``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def main() -> None:
    """Serve orders until the input ends."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connections
    from django.test.utils import setup_test_environment

    settings.MEDIA_ROOT = sys.argv[1]
    setup_test_environment()
    from tests.crashes import deeds

    say(event="ready")
    for line in sys.stdin:
        order = json.loads(line)
        connections.close_all()
        child = os.fork()
        if child == 0:
            obey(order, getattr(deeds, order["deed"]))
        say(event="began", pid=child)
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        say(
            event="ended", killed=killed, code=None if killed else os.waitstatus_to_exitcode(status)
        )


def obey(order: dict[str, Any], deed: Callable[..., None]) -> None:
    """Do what was ordered and end this process, at the latest with the deed."""
    from django.db import connection

    try:
        with dying_at(connection, order.get("die_at")):
            deed(*order["arguments"])
        # The parent counts the points of a deed that nobody interrupts.
        os._exit(0)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(1)


def say(**words: Any) -> None:
    """Answer in one line."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


class dying_at:  # noqa: N801 - used like a function
    """Kill this process before the n-th statement or commit of the block, if it comes so far."""

    def __init__(self, connection: Any, point: int | None) -> None:
        self._connection, self._left = connection, point

    def __enter__(self) -> None:
        self._commit = self._connection._commit
        self._connection._commit = self._before_commit
        self._connection.execute_wrappers.append(self._before_statement)

    def __exit__(self, *args: object) -> None:
        self._connection.execute_wrappers.pop()

    def _point(self) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def _before_commit(self) -> None:
        self._point()
        self._commit()
        # Right after, too: what follows outside of the transaction is then missing.
        self._point()

    def _before_statement(self, execute: Any, *arguments: Any) -> Any:
        self._point()
        return execute(*arguments)


if __name__ == "__main__":
    main()

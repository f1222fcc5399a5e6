"""Running the matrix without pytest: many times from one site, on several processors.

The site is made once, in a database in memory. Each piece of work gets a process of its own, a copy
of the one that made the site, and so its own copy of the database.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import setup_databases, setup_test_environment
from django.utils import translation

from tests.matrix.cases import Site
from tests.matrix.judging import Outcome, judge
from tests.matrix.states import make_site
from tests.matrix.trial import Choose, Path, attempt

Work = TypeVar("Work")
Result = TypeVar("Result")


@contextmanager
def a_site() -> Iterator[Site]:
    """Make the site that all trials start from, and undo it in the end."""
    setup_test_environment()
    # Refusals and error pages are what the trials are about.
    logging.disable()
    connection.settings_dict["TEST"]["NAME"] = ":memory:"
    setup_databases(verbosity=0, interactive=False)
    with (
        transaction.atomic(),
        translation.override("en"),
        # What is kept in memory is up to a second old, which is longer than a trial takes.
        override_settings(
            ROOT_URLCONF="tests.matrix.urls", PAGES={**settings.PAGES, "API_CHECK_SECONDS": 0}
        ),
    ):
        site = make_site()
        site.before()
        yield site
        transaction.set_rollback(True)


def outcomes_of(way: Path, site: Site, *, choose: Choose) -> list[Outcome]:
    """Try a path on the pages that are chosen, and judge what came of it."""
    outcomes: list[Outcome] = []
    attempt(way, site, lambda tried: outcomes.extend(judge(tried)), choose=choose)
    return outcomes


def in_copies(do: Callable[[Work], Result], work: Sequence[Work]) -> Iterator[Result]:
    """Do each piece of work in a copy of this process, and yield what comes of it, in order.

    Raises:
        EOFError: a copy has failed; it has said why on the terminal.
    """
    # No pool: its copies are made by a thread, which has no connection to the database.
    copies = multiprocessing.get_context("fork")

    def send(sender: Any, one: Work) -> None:
        sender.send(do(one))

    under_way: deque[Any] = deque()
    for one in work:
        if len(under_way) == os.cpu_count():
            yield under_way.popleft().recv()
        receiver, sender = copies.Pipe(duplex=False)
        copies.Process(target=send, args=(sender, one)).start()
        sender.close()
        under_way.append(receiver)
    while under_way:
        yield under_way.popleft().recv()

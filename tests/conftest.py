"""What holds for every test: compiled catalogues, no network, no prints, and an honest summary."""

import gc
import os
import random
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from pages import conf
from tests.needs import CHROMIUM, NEEDS, require
from tools.catalogues import LOCALE, compile_catalogues

POSTGRES_REMEDY = "make test-postgres ARGS='-m postgres' (with TEST_POSTGRES_URL set)"
TRANSACTIONAL_FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences"}
DATABASE_FIXTURES = {*TRANSACTIONAL_FIXTURES, "db", "django_db_setup"}
DATABASE_ONLY = "--database-only"
SHARE = "--share"
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")

# A time limit for each example fails on a busy machine and says nothing about the code.
hypothesis_settings.register_profile("firma", deadline=None)
hypothesis_settings.load_profile("firma")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the run on a second database leave out what cannot come out differently there."""
    parser.addoption(
        DATABASE_ONLY,
        action="store_true",
        help="leave out tests without a database, and those marked `once`",
    )
    parser.addoption(
        SHARE,
        type=int,
        default=100,
        metavar="PERCENT",
        help="run so many of the tests, others each time; those marked `postgres` always",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues, so that a plain `pytest` sees the admin in Spanish too."""
    compile_catalogues(source=LOCALE, target=LOCALE)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Let the garbage collector alone with what lives as long as the run: a tenth of its time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what only the other database can do, and run last what empties the database.

    A test with real transactions, as every browser test is, empties the tables when it ends, and
    the first page, site and language that the migrations made with them. It gets them back for
    itself (`serialized_rollback`); what comes after it would not, so nothing does.
    """
    if config.getoption(DATABASE_ONLY):
        left_out = [item for item in items if not _depends_on_the_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _depends_on_the_database(item)]
    if (percent := config.getoption(SHARE)) < 100:
        left_out = [item for item in items if not _is_chosen(item, percent)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _is_chosen(item, percent)]
    without_postgres = pytest.mark.skip(reason=f"needs PostgreSQL: {POSTGRES_REMEDY}")
    with_migrated_rows = pytest.mark.django_db(transaction=True, serialized_rollback=True)
    for item in items:
        if "postgres" in item.keywords and connection.vendor != "postgresql":
            item.add_marker(without_postgres)
        if _empties_the_database(item):
            item.add_marker(with_migrated_rows, append=False)
    items.sort(key=_empties_the_database)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine cannot run, before anything is made for it; see `tests.needs`."""
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            require(NEEDS[name])
    if "browser" in item.keywords:
        require(CHROMIUM)


def _depends_on_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once") is not None:
        return False
    fixtures = set(getattr(item, "fixturenames", []))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def _is_chosen(item: pytest.Item, percent: int) -> bool:
    """Tell whether a test is among a share of them: by chance, but alike in all processes."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")
    drawn = random.Random(f"{run} {item.nodeid}").uniform(0, 100)
    return drawn < percent or item.get_closest_marker("postgres") is not None


def _empties_the_database(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    marked = marker is not None and bool(marker.kwargs.get("transaction"))
    return marked or not TRANSACTIONAL_FIXTURES.isdisjoint(getattr(item, "fixturenames", []))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Fail a test that prints: its output is noise to everybody else."""
    report = yield
    printed = "".join(text for when, kind, text in item._report_sections if kind == "stdout")
    # A test that captures output itself has asked for it, and need not read it all.
    captures = {"capsys", "capfd"} & set(getattr(item, "fixturenames", []))
    if call.when == "call" and report.passed and printed.strip() and not captures:
        report.outcome = "failed"
        report.longrepr = f"A test must not print; this one printed:\n{printed}"
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say at the end what was not tried, and how it can be."""
    if (percent := config.getoption(SHARE)) < 100:
        terminalreporter.write_sep("-", f"{percent} % of the tests, chosen by chance")
        terminalreporter.write_line("To run all of them: make test-postgres")
    skipped = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])]
    remedies = {"PostgreSQL": POSTGRES_REMEDY} | {n.name: n.remedy for n in NEEDS.values()}
    for what, remedy in remedies.items():
        count = sum(f"needs {what}" in reason for reason in skipped)
        if count:
            terminalreporter.write_sep("-", f"{count} not tried: {what} is not there")
            terminalreporter.write_line(f"To run them: {remedy}")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections that leave the machine: the product needs none, so no test may."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"A test tried to reach {address[0]} on the network.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(autouse=True)
def fresh_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test inherit answers of the API from another, nor wait for what it has just done."""
    monkeypatch.setitem(cast("dict[str, Any]", conf.DEFAULTS), "API_CHECK_SECONDS", 0)
    # Imported here, since they need the models.
    from pages.delivery.serving.memory import memory
    from pages.delivery.statements import forget_statements

    memory.clear()
    forget_statements()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Start in English: no test inherits the language of an account that another used."""
    with translation.override("en"):
        yield


@pytest.fixture
def checkout() -> Path:
    """Return the folder of the checkout that is being tested."""
    return Path(__file__).resolve().parent.parent

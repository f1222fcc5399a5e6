"""What some tests need beside Python, and what becomes of them where it is missing.

On a developer's machine they are skipped, and the closing summary says how they can be run. Where
nothing may be skipped, as in CI, they fail: a check that nobody has seen to fail for months is
believed to pass. A test that is of one database only is no such test; it is skipped on the other.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NoReturn

import pytest

NOTHING_SKIPPED: Final = "FIRMA_NOTHING_SKIPPED"
"""Name of the environment variable that says so; `.ci/run` sets it to 1."""


@dataclass(frozen=True)
class Need:
    """Something that has to be installed.

    Attributes:
        name: what it is called in the summary.
        remedy: how to get it, and then to run the tests that need it.
        is_there: tells whether this machine has it.
    """

    name: str
    remedy: str
    is_there: Callable[[], bool]


def chromium() -> str | None:
    """Return the path of the browser that the tests drive, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def nginx() -> str | None:
    """Return the path of nginx, or None."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def _has_npm() -> bool:
    return shutil.which("node") is not None and shutil.which("npm") is not None


CHROMIUM: Final = Need(
    "Chromium",
    "apt-get install -y chromium && make test ARGS='-m browser'",
    lambda: chromium() is not None,
)
NPM: Final = Need(
    "npm",
    "apt-get install -y nodejs npm && make test ARGS=tests/contract/test_clients.py "
    "(with a way to the npm registry)",
    _has_npm,
)
NGINX: Final = Need(
    "nginx",
    "apt-get install -y nginx-light && make test ARGS=tests/integration/delivery/export",
    lambda: nginx() is not None,
)
GETTEXT: Final = Need(
    "gettext",
    "apt-get install -y gettext && make test ARGS=tests/unit/tools",
    lambda: shutil.which("xgettext") is not None,
)
NEEDS: Final = {need.name: need for need in (CHROMIUM, NPM, NGINX, GETTEXT)}
"""By the name with which tests are marked: ``pytest.mark.needs("nginx")``."""


def nothing_may_be_skipped() -> bool:
    """Tell whether a test fails for what it lacks."""
    return os.environ.get(NOTHING_SKIPPED, "") not in ("", "0")


def require(need: Need) -> None:
    """Let a test go on only where it has what it needs; see `do_without`."""
    if not need.is_there():
        do_without(need)


def do_without(need: Need, *, because: str = "it is not there") -> NoReturn:
    """Skip a test for what it lacks, or fail it where nothing may be skipped.

    Args:
        need: what is missing, or does not work.
        because: what was found.
    """
    reason = f"needs {need.name}: {because}; {need.remedy}"
    if nothing_may_be_skipped():
        pytest.fail(
            f"{reason}\n{NOTHING_SKIPPED} is set, so this is no reason to skip.", pytrace=False
        )
    pytest.skip(reason)

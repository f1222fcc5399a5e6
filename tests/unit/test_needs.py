"""What a machine lacks is skipped on a developer's, and fails where nothing may be skipped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.needs import NEEDS, NOTHING_SKIPPED, Need, do_without, nothing_may_be_skipped, require

MISSING = Need("Nothing", "apt-get install -y nothing", lambda: False)
THERE = Need("Something", "apt-get install -y something", lambda: True)
OF_ONE_DATABASE = {
    "tests/conftest.py": 1,  # those marked `postgres`
    "tests/integration/delivery/search/test_finding.py": 2,
    "tests/integration/translation/test_actions.py": 1,
}
"""How often a file skips what the database of this run cannot do or has not."""


@pytest.mark.parametrize("value", ["", "0"])
def test_what_is_missing_is_skipped_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv(NOTHING_SKIPPED, value)

    with pytest.raises(pytest.skip.Exception, match="needs Nothing: it is not there; apt-get"):
        require(MISSING)


def test_what_is_missing_fails_where_nothing_may_be_skipped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(NOTHING_SKIPPED, "1")

    with pytest.raises(pytest.fail.Exception, match=r"needs Nothing: .*\n.*no reason to skip"):
        require(MISSING)


@pytest.mark.parametrize("value", ["", "1"])
def test_what_is_there_is_neither(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NOTHING_SKIPPED, value)

    require(THERE)


def test_what_is_there_and_does_not_work_is_missing_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NOTHING_SKIPPED, "1")

    with pytest.raises(pytest.fail.Exception, match="it could not install"):
        do_without(THERE, because="it could not install")


def test_ci_lets_nothing_be_skipped(checkout: Path) -> None:
    script = (checkout / ".ci" / "run").read_text(encoding="utf-8")

    assert re.search(rf"^export .*\b{NOTHING_SKIPPED}=1\b", script, re.MULTILINE)


def test_no_other_test_is_skipped_for_what_a_machine_lacks(checkout: Path) -> None:
    """A skip that does not come by `tests.needs` could be one in CI, and nobody would notice."""
    skips = re.compile(r"pytest\.skip\(|mark\.skip(?:if)?\(|importorskip\(|unittest\.skip")
    found = {
        file.relative_to(checkout).as_posix(): len(skips.findall(file.read_text(encoding="utf-8")))
        for file in sorted((checkout / "tests").rglob("*.py"))
    }

    others = {name: count for name, count in found.items() if count}
    assert others == {**OF_ONE_DATABASE, "tests/needs.py": 1}


def test_what_this_machine_lacks_is_said_by_name() -> None:
    assert set(NEEDS) == {"Chromium", "npm", "nginx", "gettext"}
    if nothing_may_be_skipped():
        assert [need.name for need in NEEDS.values() if not need.is_there()] == []

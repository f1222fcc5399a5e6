"""What ``make bench`` measures, by its first word."""

import pytest

from tests.benchmarks import __main__ as bench


@pytest.fixture
def measured(monkeypatch):
    """Return what is measured, with the options that it gets."""
    found = []
    monkeypatch.setattr(bench, "_gate", lambda given: found.append(("gate", given)) or 0)
    monkeypatch.setattr(
        bench.delivery, "main", lambda given: found.append(("delivery", given)) or 0
    )
    return found


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["delivery", "--pages", "20"], [("delivery", ["--pages", "20"])]),
        (["gate", "--rounds", "3"], [("gate", ["--rounds", "3"])]),
        (["--rounds", "3"], [("gate", ["--rounds", "3"])]),
    ],
)
def test_the_first_word_says_what_is_measured(measured, arguments, expected):
    assert bench.main(arguments) == 0
    assert measured == expected


def test_without_a_word_everything_is_measured_on_the_database_of_the_settings(measured):
    assert bench.main([]) == 0
    assert [name for name, _ in measured] == ["gate", "delivery"]
    assert measured[1][1] in (["--database", "sqlite"], ["--database", "postgres"])


def test_a_gate_that_could_not_be_measured_is_the_end(monkeypatch, measured):
    monkeypatch.setattr(bench, "_gate", lambda given: 1)
    assert bench.main([]) == 1
    assert measured == []

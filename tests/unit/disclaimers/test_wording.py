"""When two stored texts say the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.disclaimers.wording import Wording, same_wording
from pages.publishing.values import without_editor_keys


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("<p>A</p>", "<p>A</p>", True),
        ('<p data-block-key="x">A</p>', "<p>A</p>", True),
        ('<p data-block-key="x">A</p>', '<p data-block-key="y">A</p>', True),
        ("<p>A</p>", "<p>B</p>", False),
        ("<p>A</p>", "<p><b>A</b></p>", False),
        ('<a href="https://a.example">A</a>', '<a href="https://b.example">A</a>', False),
    ],
)
def test_only_what_is_read_counts(first: str, second: str, same: bool) -> None:
    assert same_wording(first, second) is same


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=5), min_size=1, max_size=5))
def test_numbering_never_changes_the_wording(keys: list[str]) -> None:
    numbered = "".join(f'<p data-block-key="{key}">{key}</p>' for key in keys)

    assert without_editor_keys(numbered) == "".join(f"<p>{key}</p>" for key in keys)


def a_wording(**changes: Any) -> Wording:
    values = {
        "key": "medical-information",
        "language": "en",
        "version": 1,
        "title": "About",
        "text": "<p>Ask a doctor.</p>",
    }
    return Wording(**{**values, **changes})


@pytest.mark.parametrize(
    "change",
    [{"key": "another"}, {"language": "es"}, {"title": "Of"}, {"text": "<p>Ask two doctors.</p>"}],
    ids=str,
)
def test_whatever_is_read_is_signed(change: dict[str, str]) -> None:
    assert a_wording(**change).fingerprint != a_wording().fingerprint


@pytest.mark.parametrize(
    "change", [{"version": 2}, {"text": '<p data-block-key="x1">Ask a doctor.</p>'}], ids=str
)
def test_what_nobody_reads_is_not(change: dict[str, Any]) -> None:
    assert a_wording(**change).fingerprint == a_wording().fingerprint

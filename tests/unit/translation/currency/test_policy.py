"""What becomes of a translation whose source has changed, and what a site may choose."""

from typing import Any, cast

import pytest

from pages import conf
from pages.checks import check_pages_setting
from pages.translation.currency.changes import Change
from pages.translation.currency.policy import Policy, decide

WORDS = Change(path="summary", field="summary")
SAFETY = Change(path="risks", field="risks", is_critical=True)
SHARED = Change(path="author", field="author", touches_text=False)
SHARED_SAFETY = Change(path="e.1", field="e", touches_text=False, is_critical=True)


@pytest.mark.parametrize(
    ("changes", "default", "safety", "policy"),
    [
        ([], "unpublish", "unpublish", "keep"),
        ([WORDS], "keep", "unpublish", "keep"),
        ([WORDS], "unpublish", "keep", "unpublish"),
        ([SHARED], "unpublish", "unpublish", "keep"),
        ([SAFETY], "keep", "keep", "keep"),
        ([SAFETY], "keep", "unpublish", "unpublish"),
        ([SAFETY], "unpublish", "keep", "unpublish"),
        ([WORDS, SAFETY], "keep", "unpublish", "unpublish"),
        ([SHARED_SAFETY], "keep", "unpublish", "unpublish"),
        (None, "keep", "unpublish", "unpublish"),
        (None, "keep", "keep", "keep"),
    ],
)
def test_the_stricter_choice_applies_to_what_safety_depends_on(
    changes: list[Change] | None, default: str, safety: str, policy: str
) -> None:
    decided = decide(changes, default=cast("Policy", default), safety=cast("Policy", safety))
    assert decided == policy


CHOSEN: dict[str, Any] = {
    "default": "unpublish",
    "types": {"pages.ProcedurePage": {"default": "keep"}},
    "sites": {
        "b.example.org": {
            "safety": "keep",
            "types": {"pages.ProcedurePage": {"safety": "unpublish"}},
        }
    },
}


@pytest.mark.parametrize(
    ("chosen", "page_type", "hostname", "policies"),
    [
        ({}, "pages.ConditionPage", "", ("keep", "unpublish")),
        (CHOSEN, "pages.ConditionPage", "", ("unpublish", "unpublish")),
        (CHOSEN, "pages.ProcedurePage", "a.example.org", ("keep", "unpublish")),
        (CHOSEN, "pages.ConditionPage", "b.example.org", ("unpublish", "keep")),
        (CHOSEN, "pages.ProcedurePage", "b.example.org", ("keep", "unpublish")),
    ],
)
def test_the_more_special_choice_wins(
    settings: Any, chosen: Any, page_type: str, hostname: str, policies: tuple[str, str]
) -> None:
    settings.PAGES = {"STALE_TRANSLATION": chosen} if chosen else {}
    found = conf.stale_translation(page_type=page_type, hostname=hostname)
    assert (found["default"], found["safety"]) == policies
    assert conf.stale_translation_sites() == frozenset(chosen.get("sites", {}))


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (CHOSEN, ""),
        ({}, ""),
        ("keep", "must be a dict"),
        ({"default": "hide"}, "must give each kind of change"),
        ({"saftey": "keep"}, "may have the kinds of change"),
        ({"types": {"ConditionPage": {}}}, "dict whose keys are page types"),
        ({"types": {"pages.ConditionPage": "keep"}}, "may have the kinds of change"),
        ({"sites": ["a.example.org"]}, "dict whose keys are host names"),
        ({"sites": {"a.example.org": {"default": "hide"}}}, "must give each kind of change"),
        ({"sites": {"a.example.org": "keep"}}, "dict whose keys are page types"),
    ],
)
def test_a_choice_that_does_not_exist_is_found_at_start(
    settings: Any, value: Any, fault: str
) -> None:
    settings.PAGES = {"STALE_TRANSLATION": value}
    found = [message.msg for message in check_pages_setting(None)]
    assert len(found) == bool(fault)
    assert all(fault in message for message in found)

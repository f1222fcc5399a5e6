"""A claim is found, led to, read before the submission, and signed in spite of with a reason."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pages.content.condition import ConditionPage
from pages.ledger.models import LedgerEntry
from tests.browser.accessibility import problems
from tests.browser.steps import blockers, open_editor, save_draft, submit_for_review
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import PASSWORD, make_reviewer, make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

CLAIM = "The splint cures the pain at night."
REASON = "The pain at night is meant, which ended in all who wore the splint."
DIALOG = ".firma-dialog[open]"


@pytest.fixture
def page(site: None) -> Any:
    """Return a draft with a claim in the last paragraph of its second section."""
    editor = make_user("editor", groups=("Editors",))
    make_reviewer("reviewer")
    disclaimers_in("en", "medical-information")
    long_before = "".join(f"<p>Rest is part of the plan of day {day}.</p>" for day in range(12))
    page = ConditionPageFactory(
        complete=True,
        title="Wrist pain",
        owner=editor,
        body=[
            {"type": "section", "value": {"heading": "What to do", "text": long_before}},
            {
                "type": "section",
                "value": {"heading": "At night", "text": f"<p>Wear a splint.</p><p>{CLAIM}</p>"},
            },
        ],
    )
    page.save_revision(user=editor)
    return page


def test_the_list_leads_to_the_sentence(page: Any, login: Any, picture: Any) -> None:
    editor = login("editor")
    open_editor(editor, f"/admin/pages/{page.pk}/edit/")
    assert "claim.cure" in blockers(editor)
    link = editor.locator("[data-code='claim.cure'] a")
    assert link.inner_text() == "Go to the sentence"
    link.focus()
    editor.keyboard.press("Enter")
    found = editor.locator(".firma-found")
    found.first.wait_for()
    assert CLAIM in found.last.inner_text()
    assert editor.evaluate(
        "() => document.activeElement.matches('[contenteditable=true]') &&"
        f" document.activeElement.innerText.includes({CLAIM!r})"
    )
    picture(editor, "claim-go-to-the-sentence")
    # Wagtail scrolls smoothly.
    editor.wait_for_function(
        """() => [...document.querySelectorAll(".firma-found")].some(found => {
            const { top, bottom } = found.getBoundingClientRect();
            return top > 0 && bottom < innerHeight;
        })"""
    )
    assert problems(editor, scope="[data-firma-blockers]") == []


def test_a_claim_is_read_before_the_submission_and_signed_with_a_reason(
    page: Any, login: Any, picture: Any
) -> None:
    editor = login("editor")
    open_editor(editor, f"/admin/pages/{page.pk}/edit/")
    save_draft(editor)
    submit_for_review(editor)
    editor.wait_for_selector(DIALOG)
    assert CLAIM in editor.locator(DIALOG).inner_text()
    # The safe answer has the focus; Escape gives it too.
    assert editor.evaluate("document.activeElement.innerText").strip() == "Go on writing"
    assert problems(editor, scope=DIALOG) == []
    picture(editor, "claim-before-the-submission")
    editor.keyboard.press("Escape")
    editor.wait_for_selector(DIALOG, state="detached")
    assert not ConditionPage.objects.get(pk=page.pk).workflow_in_progress

    submit_for_review(editor, reading=True)
    editor.get_by_text(re.compile("submitted")).first.wait_for()

    reviewer = login("reviewer")
    reviewer.goto("/admin/medical-review/")
    reviewer.get_by_role("link", name="Wrist pain", exact=True).click()
    reason = reviewer.get_by_label(f"Why this sentence may stand: “{CLAIM}”")
    reason.wait_for()
    reviewer.get_by_label("I sign this statement").check()
    reviewer.fill("input[name=password]", PASSWORD)
    reviewer.get_by_role("button", name="Sign for English").click()
    reviewer.get_by_text("This field is required").first.wait_for()
    assert problems(reviewer) == []
    picture(reviewer, "claim-needs-a-reason")
    assert not ConditionPage.objects.get(pk=page.pk).live

    reason.fill(REASON)
    reviewer.get_by_label("I sign this statement").check()
    reviewer.fill("input[name=password]", PASSWORD)
    reviewer.get_by_role("button", name="Sign for English").click()
    reviewer.get_by_text("It is live in English").wait_for()
    assert ConditionPage.objects.get(pk=page.pk).live
    assert LedgerEntry.objects.get(action="claim.overridden").data["reason"] == REASON

    reviewer.goto(f"/admin/medical-review/history/{page.pk}/")
    reviewer.get_by_text(REASON).first.wait_for()
    picture(reviewer, "claim-in-the-history")


def test_the_rules_are_listed_for_whoever_writes(login: Any, site: None, picture: Any) -> None:
    make_user("editor", groups=("Editors",))
    editor = login("editor")
    editor.goto("/admin/")
    editor.goto("/admin/medical-review/claim-rules/")
    editor.get_by_role("heading", name="A claim to cure").wait_for()
    assert problems(editor) == []
    picture(editor, "claim-rules")

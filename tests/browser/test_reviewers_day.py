"""A reviewer reads, sends back, sees what changed since, and signs with a password."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pages.content.condition import ConditionPage
from tests.browser.accessibility import problems
from tests.browser.steps import open_editor, save_draft, submit_for_review
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import PASSWORD, make_reviewer, make_user, publish_signed, submit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

QUEUE = "/admin/medical-review/"
COMMENT = "Say in which people the pain is worst at dawn."


@pytest.fixture
def page(site: None) -> Any:
    """Return a live page whose editor has changed one sentence and submitted it."""
    editor = make_user("editor", groups=("Editors",))
    make_reviewer("reviewer")
    disclaimers_in("en", "medical-information")
    page = publish_signed(
        ConditionPageFactory(complete=True, title="Gout", owner=editor),
        author=editor,
        reviewer=make_reviewer("first"),
    )
    page.summary = "A disease of one joint, mostly."
    submit(page, editor)
    return page


def open_review(page: Any, title: str) -> None:
    """Go from the queue to a review."""
    page.goto(QUEUE)
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_selector("text=All checks are passed")


def try_to_sign(page: Any, *, password: str) -> None:
    """Fill in the signature's form and press its button."""
    page.get_by_label("I sign this statement").check()
    page.fill("input[name=password]", password)
    page.get_by_role("button", name="Sign for English").click()


def test_a_page_is_sent_back_resubmitted_and_signed(page: Any, login: Any, picture: Any) -> None:
    reviewer = login("reviewer")
    reviewer.goto(QUEUE)
    assert problems(reviewer) == []
    picture(reviewer, "reviewer-queue")
    open_review(reviewer, "Gout")
    assert problems(reviewer) == []
    preview = reviewer.frame_locator("iframe.firma-review__preview")
    preview.get_by_text("A disease of one joint, mostly.").wait_for()
    changes = reviewer.locator("section", has=reviewer.locator("#firma-changes"))
    assert "Summary" in changes.inner_text()
    assert changes.locator("ins, .addition").first.inner_text() == "one joint, mostly."
    assert changes.locator("del, .deletion").first.inner_text() == "the joints."

    try_to_sign(reviewer, password="a wrong password")
    reviewer.get_by_text("The password is not right").wait_for()
    picture(reviewer, "reviewer-wrong-password")
    assert problems(reviewer) == []
    assert reviewer.get_by_label("Your password").input_value() == ""
    assert ConditionPage.objects.get(pk=page.pk).summary == "A disease of the joints."

    reviewer.get_by_label("What has to change").fill(COMMENT)
    reviewer.get_by_role("button", name="Send back", exact=True).click()
    reviewer.get_by_text("was sent back with your comments").wait_for()
    reviewer.get_by_text("Nothing waits for your review").wait_for()
    picture(reviewer, "reviewer-sent-back")

    editor = login("editor")
    open_editor(editor, f"/admin/pages/{page.pk}/edit/")
    editor.get_by_text(COMMENT).first.wait_for()
    picture(editor, "editor-reads-the-comment")
    assert problems(editor, scope="[data-firma-blockers]") == []
    editor.fill("#id_summary", "A disease of one joint, worst at dawn in men over forty.")
    save_draft(editor)
    submit_for_review(editor)
    editor.get_by_text(re.compile("submitted")).first.wait_for()

    open_review(reviewer, "Gout")
    assert "worst at dawn in men over forty" in reviewer.locator(".firma-comparison").inner_text()
    try_to_sign(reviewer, password=PASSWORD)
    reviewer.get_by_text("It is live in English").wait_for()
    picture(reviewer, "reviewer-signed")
    live = ConditionPage.objects.get(pk=page.pk)
    assert live.summary == "A disease of one joint, worst at dawn in men over forty."


def test_a_reviewer_who_opens_the_page_editor_is_led_to_the_review(page: Any, login: Any) -> None:
    reviewer = login("reviewer")
    reviewer.goto(f"/admin/pages/{page.pk}/edit/")
    reviewer.get_by_role("button", name="Sign for English").wait_for()


def test_the_preview_can_be_read_without_seeing_it(page: Any, login: Any) -> None:
    reviewer = login("reviewer")
    open_review(reviewer, "Gout")
    address = reviewer.locator("iframe.firma-review__preview").get_attribute("src")
    reviewer.goto(address)
    reviewer.locator("sup.citation").first.wait_for()
    assert problems(reviewer, scope="body") == []

"""An editor corrects a disclaimer, a reviewer finds and signs it, and every live page shows it."""

from __future__ import annotations

from typing import Any

import pytest

from pages.disclaimers.models import Disclaimer
from tests.browser.accessibility import problems
from tests.browser.steps import write_rich_text
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import PASSWORD, make_reviewer, make_user, publish_signed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

QUEUE = "/admin/medical-review/"
LIST = "/admin/snippets/pages/disclaimer/"
COMMENT = "Name the number to call."


@pytest.fixture
def page(site: None) -> Any:
    """Return a live page that carries a signed disclaimer."""
    editor = make_user("editor", groups=("Editors",))
    make_reviewer("reviewer")
    disclaimers_in("en", "medical-information")
    return publish_signed(
        ConditionPageFactory(complete=True, title="Gout", owner=editor),
        author=editor,
        reviewer=make_reviewer("first"),
    )


def shown(window: Any, page: Any) -> tuple[int, str]:
    """Return what an anonymous reader gets of the page's disclaimer."""
    [entry] = window.request.get(f"/api/v2/pages/{page.pk}/").json()["disclaimers"]
    return entry["version"], entry["text"]


def correct(editor: Any, words: str) -> None:
    """Go from the list to the disclaimer, and write at the beginning of its text."""
    editor.goto(LIST)
    editor.get_by_role("link", name="Medical information", exact=True).click()
    area = editor.locator("[data-contentpath=text]").first
    write_rich_text(area, words, first=True)
    editor.get_by_role("button", name="Save", exact=True).click()
    editor.get_by_text("now waits for a medical reviewer").wait_for()


def open_wording(reviewer: Any) -> None:
    """Go from the menu to the wording that waits."""
    reviewer.goto("/admin/")
    reviewer.get_by_role("link", name="Medical review").first.click()
    reviewer.get_by_role("link", name="Medical information", exact=True).click()
    reviewer.get_by_role("heading", name="What changed since the last signature").wait_for()


def test_a_wording_is_sent_back_corrected_signed_and_public(
    page: Any, login: Any, picture: Any, browser: Any, live_server: Any
) -> None:
    reader = browser.new_context(base_url=live_server.url)
    before = shown(reader, page)
    editor = login("editor")
    correct(editor, "In an emergency, call. ")
    picture(editor, "disclaimers")
    assert shown(reader, page) == before

    reviewer = login("reviewer")
    reviewer.goto(QUEUE)
    assert problems(reviewer) == []
    open_wording(reviewer)
    assert problems(reviewer) == []
    changes = reviewer.locator("section", has=reviewer.locator("#firma-changes"))
    assert "In an emergency, call." in changes.locator(".addition").first.inner_text()
    pages = reviewer.locator("section", has=reviewer.locator("#firma-pages"))
    assert "1 live page in English carries this disclaimer" in pages.inner_text()
    assert pages.get_by_role("link").all_inner_texts() == ["Gout"]
    reviewer.get_by_label("What has to change").fill(COMMENT)
    reviewer.get_by_role("button", name="Send back", exact=True).click()
    reviewer.get_by_text("was sent back with your comments").wait_for()

    editor.goto(LIST)
    editor.get_by_text("sent back", exact=True).wait_for()
    editor.get_by_role("link", name="Medical information", exact=True).click()
    editor.get_by_text(COMMENT).wait_for()
    correct(editor, "Call 112. ")

    open_wording(reviewer)
    reviewer.get_by_label("I sign this statement").check()
    reviewer.fill("input[name=password]", "a wrong password")
    reviewer.get_by_role("button", name="Sign for English").click()
    reviewer.get_by_text("The password is not right").wait_for()
    assert problems(reviewer) == []
    assert shown(reader, page) == before
    reviewer.get_by_label("I sign this statement").check()
    reviewer.fill("input[name=password]", PASSWORD)
    picture(reviewer, "review-disclaimer")
    reviewer.get_by_role("button", name="Sign for English").click()
    reviewer.get_by_text("1 live page shows it now.").wait_for()

    version, text = shown(reader, page)
    assert version == Disclaimer.objects.get().version == 3
    assert text.startswith("<p>Call 112. In an emergency, call. This page does not replace")
    reader.close()

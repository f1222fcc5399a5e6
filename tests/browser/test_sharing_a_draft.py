"""An editor shares a draft with somebody who has no account, by keyboard, and takes it back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.accessibility import problems
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

WHOLE = "body"


@pytest.fixture
def page(site: None) -> Any:
    """Return a draft that nobody has signed, of an editor."""
    disclaimers_in("en", "medical-information")
    page = ConditionPageFactory(
        complete=True, title="Gout", owner=make_user("editor", groups=("Editors",))
    )
    page.save_revision()
    return page


def test_a_link_is_made_copied_opened_and_revoked(
    page: Any, login: Any, picture: Any, browser: Any, live_server: Any
) -> None:
    editor = login("editor")
    editor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor.goto(f"/admin/pages/{page.pk}/edit/")
    editor.get_by_role("button", name="Actions").first.click()
    editor.get_by_role("link", name="Share a preview").click()
    editor.get_by_role("button", name="Make a link").press("Enter")
    editor.get_by_text("The link is made.").wait_for()
    assert problems(editor) == []
    editor.locator("[data-firma-copy]").press("Enter")
    editor.get_by_role("status").get_by_text("The link was copied.").wait_for()
    picture(editor, "sharing")
    link = editor.evaluate("navigator.clipboard.readText()")
    assert link == editor.get_by_label("Built-in preview").first.input_value()

    stranger = browser.new_context(base_url=live_server.url).new_page()
    stranger.goto(link)
    assert stranger.locator("h1").inner_text() == "Gout"
    stranger.keyboard.press("Tab")
    assert stranger.evaluate("document.activeElement.className") == "skip"
    stranger.keyboard.press("Enter")
    stranger.wait_for_function("document.activeElement.id === 'content'")
    assert problems(stranger, scope=WHOLE) == []
    for width in (375, 1280):
        stranger.set_viewport_size({"width": width, "height": 800})
        assert stranger.evaluate("document.documentElement.scrollWidth") <= width
    picture(stranger, "shared")

    editor.get_by_role("button", name="Revoke all").press("Enter")
    editor.get_by_text("1 preview was revoked").wait_for()

    stranger.reload()
    assert stranger.locator("h1").inner_text() == "No preview here"
    assert problems(stranger, scope=WHOLE) == []

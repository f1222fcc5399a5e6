"""A page and its translation are released together: opened by an editor, signed, live at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from wagtail.users.models import UserProfile

from tests.browser.accessibility import problems
from tests.factories.releases import a_pair, on_api, opened, signed, stored
from tests.factories.review import PASSWORD, make_reviewer, make_user, review_url, submit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def pair(site: None) -> tuple[Any, Any]:
    """Return an English draft with its Spanish translation, and the people around them."""
    make_user("editor", groups=("Editors",))
    make_reviewer("signer")
    return a_pair()


def sign_in_browser(page: Any, reviewed: Any) -> None:
    page.goto(review_url(reviewed))
    page.get_by_label("I sign this statement").check()
    warnings = page.get_by_label("I have read the warnings")
    if warnings.count():
        warnings.check()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign for").click()
    page.wait_for_url("**/admin/medical-review/")


def test_a_pair_is_opened_signed_and_live_in_one_moment(
    pair: Any, login: Any, picture: Any, client: Any
) -> None:
    editor = login("editor")
    editor.goto(f"/admin/pages/{pair[0].pk}/edit/")
    editor.get_by_role("button", name="Actions", exact=True).first.click()
    picture(editor, "release-1-menu")
    editor.get_by_role("link", name="Release with its translations").click()
    editor.wait_for_url("**/releases/new/**")
    assert problems(editor) == []
    picture(editor, "release-2-opening")
    editor.get_by_label("Name").fill("Gout in both languages")
    editor.get_by_role("button", name="Open the release").click()
    editor.get_by_text("0 of 2 are signed").wait_for()
    editor.wait_for_load_state()
    assert problems(editor) == []
    picture(editor, "release-3-open")

    for page in pair:
        submit(stored(page), make_user())
    reviewer = login("signer")
    reviewer.goto(review_url(stored(pair[0])))
    reviewer.get_by_text("This page waits for its release").wait_for()
    picture(reviewer, "release-4-signing")
    sign_in_browser(reviewer, stored(pair[0]))
    reviewer.get_by_text("This page waits for its release").wait_for()
    picture(reviewer, "release-5-signed")
    assert on_api(client, pair[0]) is None

    editor.reload()
    editor.get_by_text("1 of 2 are signed").wait_for()
    picture(editor, "release-6-half")
    editor.goto(f"/admin/pages/{pair[0].pk}/edit/")
    editor.get_by_text("To publish it alone, take it out").first.wait_for()
    picture(editor, "release-7-editor")

    sign_in_browser(reviewer, stored(pair[1]))
    assert [on_api(client, page)["title"] for page in pair] == ["Gout", "Página de Gout"]
    editor.goto("/admin/medical-review/releases/")
    editor.get_by_text("gone live").wait_for()
    assert problems(editor) == []
    picture(editor, "release-8-list")


def test_what_holds_a_release_is_said_beside_the_page_and_cancelling_frees_it(
    pair: Any, login: Any, picture: Any, client: Any
) -> None:
    user = make_user("editora", groups=("Editors",))
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "es"})
    opened(*pair, user=user, name="Gota en ambos idiomas")
    signed(pair[1])
    signed(pair[0], summary="Written anew, after it had been translated.")
    editor = login("editora")
    editor.goto("/admin/medical-review/releases/")
    editor.get_by_role("link", name="Gota en ambos idiomas").click()
    editor.get_by_text("Traduce otra versión de “Gout”").wait_for()
    picture(editor, "release-9-refused-es")
    editor.get_by_role("button", name="Cancelar la publicación conjunta").click()
    publish = editor.get_by_role("link", name=re.compile("Publicar lo firmado.*“Gout”"))
    publish.wait_for()
    assert problems(editor) == []
    picture(editor, "release-10-cancelled-es")
    publish.click()
    picture(editor, "release-11-publish-es")
    editor.get_by_role("button", name="Publicar lo firmado").click()
    editor.get_by_text("está publicada tal como se firmó").wait_for()
    assert on_api(client, pair[0])["title"] == "Gout"
    assert on_api(client, pair[1]) is None

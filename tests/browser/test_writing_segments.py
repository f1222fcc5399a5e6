"""Writing in the translation editor: by keyboard, at the same time as somebody else, and blanks."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation

from pages.people.models import Person
from pages.translation.models import SegmentComment
from tests.factories.content import ConditionPageFactory
from tests.factories.review import make_user
from tests.factories.translation import start_translation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

TITLE = "[data-firma-segment][data-path=title]"
SUMMARY = "[data-firma-segment][data-path=summary]"
SAVED = "[data-firma-saved]"


@pytest.fixture
def translation(site: None) -> Translation:
    for name in ("ana", "rosa"):
        user = make_user(name, groups=("Translators (es)",))
        Person.objects.create(name=name.title(), user=user, is_translator=True, languages=["es"])
    spanish = Locale.objects.get(language_code="es")
    return start_translation(ConditionPageFactory(complete=True, title="Gout"), spanish)


def open_editor(page: Any, translation: Translation) -> None:
    page.goto(f"/admin/pages/{translation.get_target_instance().pk}/edit/")
    page.locator(TITLE).wait_for()


def on_file(path: str) -> str:
    return StringTranslation.objects.get(context__path=path).data


def wait_until_saved(page: Any) -> None:
    page.locator(SAVED, has_text="Saved").wait_for()


def test_two_translators_see_each_others_words_before_one_replaces_them(
    translation: Translation, login: Any, picture: Any
) -> None:
    ana, rosa = login("ana"), login("rosa")
    open_editor(ana, translation)
    open_editor(rosa, translation)
    rosa.locator(f"{TITLE} textarea").first.focus()
    rosa.wait_for_timeout(800)  # what helps with the segment is there, and says that it is empty
    ana.locator(f"{TITLE} textarea").first.fill("Gota")
    wait_until_saved(ana)

    rosa.locator(f"{TITLE} textarea").first.fill("La gota")
    conflict = rosa.locator(f"{TITLE} .firma-segment__conflict")
    conflict.wait_for()
    assert "Ana has changed this segment" in conflict.inner_text()
    assert "Gota" in conflict.inner_text()
    assert on_file("title") == "Gota"
    picture(rosa, "translators-conflict")
    conflict.get_by_role("button", name="Keep mine").click()
    wait_until_saved(rosa)
    assert on_file("title") == "La gota"


def test_the_whole_work_on_a_segment_can_be_done_by_keyboard(
    translation: Translation, login: Any
) -> None:
    page = login("ana")
    open_editor(page, translation)
    page.locator(f"{TITLE} textarea").first.focus()
    page.keyboard.press("Alt+Insert")
    assert page.locator(f"{TITLE} textarea").first.input_value() == "Gout"
    page.keyboard.press("Control+a")
    page.keyboard.type("Gota")
    page.keyboard.press("Alt+m")
    comment = page.locator(f"{TITLE} [data-firma-comment-form] textarea")
    page.wait_for_function("document.activeElement.closest('[data-firma-comment-form]')")
    page.keyboard.type("As patients say it.")
    page.keyboard.press("Control+Enter")  # sends nothing and leaves nothing
    assert comment.input_value() == "As patients say it."
    page.locator(f"{SUMMARY} textarea").first.focus()
    page.locator(f"{TITLE} textarea").first.focus()
    assert comment.input_value() == "As patients say it."
    page.locator(f"{TITLE} [data-firma-comment-form] button").click()
    page.locator(f"{TITLE} .firma-segment__comment").wait_for()
    assert SegmentComment.objects.get().text == "As patients say it."
    page.keyboard.press("Alt+PageDown")
    page.wait_for_function(
        "!document.activeElement.closest('[data-path=title]') && "
        "document.activeElement.closest('[data-state=untranslated]')"
    )
    assert on_file("title") == "Gota"


def test_a_placeholder_is_put_in_with_one_key(translation: Translation, login: Any) -> None:
    page = login("ana")
    open_editor(page, translation)
    cited = page.locator("[data-firma-segment]", has=page.locator(".firma-placeholder")).first
    cited.locator("textarea").first.focus()
    cited.locator("[data-firma-hints] [data-firma-insert]").first.wait_for()
    page.keyboard.type("Se inflama ")
    page.keyboard.press("Alt+1")
    assert cited.locator("textarea").first.input_value().startswith('Se inflama <a id="a1">')


def test_blanks_alone_are_no_text_and_do_not_hold_the_page(
    translation: Translation, login: Any
) -> None:
    page = login("ana")
    open_editor(page, translation)
    page.locator(f"{TITLE} textarea").first.focus()
    page.keyboard.type("   ")
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").click()
    page.get_by_text("has been saved with the translations so far").first.wait_for()
    assert not StringTranslation.objects.filter(context__path="title").exists()

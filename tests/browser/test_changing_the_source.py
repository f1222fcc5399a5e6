"""A source changes after it was translated, a machine writes, and what a translator does then."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.content.condition import ConditionPage
from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.translation.actions import submit_for_review
from tests.browser.accessibility import problems
from tests.browser.steps import submit_translation
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import make_reviewer, make_user, publish_signed, sign
from tests.factories.site import fill_in
from tests.factories.translation import start_translation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

BAR = "[data-firma-translation]"
OPEN = "[data-firma-segment][data-state=untranslated]"
SUMMARY = "Gout is a disease in witch crystals form in a joint."


@pytest.fixture
def translator(site: None) -> Any:
    user = make_user("translator", groups=("Translators (es)",))
    Person.objects.create(name="Rosa", user=user, is_translator=True, languages=["es"])
    return user


@pytest.fixture
def translation(translator: Any) -> Translation:
    """Return the translation of a live English page, live in Spanish as well."""
    make_reviewer("reviewer")
    for language in ("en", "es"):
        disclaimers_in(language, "medical-information")
    page = ConditionPageFactory(complete=True, title="Gout", summary=SUMMARY)
    publish_signed(page, author=make_user(), reviewer=make_reviewer("first"))
    spanish = ConditionPage.get_parent(page).get_translation(locale_of("es")).locale
    started = start_translation(page, spanish, user=translator)
    fill_in(started, user=translator)
    submit_for_review(translation=started, user=translator)
    sign(started.get_target_instance(), make_reviewer("second"))
    return started


def locale_of(language: str) -> Any:
    from wagtail.models import Locale

    return Locale.objects.get(language_code=language)


def change_the_source(translation: Translation) -> None:
    """Mend a slip in the summary and say something else in the urgent care; sign and sync."""
    page = translation.source.get_source_instance()
    page.summary = SUMMARY.replace("witch", "which")
    page.urgent_care = "<p>Call a doctor today if a joint is hot and you have a fever.</p>"
    publish_signed(page, author=make_user(), reviewer=make_reviewer("third"))


def open_editor(page: Any, translation: Translation) -> None:
    page.goto(f"/admin/pages/{translation.get_target_instance().pk}/edit/")
    page.locator("[data-firma-segment]").first.wait_for()


def test_what_changed_is_shown_beside_the_old_translation_and_a_slip_is_carried_forward(
    translation: Translation, login: Any, picture: Any
) -> None:
    change_the_source(translation)
    make_user("admin", is_superuser=True)
    editor = login("admin")
    source = translation.source.get_source_instance()
    editor.goto(f"/admin/pages/{source.pk}/edit/")
    editor.get_by_text("The translations have not had the changes of this page").first.wait_for()
    picture(editor, "source-not-synced")
    editor.get_by_role("link", name="Sync now").first.click()
    editor.get_by_role("button", name="Submit").click()
    editor.get_by_text("changed: 2").first.wait_for()

    page = login("translator")
    page.goto("/admin/translations/?tab=all")
    picture(page, "desk-outdated")
    open_editor(page, translation)
    assert page.locator(OPEN).count() == 2
    page.locator('[data-firma-filter="changed"]').click()
    assert problems(page) == []
    slip = page.locator("[data-firma-segment]", has_text="crystals form")
    slip.locator("textarea").first.focus()
    slip.get_by_text("The source has changed since it was translated").wait_for()
    assert slip.locator("del").first.inner_text() == "witch"
    assert slip.locator("ins").first.inner_text() == "which"
    picture(page, "translator-sees-what-changed")
    slip.get_by_role("button", name="The meaning is the same: keep it").click()
    slip.get_by_text("carried forward", exact=False).first.wait_for()
    assert slip.locator("textarea").first.input_value().startswith("ES Gout")
    entry = LedgerEntry.objects.get(action="translation.carried_forward")
    assert "witch" in entry.data["old_source"]

    other = page.locator("[data-firma-segment]", has_text="Call a doctor today")
    other.locator("textarea").first.focus()
    other.get_by_role("button", name="Begin with it").wait_for()
    picture(page, "translator-begins-with-the-old")
    other.get_by_role("button", name="Begin with it").click()
    assert other.locator("textarea").first.input_value().startswith("ES ")
    page.locator("[data-firma-saved]", has_text="Saved").wait_for()


def test_a_machines_page_waits_until_each_segment_is_confirmed(
    translator: Any, login: Any, picture: Any, settings: Any
) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    for language in ("en", "es"):
        disclaimers_in(language, "medical-information")
    source = ConditionPageFactory(complete=True, title="Gout", summary=SUMMARY)
    publish_signed(source, author=make_user(), reviewer=make_reviewer("first"))
    translation = start_translation(source, locale_of("es"), user=translator)
    page = login("translator")
    open_editor(page, translation)
    page.get_by_text("Fill what is open").click()
    picture(page, "translator-fills")
    page.get_by_role("button", name="With Dummy translator").click()
    page.get_by_text("Read and confirm each of them").first.wait_for()
    unconfirmed = page.locator("[data-firma-segment][data-state=unconfirmed]")
    count = unconfirmed.count()
    assert count == StringSegment.objects.filter(source=translation.source).count()
    page.locator(f"{BAR} [data-code='translation.machine_unconfirmed']").wait_for()
    picture(page, "translator-machine-text")
    page.get_by_role("button", name="Submit for medical review").click()
    page.get_by_text("The page was not submitted for review").first.wait_for()
    picture(page, "translator-machine-refused")
    assert not translation.get_target_instance().workflow_in_progress

    first = unconfirmed.first
    key = first.get_attribute("id")
    first.get_by_role("button", name="Confirm").click()
    page.locator(f"#{key}[data-state=translated]").wait_for()
    page.locator(f"#{key}").get_by_text("confirmed by Rosa").wait_for()
    assert unconfirmed.count() == count - 1
    assert LedgerEntry.objects.filter(action="translation.confirmed").count() == 1

    fill_by_hand(translation, translator)
    page.reload()
    page.get_by_text("Nothing stands between this page and medical review").wait_for()
    submit_translation(page)


def fill_by_hand(translation: Translation, translator: Any) -> None:
    """Write every segment by hand, as another day's work."""
    StringTranslation.objects.filter(context__object_id=translation.source.object_id).delete()
    fill_in(translation, user=translator)

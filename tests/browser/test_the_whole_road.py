"""From an editor's empty page to the signed page in both languages on the API.

Every step is a click or a keystroke in the real admin, by four people: an editor, a medical
reviewer, a translator and a second reviewer.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Locale

from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage
from pages.people.models import Person
from tests.browser.steps import (
    add_block,
    blockers,
    open_tab,
    save_draft,
    submit_for_review,
    submit_translation,
    write_rich_text,
)
from tests.factories.citations import ReferenceFactory
from tests.factories.disclaimers import DisclaimerFactory
from tests.factories.review import PASSWORD, make_reviewer, make_user
from tests.secondsite.road.condition import in_spanish

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def accounts(site: None) -> None:
    """Make four accounts in their groups, with persons, a library and the disclaimers."""
    editor = make_user("editor", groups=("Editors",))
    Person.objects.create(
        name="Lucía Redactora",
        credentials="MSc",
        is_author=True,
        languages=["en", "es"],
        user=editor,
    )
    make_user("translator", groups=("Translators (es)",))
    make_reviewer("reviewer")
    make_reviewer("reviewer2")
    assert Group.objects.get(name="Medical reviewers").user_set.count() == 2
    ReferenceFactory(
        title="Gout: a review of many patients",
        authors=[{"family": "Dalbeth", "given": "N"}],
        year=2021,
    )
    for code, title, text in (
        ("en", "Medical information", "<p>This page does not replace your doctor.</p>"),
        ("es", "Información médica", "<p>Esta página no sustituye a su médico.</p>"),
    ):
        DisclaimerFactory(
            key="medical-information",
            locale=Locale.objects.get(language_code=code),
            title=title,
            text=text,
        )


def write_the_english_page(page: Any, picture: Any) -> None:
    index = ConditionIndexPage.objects.get(locale__language_code="en")
    page.goto(f"/admin/pages/{index.pk}/")
    page.get_by_role("link", name="Add child page").first.click()
    page.wait_for_url("**/add/**")
    page.locator("#id_title").press_sequentially("Gout")
    page.fill("#id_summary", "Gout is a painful inflammation of a joint.")
    add_block(page, "body", "Section")
    page.locator("[name=body-0-value-heading]").fill("What gout is")
    write_rich_text(
        page.locator("[data-contentpath=body] [data-contentpath=text]"),
        "Crystals of urate settle in the joint",
        citing="dalbeth",
    )
    picture(page, "editor-writes-and-cites")
    open_tab(page, "Clinical")
    write_rich_text(
        page.locator("[data-contentpath=urgent_care]"), "See a doctor at once if you have a fever."
    )
    add_block(page, "symptoms", "Symptom")
    page.locator("[name=symptoms-0-value-name]").fill("Sudden pain")
    write_rich_text(
        page.locator("[data-contentpath=causes]"),
        "Too much uric acid in the blood may lead to gout",
        citing="dalbeth",
    )
    open_tab(page, "Author and references")
    page.get_by_role("button", name=re.compile("Choose", re.I)).first.click()
    page.get_by_role("link", name="Lucía Redactora").click()
    open_tab(page, "Promote")
    page.fill("#id_search_description", "What gout is and when it is urgent.")
    save_draft(page)


def sign(page: Any, *, title: str, language: str, picture: Any, name: str) -> None:
    page.goto("/admin/medical-review/")
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_selector("text=All checks are passed")
    page.get_by_label("I sign this statement").check()
    page.fill("input[name=password]", PASSWORD)
    picture(page, name)
    page.get_by_role("button", name=f"Sign for {language}").click()
    page.wait_for_selector(f"text=It is live in {language}")


def api(page: Any, html_path: str) -> Any:
    return page.request.get(f"/api/v2/pages/find/?html_path={html_path}")


OPEN = "[data-firma-segment][data-state=untranslated]"


def translate_every_segment(page: Any, picture: Any) -> None:
    """Write one segment after the other, by keyboard alone: each "done" leads to the next."""
    page.locator(f"{OPEN} textarea").first.focus()
    for _ in range(page.locator(OPEN).count()):
        segment = page.locator(".firma-segment--current")
        source = segment.locator("[data-firma-source]").get_attribute("data-firma-source") or ""
        page.keyboard.insert_text(in_spanish(source))
        if "Crystals" in source:
            picture(page, "translator-beside-the-source")
        key = segment.get_attribute("id")
        page.keyboard.press("Control+Enter")
        page.locator(f"#{key}[data-state=translated]").wait_for()
        page.wait_for_function(
            """key => document.activeElement.closest("li")?.id !== key ||
                !document.querySelector("[data-state=untranslated]")""",
            arg=key,
        )
    assert not page.locator(OPEN).count()


def test_an_editor_a_reviewer_and_a_translator_bring_a_page_to_the_public_in_two_languages(
    accounts: None, login: Any, picture: Any
) -> None:
    editor = login("editor")
    write_the_english_page(editor, picture)
    assert blockers(editor) == ["approval.missing"]
    picture(editor, "editor-blockers")
    assert api(editor, "/en/conditions/gout/").status == 404
    submit_for_review(editor)
    editor.wait_for_selector("text=submitted")

    reviewer = login("reviewer")
    sign(reviewer, title="Gout", language="English", picture=picture, name="reviewer-signs")
    english = api(reviewer, "/en/conditions/gout/")
    assert english.status == 200
    assert english.json()["title"] == "Gout"
    assert [reference["number"] for reference in english.json()["references"]] == [1]
    assert english.json()["review"]["reviewed_by"]["name"] == "Dr. reviewer"

    translator = login("translator")
    translator.goto("/admin/translations/")
    picture(translator, "translator-list")
    translator.locator("tr", has_text="Gout").get_by_role("button").click()
    translator.locator(OPEN).first.wait_for()
    assert api(translator, "/es/enfermedades/gota/").status == 404
    translate_every_segment(translator, picture)
    submit_translation(translator)
    assert api(translator, "/es/enfermedades/gota/").status == 404

    second = login("reviewer2")
    sign(second, title="Gota", language="Spanish", picture=picture, name="reviewer-signs-spanish")
    spanish = api(second, "/es/enfermedades/gota/").json()
    assert spanish["title"] == "Gota"
    assert spanish["meta"]["locale"] == "es"
    assert spanish["meta"]["translation"]["is_current"] is True
    assert [other["locale"] for other in spanish["meta"]["alternates"]] == ["en"]
    assert 'data-reference="dalbeth-2021">1</a></sup>' in spanish["body"][0]["value"]["text"]
    assert [one["title"] for one in spanish["disclaimers"]] == ["Información médica"]
    assert spanish["review"]["reviewed_by"]["name"] == "Dr. reviewer2"
    assert ConditionPage.objects.filter(live=True).count() == 2

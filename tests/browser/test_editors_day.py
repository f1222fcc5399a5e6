"""An editor writes, is told what is missing, cites, and sees the page as the public would."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pages.citations.models import Reference
from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage
from tests.browser.accessibility import problems
from tests.browser.steps import (
    blockers,
    open_editor,
    open_tab,
    save_draft,
    submit_for_review,
    wait_for_editor,
)
from tests.factories.citations import ReferenceFactory
from tests.factories.content import ConditionPageFactory, an_author
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.once,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PANEL = "[data-firma-blockers]"
CAUSES = "[data-contentpath=causes]"
DIALOG = "dialog.citation-dialog"


@pytest.fixture
def editor(site: None, login: Any) -> Any:
    """Return the admin as an editor sees it, with a library, an author and disclaimers."""
    make_user("editor", groups=("Editors",))
    an_author()
    disclaimers_in("en", "medical-information")
    ReferenceFactory(authors=[{"family": "Dalbeth", "given": "N"}], year=2021, title="Gout")
    return login("editor")


def go_to_field(page: Any, field: str) -> None:
    """Follow the list's link to a field."""
    page.locator(f"{PANEL} [data-firma-field={field}]").first.click()


def test_an_unfinished_draft_is_saved_and_the_list_follows_what_is_written(
    editor: Any, picture: Any
) -> None:
    index = ConditionIndexPage.objects.get(locale__language_code="en")
    open_editor(editor, f"/admin/pages/add/pages/conditionpage/{index.pk}/")
    assert "Save the draft once" in editor.locator(PANEL).inner_text()
    editor.locator("#id_title").press_sequentially("Gout")
    # Wagtail makes the address from the title, a moment after the last letter.
    editor.wait_for_function("document.querySelector('#id_slug').value === 'gout'")
    save_draft(editor)
    assert ConditionPage.objects.get(slug="gout").live is False
    assert {"field.required", "citation.none", "approval.missing"} <= set(blockers(editor))
    picture(editor, "editor-unfinished")

    # Typed words are saved by themselves, and the list follows without a reload.
    wait_for_editor(editor)
    editor.evaluate("window.notReloaded = true")
    editor.locator(f"{PANEL} [data-firma-field=summary]").wait_for()
    editor.fill("#id_summary", "Gout is a painful inflammation of a joint.")
    editor.locator(f"{PANEL} [data-firma-field=summary]").wait_for(state="detached")
    assert editor.evaluate("window.notReloaded") is True

    go_to_field(editor, "urgent_care")
    editor.wait_for_function("document.activeElement.closest('[data-contentpath=urgent_care]')")
    tab = editor.get_by_role("tab", name=re.compile("^Clinical"))
    assert tab.get_attribute("aria-selected") == "true"
    picture(editor, "editor-at-the-field")
    open_tab(editor, "Content")
    go_to_field(editor, "author")
    editor.wait_for_function("document.activeElement.closest('[data-contentpath=author]')")
    tab = editor.get_by_role("tab", name=re.compile("^Author and references"))
    assert tab.get_attribute("aria-selected") == "true"


def test_a_source_is_added_while_citing_and_cited_with_the_mouse(editor: Any, picture: Any) -> None:
    page = ConditionPageFactory(title="Gout", causes="<p>Too much uric acid</p>")
    open_editor(editor, f"/admin/pages/{page.pk}/edit/")
    go_to_tab_and_cite(editor, picture)
    dialog = editor.locator(DIALOG)
    dialog.get_by_role("button", name="Add a new reference").click()
    dialog.locator("#new-title").fill("Uric acid and gout")
    dialog.locator("#new-authors").fill("Choi, HK")
    dialog.locator("#new-year").fill("2004")
    picture(editor, "editor-adds-a-reference")
    dialog.get_by_role("button", name="Add and cite").click()
    dialog.locator("[data-chosen=choi-2004]").wait_for()
    dialog.locator("[data-action=drop]").click()

    dialog.locator("#citation-search").fill("choi")
    dialog.locator("#citation-results button[data-key=choi-2004]").click()
    dialog.locator("[data-chosen=choi-2004]").wait_for()
    picture(editor, "editor-chooses")
    assert problems(editor, scope=DIALOG) == []
    dialog.locator("[data-citation-save]").click()
    dialog.wait_for(state="detached")
    editor.locator(f"{CAUSES} [data-citation-number='1']").wait_for()
    # The rich text editor hands its text to the form a quarter of a second after a change.
    editor.wait_for_function("document.querySelector('[name=causes]').value.includes('choi-2004')")
    save_draft(editor)
    draft: Any = ConditionPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert 'keys="choi-2004"' in draft.causes
    assert Reference.objects.filter(key="choi-2004").exists()


def go_to_tab_and_cite(page: Any, picture: Any) -> None:
    """Put the cursor behind the causes and press the citation button."""
    open_tab(page, "Clinical")
    text = page.locator(f"{CAUSES} [contenteditable=true]").first
    text.scroll_into_view_if_needed()
    text.click()
    page.keyboard.press("Control+End")
    page.locator(f"{CAUSES} .Draftail-BlockToolbar__trigger").first.click()
    page.get_by_role("option", name=re.compile("^Citation")).click()
    page.locator(DIALOG).wait_for()
    picture(page, "editor-cites")


def test_a_refused_submission_keeps_the_draft_and_says_why(editor: Any, picture: Any) -> None:
    page = ConditionPageFactory(
        complete=True,
        title="Gout",
        body=[],
        symptoms=[],
        causes="<p>Crystals.</p>",
    )
    open_editor(editor, f"/admin/pages/{page.pk}/edit/")
    editor.fill("#id_summary", "Words that must not be lost.")
    # Wagtail saves by itself, and takes a save that a submission overtakes for somebody else's.
    save_draft(editor)
    submit_for_review(editor)
    editor.wait_for_selector("text=The page was not submitted for review")
    assert editor.input_value("#id_summary") == "Words that must not be lost."
    editor.get_by_role("button", name="Go to the first error").click()
    assert editor.get_by_text("“Body” is empty: fill it in.").last.is_visible()
    editor.locator(".w-autosave-indicator__state--saved").wait_for()
    picture(editor, "editor-refused")
    draft = ConditionPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.summary == "Words that must not be lost."
    assert not ConditionPage.objects.get(pk=page.pk).workflow_in_progress


def test_the_preview_shows_numbered_citations_and_disclaimers(editor: Any, picture: Any) -> None:
    page = ConditionPageFactory(complete=True, title="Gout")
    open_editor(editor, f"/admin/pages/{page.pk}/edit/")
    editor.get_by_role("button", name=re.compile("preview", re.I)).first.click()
    frame = editor.frame_locator("#w-preview-iframe, iframe[title=Preview]").last
    frame.locator("sup.citation").first.wait_for()
    assert frame.locator("sup.citation").first.inner_text() == "1"
    frame.get_by_text("This page does not replace your doctor.").first.wait_for()
    picture(editor, "editor-previews")


def test_a_refused_citation_count_is_listed_and_the_draft_kept(editor: Any, picture: Any) -> None:
    section = {"type": "section", "value": {"heading": "What it is", "text": "<p>Crystals.</p>"}}
    symptom = {"type": "symptom", "value": {"name": "Pain", "children": []}}
    page = ConditionPageFactory(
        complete=True, title="Gout", body=[section], symptoms=[symptom], causes="<p>Acid.</p>"
    )
    open_editor(editor, f"/admin/pages/{page.pk}/edit/")
    submit_for_review(editor)
    refusal = editor.locator(".messages")
    refusal.get_by_text("The page was not submitted for review; the draft is kept.").wait_for()
    assert "The text cites no reference." in refusal.inner_text()
    picture(editor, "editor-refused-without-citation")
    assert not ConditionPage.objects.get(pk=page.pk).workflow_in_progress


def test_the_page_editor_can_be_used_without_seeing_it(editor: Any) -> None:
    page = ConditionPageFactory(complete=True, title="Gout")
    open_editor(editor, f"/admin/pages/{page.pk}/edit/")
    editor.locator(PANEL).wait_for()
    assert problems(editor, scope=PANEL) == []

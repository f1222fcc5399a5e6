"""The citation button of the rich text editor, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.users.models import UserProfile

from pages.citations.inline import cited_keys
from pages.citations.models import Reference
from tests.browser.accessibility import problems
from tests.factories.citations import ReferenceFactory, citation
from tests.factories.content import ConditionPageFactory, home

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

CAUSES = "[data-contentpath=causes]"
DIALOG = "dialog.citation-dialog"


class Editor:
    """The page editor as an editor uses it: one condition page, its field “causes”."""

    def __init__(self, browser_page: Any, language: str = "en") -> None:
        self.browser = browser_page
        self.language = language
        self.errors: list[str] = []
        browser_page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, page: Page) -> None:
        """Open a page and its tab with the field, and wait for the rich text editor."""
        self.page = page
        self.browser.goto(f"/admin/pages/{page.pk}/edit/")
        self.show_field()

    def show_field(self) -> None:
        # The second tab, in any language.
        self.browser.get_by_role("tab").nth(1).click()
        self.field.wait_for()
        self.field.scroll_into_view_if_needed()

    @property
    def field(self) -> Any:
        return self.browser.locator(f"{CAUSES} [contenteditable=true]").first

    @property
    def dialog(self) -> Any:
        return self.browser.locator(DIALOG)

    @property
    def citations(self) -> Any:
        return self.browser.locator(f"{CAUSES} [data-citation-keys]")

    def go_to_end(self) -> None:
        self.field.click()
        self.press("Control+End")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.browser.keyboard.press(key)

    def cite_by_keyboard(self, query: str, reference: Reference) -> None:
        """Type into the open dialog and take the first result with Enter."""
        self.browser.keyboard.type(query)
        self.browser.locator(f"{DIALOG} [data-key={reference.key}]").first.wait_for()
        self.press("Enter")
        self.browser.locator(f"{DIALOG} [data-chosen={reference.key}]").wait_for()

    def chosen(self) -> list[str]:
        rows = self.browser.locator(f"{DIALOG} [data-chosen]")
        return [rows.nth(place).get_attribute("data-chosen") for place in range(rows.count())]

    def save(self) -> list[list[str]]:
        """Save the draft; return what it cites in this field."""
        # Wagtail saves by itself a moment after a change; one save at a time is enough for SQLite.
        self.browser.wait_for_timeout(1500)
        self.browser.wait_for_load_state("networkidle")
        with self.browser.expect_navigation():
            self.browser.locator("button.action-save").first.click()
        draft: Any = Page.objects.get(pk=self.page.pk).get_latest_revision_as_object()
        return cited_keys(draft.causes)


@pytest.fixture
def smolen() -> Reference:
    return ReferenceFactory(
        authors=[{"family": "Smolen", "given": "JS"}], year=2016, title="Rheumatoid arthritis"
    )


@pytest.fixture
def gabriel() -> Reference:
    return ReferenceFactory(
        authors=[{"family": "Gabriel", "given": "SE"}], year=2009, title="Epidemiological studies"
    )


@pytest.fixture(params=["en"])
def editor(
    request: pytest.FixtureRequest, login: Callable[..., Any], transactional_db: None
) -> Iterator[Editor]:
    home()
    user = get_user_model().objects.create_superuser("ed", "ed@example.org", "a long password")
    UserProfile.objects.create(user=user, preferred_language=request.param)
    editor = Editor(login("ed", password="a long password"), request.param)
    yield editor
    assert editor.errors == []


def test_two_references_are_cited_with_the_keyboard_only_and_survive_saving(
    editor: Editor, smolen: Reference, gabriel: Reference
) -> None:
    editor.open(ConditionPageFactory(causes="<p>Nobody knows the cause.</p>"))
    editor.go_to_end()
    editor.press("Control+Alt+f")
    editor.dialog.wait_for()
    editor.cite_by_keyboard("smolen 2016", smolen)
    editor.cite_by_keyboard("gabriel", gabriel)
    editor.press("Control+Enter")
    editor.dialog.wait_for(state="detached")
    editor.browser.wait_for_function(
        f"document.activeElement.closest('{CAUSES}') !== null", timeout=5000
    )
    editor.browser.keyboard.type(" More words.")
    assert editor.save() == [[smolen.key, gabriel.key]]

    editor.show_field()
    editor.browser.wait_for_selector(f"{CAUSES} [data-citation-number='1,2']")
    assert "More words." in editor.field.inner_text()
    editor.browser.wait_for_selector(f"{CAUSES} [title*='{smolen.formatted()}']")
    label = editor.citations.first.get_attribute("aria-label")
    assert label.startswith("Citation 1,2: Smolen JS. Rheumatoid arthritis.")


def test_a_reference_is_cited_with_the_mouse_behind_the_selected_words(
    editor: Editor, smolen: Reference, gabriel: Reference
) -> None:
    editor.open(ConditionPageFactory(causes="<p>Nobody knows</p>"))
    editor.field.click(click_count=3)
    editor.browser.locator("button[name=CITATION]:visible").first.click()
    editor.dialog.wait_for()
    for reference in (smolen, gabriel):
        editor.dialog.locator(f"button[data-key={reference.key}]").first.click()
    editor.dialog.locator(f"[data-action=up][data-key={gabriel.key}]").click()
    assert editor.chosen() == [gabriel.key, smolen.key]
    editor.dialog.locator(f"[data-action=drop][data-key={smolen.key}]").click()
    editor.dialog.locator("[data-citation-save]").click()
    assert editor.save() == [[gabriel.key]]
    editor.show_field()
    assert editor.field.inner_text().startswith("Nobody knows[Gabriel 2009]")


def test_a_citation_is_changed_removed_and_brought_back(
    editor: Editor, smolen: Reference, gabriel: Reference
) -> None:
    editor.open(ConditionPageFactory(causes=f"<p>Nobody knows{citation(smolen)} why.</p>"))
    editor.citations.first.click()
    popover = editor.browser.locator(".citation-popover")
    assert smolen.formatted() in popover.inner_text()
    popover.get_by_role("button", name="Change").click()
    editor.dialog.wait_for()
    editor.browser.locator(f"{DIALOG} [data-chosen={smolen.key}]").wait_for()
    editor.cite_by_keyboard("gabriel", gabriel)
    editor.press("Control+Enter")
    editor.browser.wait_for_selector(f"{CAUSES} [data-citation-number='1,2']")

    editor.citations.first.click()
    popover.get_by_role("button", name="Remove citation").click()
    editor.citations.first.wait_for(state="detached")
    assert editor.field.inner_text().strip() == "Nobody knows why."
    editor.field.click()
    editor.press("Control+z")
    editor.citations.first.wait_for()
    assert editor.save() == [[smolen.key, gabriel.key]]


def test_escape_closes_the_dialog_and_changes_nothing(editor: Editor, smolen: Reference) -> None:
    editor.open(ConditionPageFactory(causes=f"<p>Nobody knows{citation(smolen)}.</p>"))
    editor.go_to_end()
    editor.press("Control+Alt+f")
    editor.dialog.wait_for()
    editor.press("Escape")
    editor.dialog.wait_for(state="detached")
    editor.browser.wait_for_function(f"document.activeElement.closest('{CAUSES}') !== null")
    assert editor.citations.count() == 1


def test_citations_inside_blocks_are_numbered_with_the_others(
    editor: Editor, smolen: Reference, gabriel: Reference
) -> None:
    section = {"heading": "H", "text": f"<p>x{citation(gabriel)}</p>"}
    page = ConditionPageFactory(
        body=[{"type": "section", "value": section}],
        causes=f"<p>y{citation(smolen, gabriel)}</p>",
    )
    editor.open(page)
    editor.browser.wait_for_selector(f"{CAUSES} [data-citation-number='1,2']")
    in_body = editor.browser.locator("[data-contentpath=body] [data-citation-keys]").first
    assert in_body.get_attribute("data-citation-number") == "1"
    assert gabriel.formatted() in in_body.get_attribute("title")


def test_a_citation_of_something_unknown_says_so(editor: Editor) -> None:
    gone = '<a linktype="citation" keys="gone-2001">[Gone 2001]</a>'
    editor.open(ConditionPageFactory(causes=f"<p>Nobody knows{gone}.</p>"))
    editor.browser.wait_for_selector(f"{CAUSES} .citation-entity--faulty")
    assert "Not in the library" in editor.citations.first.get_attribute("title")


@pytest.mark.parametrize("editor", ["es"], indirect=True)
def test_the_dialog_speaks_the_editors_language(editor: Editor, smolen: Reference) -> None:
    editor.open(ConditionPageFactory(causes="<p>Nadie lo sabe.</p>"))
    editor.go_to_end()
    editor.press("Control+Alt+f")
    editor.dialog.wait_for()
    with translation.override("es"):
        title = gettext("Cite references")
    assert editor.dialog.get_by_role("heading", name=title).is_visible()


def test_a_citation_is_removed_with_the_keyboard_only(editor: Editor, smolen: Reference) -> None:
    editor.open(ConditionPageFactory(causes=f"<p>{citation(smolen)} says so.</p>"))
    editor.field.click()
    editor.press("Control+Home", "Control+Alt+f")
    remove = editor.dialog.get_by_role("button", name="Remove citation")
    remove.focus()
    editor.press("Enter")
    editor.citations.first.wait_for(state="detached")
    assert editor.field.inner_text().strip() == "says so."


def test_copied_text_keeps_its_citations_in_another_field(
    editor: Editor, smolen: Reference
) -> None:
    editor.open(ConditionPageFactory(causes=f"<p>Nobody knows{citation(smolen)}.</p>"))
    editor.citations.first.wait_for()
    editor.field.focus()
    editor.press("Control+a", "Control+c")
    editor.browser.locator("[data-contentpath=risk_factors] [contenteditable=true]").click()
    editor.press("Control+v")
    pasted = editor.browser.locator("[data-contentpath=risk_factors] [data-citation-keys]").first
    pasted.wait_for()
    assert pasted.get_attribute("data-citation-keys") == smolen.key
    editor.browser.wait_for_selector("[data-contentpath=risk_factors] [data-citation-number='1']")


def test_copied_text_keeps_its_citations_on_another_page(editor: Editor, smolen: Reference) -> None:
    other = ConditionPageFactory(title="Another", causes="<p>Unknown.</p>")
    editor.open(ConditionPageFactory(causes=f"<p>Nobody knows{citation(smolen)}.</p>"))
    editor.citations.first.wait_for()
    editor.field.focus()
    editor.press("Control+a", "Control+c")
    editor.open(other)
    editor.go_to_end()
    editor.press("Control+v")
    editor.citations.first.wait_for()
    assert editor.save() == [[smolen.key]]


@pytest.mark.parametrize("editor", ["en", "es"], indirect=True)
def test_a_reference_that_the_library_lacks_is_added_and_cited_with_the_keyboard_only(
    editor: Editor, picture: Callable[[Any, str], None]
) -> None:
    editor.open(ConditionPageFactory(causes="<p>Nobody knows the cause.</p>"))
    editor.go_to_end()
    editor.press("Control+Alt+f")
    editor.dialog.wait_for()
    add = editor.dialog.locator("button[aria-expanded]")
    add.wait_for()
    add.focus()
    editor.press("Enter")
    editor.browser.wait_for_selector("#citation-pasted:focus")
    editor.browser.keyboard.type("Doll R, Hill AB. Smoking and carcinoma of the lung. ")
    editor.browser.keyboard.type("Br Med J. 1950;2(4682):739-48.")
    editor.press("Tab", "Enter")
    editor.browser.wait_for_selector("#new-title:focus")
    assert editor.browser.input_value("#new-title") == "Smoking and carcinoma of the lung"
    assert problems(editor.browser, scope=DIALOG) == []
    picture(editor.browser, f"citation-new-{editor.language}")
    # Looking for problems of accessibility has taken the focus away.
    editor.browser.focus("#new-title")
    editor.press("Enter")
    editor.browser.wait_for_selector(f"{DIALOG} [data-chosen]")
    reference = Reference.objects.get()
    assert editor.chosen() == [reference.key]
    editor.press("Control+Enter")
    editor.dialog.wait_for(state="detached")
    assert editor.save() == [[reference.key]]


def test_what_is_wrong_with_a_new_reference_is_said_in_the_dialog(
    editor: Editor, smolen: Reference
) -> None:
    Reference.objects.filter(pk=smolen.pk).update(doi="10.1000/known")
    editor.open(ConditionPageFactory(causes="<p>Nobody knows the cause.</p>"))
    editor.go_to_end()
    editor.press("Control+Alt+f")
    editor.dialog.locator("button[aria-expanded]").click()
    editor.dialog.locator("#new-title").fill("Rheumatoid arthritis")
    editor.dialog.locator("#new-doi").fill("nonsense")
    editor.dialog.get_by_role("button", name="Add and cite").click()
    editor.dialog.locator("#new-doi-error").wait_for()
    assert editor.dialog.locator("#new-title").input_value() == "Rheumatoid arthritis"
    editor.dialog.locator("#new-doi").fill("10.1000/KNOWN")
    editor.dialog.get_by_role("button", name="Add and cite").click()
    editor.dialog.get_by_role("button", name="Cite it").click()
    assert editor.chosen() == [smolen.key]

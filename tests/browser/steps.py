"""What people do in the admin, one step each; `page` is a page of the browser.

A step ends when what it did is there, so that the next one cannot come too early on a machine that
has much else to do.
"""

from __future__ import annotations

import re
from typing import Any


def write_rich_text(area: Any, words: str, *, citing: str = "", first: bool = False) -> None:
    """Type into a rich text area, before all else if asked, and cite what a search finds."""
    text = area.locator("[contenteditable=true]").first
    text.scroll_into_view_if_needed()
    text.click()
    # A block that was just added takes the focus when its animation ends.
    area.page.wait_for_function(
        "text => text.contains(document.activeElement)", arg=text.element_handle()
    )
    keyboard = area.page.keyboard
    if first:
        keyboard.press("Control+Home")
    keyboard.type(words)
    area.page.wait_for_function(
        "([text, words]) => text.innerText.includes(words)", arg=[text.element_handle(), words]
    )
    if citing:
        keyboard.press("Control+Alt+f")
        area.page.wait_for_selector("dialog[open]")
        keyboard.type(citing)
        area.page.wait_for_selector("#citation-results button[data-key]")
        keyboard.press("Enter")
        area.page.wait_for_selector(".citation-dialog__list--chosen button")
        keyboard.press("Control+Enter")
        area.page.wait_for_selector("dialog[open]", state="detached")
    _wait_until_kept(area, words)


def _wait_until_kept(area: Any, words: str) -> None:
    """Wait until the form has what was typed; Draftail hands it over with a delay.

    The field in which it keeps the text has an attribute of its own outside stream fields alone.
    """
    area.page.wait_for_function(
        """([area, words]) => [...area.querySelectorAll("input[type=hidden]")].some(
            field => field.value.includes(JSON.stringify(words).slice(1, -1)))""",
        arg=[area.first.element_handle(), words],
    )


def add_block(page: Any, field: str, name: str) -> None:
    """Insert a block into a stream field: through the block picker, if it offers a choice."""
    area = page.locator(f"[data-contentpath={field}]").first
    before = int(page.locator(f"[name={field}-count]").input_value())
    area.get_by_role("button", name="Insert a block").first.click()
    option = page.get_by_role("option", name=name, exact=True)
    added = page.locator(f"[name={field}-{before}-type]")
    option.first.or_(added).first.wait_for(state="attached")
    if not added.count():
        option.first.click()
        added.wait_for(state="attached")


def open_tab(page: Any, name: str) -> None:
    """Open a tab of the page editor by the beginning of its name."""
    tab = page.get_by_role("tab", name=re.compile(f"^{name}"))
    tab.click()
    open_panel(page, tab)


def open_panel(page: Any, tab: Any) -> None:
    """Wait until what belongs to a tab is on the screen."""
    panel = tab.get_attribute("aria-controls") or (tab.get_attribute("href") or "").lstrip("#")
    # The translation editor gives its panel the name of the one that it stands in.
    page.locator(f"#{panel}").first.wait_for()


def blockers(page: Any) -> list[str]:
    """Return the codes of what the editor's list shows."""
    return [
        item.get_attribute("data-code") or ""
        for item in page.locator("[data-firma-blockers] [data-code]").all()
    ]


def save_draft(page: Any) -> None:
    """Press the editor's save button and wait for the saved page.

    Wagtail saves by itself as well, and then changes the address without loading anything.
    """
    with page.expect_event("load"):
        page.locator("button.action-save").first.click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    page.wait_for_load_state("networkidle")


def submit_for_review(page: Any, *, reading: bool = False) -> None:
    """Choose "Submit to Medical review" among the editor's actions.

    Args:
        page: of the browser.
        reading: whether something is said of the draft, to be read before it is submitted.
    """
    page.locator("[data-w-dropdown-target=toggle]").last.click()
    page.locator("button[name=action-submit]").click()
    if reading:
        page.locator(".firma-dialog[open] button[value=submit]").click()


def submit_translation(page: Any, *, again: bool = False) -> None:
    """Submit a translation from its editor; what a reviewer would find is read on the way."""
    name = "Submit for medical review again" if again else "Submit for medical review"
    page.get_by_role("button", name=name, exact=True).click()
    read = page.locator(".firma-dialog[open] button[value=submit]")
    done = page.get_by_text("has been submitted for medical review")
    read.or_(done).first.wait_for()
    if read.count():
        read.click()
    done.first.wait_for()


def open_editor(page: Any, address: str) -> None:
    """Open a page's editor and wait until it watches what is typed."""
    page.add_init_script(
        "addEventListener('w-unsaved:watch-edits', () => { window.watchedAt = performance.now() })"
    )
    page.goto(address)
    wait_for_editor(page)


def wait_for_editor(page: Any) -> None:
    """Wait until an editor that `open_editor` opened watches what is typed.

    Wagtail begins two seconds after loading, twice; what is typed before counts as saved already.
    """
    page.wait_for_function("performance.now() - window.watchedAt > 400")

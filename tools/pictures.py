"""Take the pictures in `docs/images/` from a running demonstration site, in Chromium.

Usage: python -m tools.pictures [ADDRESS]

The site is one that `make run` has just made, on http://127.0.0.1:8000 unless another address is
given. Nothing is signed or submitted; one disclaimer gets a new wording, whose review is the last
picture. Needs what the browser tests need (`requirements-dev.txt`, Chromium).
"""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "images"
PASSWORD: Final = "firma-demo-1"  # noqa: S105 - the demonstration's, public
PATIENCE_MILLISECONDS: Final = 60_000


def keep(page: Page, name: str, *, method: Image.Quantize = Image.Quantize.MAXCOVERAGE) -> None:
    """Keep what is on the screen, with a palette of its own, which makes it small.

    Args:
        page: the window.
        name: of the file, without its ending.
        method: how the palette is found; this one keeps the rare colours too, since a red asterisk
            is nothing among a million of pixels.
    """
    page.wait_for_timeout(1000)  # animations come to rest
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    colours = picture.quantize(256, method=method, dither=Image.Dither.NONE)
    colours.save(FOLDER / f"{name}.png", optimize=True)
    print(f"  {name}.png")


def at(page: Page, height: int, width: int = 1280) -> None:
    """Give the window another size."""
    page.set_viewport_size(ViewportSize(width=width, height=height))


def open_in_editor(page: Page, title: str) -> None:
    """Open the editor of the page with this title, found as people find it."""
    page.goto(f"/admin/pages/search/?q={title}")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/edit/")
    page.wait_for_load_state("networkidle")


def pictures_of_an_editor(page: Page) -> None:
    """Take what stands in the way of a draft, the blocks, a citation, and the library."""
    open_in_editor(page, "Frozen shoulder")
    page.locator("[data-firma-blockers]").first.wait_for()
    page.locator("[data-firma-blockers]").first.evaluate(
        "list => scrollTo(0, list.getBoundingClientRect().top - 160)"
    )
    keep(page, "blockers")

    open_in_editor(page, "Knee osteoarthritis")
    body = page.locator("[data-contentpath=body]").first
    at(page, 900)
    body.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option").first.wait_for()
    keep(page, "blocks")
    page.keyboard.press("Escape")

    at(page, 860)
    text = body.locator("[contenteditable=true]").first
    text.scroll_into_view_if_needed()
    text.click()
    page.keyboard.press("Control+Alt+f")
    page.wait_for_selector("dialog[open]")
    page.keyboard.type("osteoarthritis")
    page.wait_for_selector("#citation-results button[data-key]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".citation-dialog__list--chosen button")
    keep(page, "citing")
    page.keyboard.press("Escape")

    page.goto("/admin/snippets/pages/reference/")
    keep(page, "references")

    open_in_editor(page, "Artritis reumatoide")
    at(page, 900, width=1000)
    page.goto(page.url.replace("/edit/", "/view_draft/"))
    page.get_by_role("heading", name="Qué es la artritis reumatoide").evaluate(
        "heading => scrollTo(0, heading.getBoundingClientRect().top - 230)"
    )
    # A drawing has shades rather than rare colours.
    keep(page, "preview", method=Image.Quantize.MEDIANCUT)


def pictures_of_a_reviewer(page: Page) -> None:
    """Take a review."""
    page.goto("/admin/medical-review/")
    page.get_by_role("link", name=re.compile("^Tomás")).first.click()
    page.wait_for_selector("iframe")
    page.wait_for_load_state("networkidle")
    keep(page, "review")


def pictures_of_a_spanish_reviewer(page: Page) -> None:
    """Take a review by somebody whose browser asks for Spanish."""
    at(page, 900)
    page.goto("/admin/medical-review/")
    page.get_by_role("link", name=re.compile("^Plasma rico")).first.click()
    page.wait_for_selector("iframe")
    page.wait_for_load_state("networkidle")
    keep(page, "review-spanish")


def pictures_of_a_translator(page: Page) -> None:
    """Take the list of translations, and a segment with placeholders beside its source."""
    at(page, 660)
    page.goto("/admin/translations/")
    keep(page, "translations")
    at(page, 1180)
    row = page.locator("tr", has_text="Knee osteoarthritis")
    row.get_by_role("link", name="Continue").click()
    segment = page.locator("[data-state=untranslated]", has=page.locator(".firma-placeholder"))
    segment.first.locator("textarea").focus()
    page.locator("[data-firma-insert]").first.wait_for()
    segment.first.evaluate("item => item.scrollIntoView({block: 'center'})")
    keep(page, "translating")


def pictures_of_an_administrator(page: Page) -> None:
    """Take the disclaimers, and give one a new wording."""
    at(page, 600)
    page.goto("/admin/snippets/pages/disclaimer/")
    keep(page, "disclaimers")
    page.get_by_role("link", name="About this information", exact=True).click()
    text = page.locator("[contenteditable=true]").first
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" It does not replace your doctor.")
    page.wait_for_timeout(1000)  # the editor hands over what was typed with a delay
    page.get_by_role("button", name="Save").first.click()
    page.wait_for_url("**/disclaimer/")


def pictures_of_a_wording(page: Page) -> None:
    """Take the review of that wording."""
    page.goto("/admin/medical-review/")
    page.get_by_role("link", name="About this information").first.click()
    page.get_by_label("I sign this statement").wait_for()
    keep(page, "wording")


WALKS: Final[tuple[tuple[str, str, Callable[[Page], None]], ...]] = (
    ("editor", "en", pictures_of_an_editor),
    ("reviewer", "en", pictures_of_a_reviewer),
    ("reviewer", "es", pictures_of_a_spanish_reviewer),
    ("translator", "en", pictures_of_a_translator),
    ("admin", "en", pictures_of_an_administrator),
    ("reviewer", "en", pictures_of_a_wording),
)


def window_of(browser: Browser, account: str, *, language: str, address: str) -> Page:
    """Return a window in which this account is logged in."""
    context = browser.new_context(
        base_url=address,
        locale=language,
        viewport=ViewportSize(width=1280, height=860),
    )
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    page.goto("/admin/login/")
    page.fill("[name=username]", account)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")
    return page


def main(arguments: list[str]) -> int:
    """Take every picture."""
    address = (arguments[0] if arguments else "http://127.0.0.1:8000").rstrip("/")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.stderr.write("No Chromium on this machine: apt-get install chromium.\n")
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for account, language, walk in WALKS:
            print(f"{account} ({language})")
            walk(window_of(browser, account, language=language, address=address))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

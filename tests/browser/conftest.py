"""A real browser in front of the real admin."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from tests.factories.review import PASSWORD
from tests.needs import chromium

VIEWPORT = {"width": 1400, "height": 900}
PATIENCE_MILLISECONDS = 60_000


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return Debian's Chromium, driven by Playwright."""
    from playwright import sync_api as playwright_api  # of no use to anybody else, and large

    # Playwright's loop runs in this thread, and Django would take it for an asynchronous one.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with playwright_api.sync_playwright() as playwright:
        chromium_browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium_browser
        chromium_browser.close()
        # While Playwright's loop runs, Django keeps this thread's connections apart from those that
        # are closed after each test; one left open would keep its database from being dropped.
        connections.close_all()


@pytest.fixture
def login(
    browser: Any, live_server: Any, picture: Any, settings: Any
) -> Iterator[Callable[..., Any]]:
    """Return a function that opens the admin as somebody, each in a window of their own."""
    settings.WAGTAILADMIN_BASE_URL = settings.WAGTAILAPI_BASE_URL = live_server.url
    windows: dict[str, Any] = {}

    def open_admin(username: str, *, password: str = PASSWORD) -> Any:
        context = browser.new_context(base_url=live_server.url, viewport=VIEWPORT)
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", password)
        page.click("button[type=submit]")
        page.wait_for_url("**/admin/")
        windows[username] = page
        return page

    yield open_admin
    for username, page in windows.items():
        picture(page, f"last-{username}")


@pytest.fixture
def picture() -> Callable[[Any, str], None]:
    """Return a function that keeps a screenshot where ``FIRMA_SCREENSHOTS`` names a folder."""
    folder = os.environ.get("FIRMA_SCREENSHOTS", "")

    def take(page: Any, name: str) -> None:
        if folder:
            page.wait_for_timeout(600)
            page.screenshot(path=Path(folder) / f"{name}.png")

    return take


@pytest.fixture
def site(transactional_db: None, django_db_serialized_rollback: None) -> None:
    """Set up both trees, the groups and the review workflow, as an operator would."""
    call_command("setup_pages", verbosity=0)

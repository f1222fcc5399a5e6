"""What the public reads: everything is asked without an account."""

from __future__ import annotations

import time
from typing import Any

from django.test import Client

from pages import conf
from pages.models import ConditionPage

from .condition import ENGLISH_ADDRESS, SPANISH_ADDRESS

ADDRESSES = {"en": ENGLISH_ADDRESS, "es": SPANISH_ADDRESS}
API = "/api/v2/pages/"


def what_the_public_reads() -> dict[str, Any]:
    """Return what the API says of the condition, by language."""
    # A process may answer from memory for so long without asking what has changed.
    time.sleep(conf.api_check_seconds() + 0.1)
    return {language: _in_language(language) for language in ADDRESSES}


def _in_language(language: str) -> dict[str, Any]:
    """Return the statuses by address and by id, the titles that are listed, and the page."""
    reader = Client()
    page = ConditionPage.objects.filter(locale__language_code=language).first()
    found = reader.get(f"{API}find/", {"html_path": ADDRESSES[language]}, follow=True)
    by_id = reader.get(f"{API}{page.pk if page is not None else 0}/")
    listed = reader.get(API, {"type": "pages.ConditionPage", "locale": language}).json()["items"]
    return {
        "statuses": [found.status_code, by_id.status_code],
        "listed": [item["title"] for item in listed],
        "page": found.json() if found.status_code == 200 else None,
    }


def statuses(*addresses: str) -> dict[str, int]:
    """Return how the site itself answers at addresses of its own."""
    reader = Client()
    return {address: reader.get(address).status_code for address in addresses}

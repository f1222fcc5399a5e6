"""What the owner of the host does and sees, in the host's own process; answers are JSON.

``python -m tests.hostapp.visit make_home`` or ``visit``.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

HOST = "host.example"
CMS = "cms.example"


def make_home() -> dict[str, Any]:
    """Make the home page that the host had before Firma came."""
    from wagtail.models import Page, Site

    from tests.hostapp.home.models import HomePage

    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Ours", slug="ours", greeting="Good morning."))
    Site.objects.update(hostname=HOST, root_page=home)
    Page.objects.filter(slug="home").delete()
    return {"home": home.pk}


def visit() -> dict[str, Any]:
    """Add the site that README speaks of, write a draft, and look at everything as a visitor."""
    from django.test import Client
    from wagtail.models import Locale, Site

    from pages.models import ConditionIndexPage, ConditionPage, HomePage

    english = HomePage.objects.get(locale=Locale.objects.get(language_code="en"))
    Site.objects.get_or_create(hostname=CMS, defaults={"root_page": english})
    conditions = ConditionIndexPage.objects.get(locale=english.locale)
    conditions.add_child(instance=ConditionPage(title="Gout", slug="gout"))

    def seen(address: str, host: str) -> tuple[int, str]:
        response = Client().get(address, headers={"host": host})
        return response.status_code, response.content.decode()

    status, words = seen("/", HOST)
    listed = json.loads(seen("/api/v2/pages/?locale=en", CMS)[1])
    return {
        "home": [status, "Good morning." in words],
        "beside_home": seen("/en/conditions/", HOST)[0],
        "served": [seen(address, CMS)[0] for address in ("/", "/conditions/", "/conditions/gout/")],
        "listed": sorted(item["meta"]["type"] for item in listed["items"]),
        "addresses": sorted(item["meta"]["html_url"] for item in listed["items"]),
        "login": seen("/admin/login/", HOST)[0],
        "again": _again("/api/v2/pages/?locale=en", CMS),
    }


def _again(address: str, host: str) -> list[int]:
    """Return the status of an answer that was asked for before, and how many queries it took."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    Client().get(address, headers={"host": host})
    with CaptureQueriesContext(connection) as captured:
        status = Client().get(address, headers={"host": host}).status_code
    return [status, len(captured)]


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(globals()[sys.argv[1]]()))

"""README's steps on a fresh `wagtail start`, with the plugin installed, and the road walked there.

Outside of the checkout: an environment of its own into which the built package is installed, a
project as Wagtail makes it, README's commands and its blocks of code, and nothing else. What people
do there goes through the site's screens; what is read of it, through its public API.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.secondsite.project import SecondSite, make_second_site

NOTHING = {"statuses": [404, 404], "listed": [], "page": None}


@pytest.fixture(scope="module")
def second_site(tmp_path_factory: pytest.TempPathFactory) -> SecondSite:
    """A fresh project with Firma added as README says, before any command was given there."""
    return make_second_site(tmp_path_factory.mktemp("second-site"))


def in_public(seen: dict[str, Any], language: str) -> list[str]:
    """Return after which steps the public could read the page, by every way of asking alike."""
    after = []
    for step, by_language in seen["public"].items():
        read = by_language[language]
        if read != NOTHING:
            assert read["statuses"] == [200, 200], (step, language, read)
            assert read["listed"] == [read["page"]["title"]], (step, language, read)
            after.append(step)
    return after


@pytest.mark.once
def test_on_a_fresh_site_a_page_goes_the_whole_road_once_readmes_steps_are_done(
    second_site: SecondSite,
) -> None:
    said = second_site.follow("python manage.py check")
    assert not [words for words in said if "WARNING" in words or "Traceback" in words]
    second_site.follow("python manage.py setup_pages --root")

    seen = second_site.walk()

    environment = second_site.folder.resolve() / "environment"
    assert Path(seen["plugin"]).resolve().is_relative_to(environment)
    assert list(seen["public"])[:3] == ["written", "submitted", "signed with a wrong password"]
    assert in_public(seen, "en") == [
        "signed in English",
        "translated",
        "translation submitted",
        "signed in Spanish",
    ]
    assert in_public(seen, "es") == ["signed in Spanish", "withdrawn in English"]
    english = seen["public"]["signed in English"]["en"]["page"]
    assert english["title"] == "Gout"
    assert english["meta"]["html_url"] == "https://www.example.org/en/conditions/gout/"
    assert [one["number"] for one in english["references"]] == [1]
    assert english["review"]["reviewed_by"]["name"] == "Ada Revisora"
    spanish = seen["public"]["signed in Spanish"]["es"]["page"]
    assert spanish["title"] == "Gota"
    assert spanish["meta"]["html_url"] == "https://www.example.org/es/enfermedades/gota/"
    assert [other["locale"] for other in spanish["meta"]["alternates"]] == ["en"]
    assert 'data-reference="dalbeth-2021">1</a></sup>' in spanish["body"][0]["value"]["text"]
    assert [one["title"] for one in spanish["disclaimers"]] == ["Información médica"]
    assert spanish["review"]["reviewed_by"]["name"] == "Inés Revisora"
    assert seen["own"] == {
        "/conditions/gout/": 404,
        "/search/?query=gout": 200,
        "/django-admin/login/": 200,
    }

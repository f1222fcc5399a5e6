"""`manage.py check_page`: the blockers of a page's latest draft."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from pages.content.index import ConditionIndexPage
from pages.management.commands.check_page import Command
from pages.publishing import Blocker
from tests.factories import content

pytestmark = pytest.mark.django_db


def run(page_id: int, **options: Any) -> tuple[int, str]:
    """Return exit code and output."""
    out = StringIO()
    try:
        call_command("check_page", page_id, stdout=out, **options)
    except SystemExit as stopped:
        return int(str(stopped.code)), out.getvalue()
    return 0, out.getvalue()


def test_blockers_are_listed_and_the_exit_code_says_so():
    page = content.ConditionPageFactory(title="Gout")
    code, text = run(page.pk)
    assert code == 1
    assert text.startswith("Gout (pages.ConditionPage, en)")
    assert "[approval.missing]" in text


def test_as_json_every_blocker_has_all_its_parts():
    page = content.ConditionPageFactory(title="Gout")
    code, text = run(page.pk, format="json")
    found = json.loads(text)
    assert code == 1
    assert found["page"] == {
        "id": page.pk,
        "type": "pages.ConditionPage",
        "title": "Gout",
        "locale": "en",
        "live": False,
    }
    assert set(found["blockers"][0]) == {"code", "message", "severity", "field", "quote"}


def test_it_is_the_latest_draft_that_is_checked():
    page = content.ConditionPageFactory(title="Gout", summary="Something.")
    page.summary = ""
    page.save_revision()
    _code, text = run(page.pk, format="json")
    assert "summary" in {blocker["field"] for blocker in json.loads(text)["blockers"]}


def test_warnings_alone_block_nothing(monkeypatch):
    page = content.ConditionPageFactory()
    warning = Blocker("seo.description_missing", "No description.", severity="warn")
    monkeypatch.setattr("pages.management.commands.check_page.blockers", lambda draft: [warning])
    code, text = run(page.pk)
    assert code == 0
    assert "nothing" in text
    assert "No description." in text


def test_a_page_that_does_not_exist_or_needs_no_review_is_wrong_usage():
    index = content.index_page(ConditionIndexPage)
    for page_id, words in ((999_999, "There is no page"), (index.pk, "needs no review")):
        with pytest.raises(CommandError, match=words) as error:
            run(page_id)
        assert error.value.returncode == 2


def test_help_has_examples():
    text = Command().create_parser("manage.py", "check_page").format_help()
    assert "manage.py check_page 12 --format json" in text

"""Pages have no address on this server, and the mail about a signature leads to the editor."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from tests.factories.content import ConditionPageFactory, home
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import (
    make_review_workflow,
    make_reviewer,
    make_user,
    publish_signed,
    sign,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Any:
    make_review_workflow(home())
    disclaimers_in("en", "medical-information")
    return ConditionPageFactory(complete=True, title="Gout")


@pytest.fixture(params=["as on our own site", "where Wagtail has addresses for pages"])
def addresses(request: pytest.FixtureRequest, settings: Any) -> None:
    if request.param == "where Wagtail has addresses for pages":
        settings.ROOT_URLCONF = "tests.hostapp.urls"


@pytest.mark.parametrize("is_html", [False, True])
@pytest.mark.usefixtures("addresses")
def test_it_leads_to_the_editor_and_not_to_an_address_that_does_not_exist(
    page: Any, is_html: bool, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.WAGTAILADMIN_NOTIFICATION_USE_HTML = is_html
    submit(page, make_user(email="author@example.org"))
    mail.outbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        sign(page, make_reviewer())

    [sent] = [one for one in mail.outbox if one.to == ["author@example.org"]]
    [words] = [sent.body, *(part.content for part in getattr(sent, "alternatives", []))][-1:]
    assert 'The page "Gout" has been approved in workflow "Medical review".' in words
    assert f"http://testserver/admin/pages/{page.pk}/edit/" in words
    assert "None" not in words
    assert "You can view" not in words


@pytest.mark.usefixtures("addresses")
def test_no_page_that_the_frontend_shows_has_an_address_here(page: Any) -> None:
    published = publish_signed(page)
    for shown in (published, published.get_parent().specific, home()):
        assert (shown.url, shown.full_url) == (None, None)

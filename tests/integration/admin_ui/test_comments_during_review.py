"""A reviewer comments in the text while a page is in review, and changes nothing else."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Comment
from wagtail.test.utils.form_data import inline_formset

from pages.citations.models import Reference
from pages.content.condition import ConditionPage
from tests.factories.content import ConditionPageFactory
from tests.factories.delivery import prepare
from tests.factories.page_form import complete_condition_form
from tests.factories.review import make_reviewer, make_user, sign, submit

pytestmark = pytest.mark.django_db

AUTOSAVE = {"HTTP_ACCEPT": "application/json", "HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture
def reviewer(client):
    reviewer = make_reviewer("reviewer")
    client.force_login(reviewer)
    return reviewer


@pytest.fixture
def page(client):
    """Return a page in review that was written through the editor, as pages are."""
    prepare()
    page = ConditionPageFactory(complete=True)
    writer = make_user("writer", is_superuser=True)
    client.force_login(writer)
    client.post(edit_url(page), posted())
    submit(ConditionPage.objects.get(pk=page.pk).get_latest_revision_as_object(), writer)
    return ConditionPage.objects.get(pk=page.pk)


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def posted(*comments, **changes):
    rows = [
        {"text": text, "contentpath": "summary", "position": "", "replies": inline_formset([])}
        for text in comments
    ]
    return complete_condition_form(
        ConditionPage, Reference.objects.get(), comments=inline_formset(rows), **changes
    )


def comments():
    return list(Comment.objects.values_list("text", flat=True))


def draft_of(page):
    return page.get_latest_revision_as_object()


def words(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_review_leads_to_the_editor_for_comments(client, page, reviewer):
    review = reverse("pages_review:review", args=[page.current_workflow_task_state.pk])
    address = f"{edit_url(page)}?comment=1"
    assert address in client.get(review).content.decode()
    assert client.get(address).status_code == 200
    assert client.get(edit_url(page)).url == review


def test_a_comment_is_kept_and_does_not_void_the_review(client, page, reviewer):
    assert client.post(edit_url(page), posted("Cite the risk.")).status_code == 302
    assert comments() == ["Cite the risk."]
    assert draft_of(page).wagtail_admin_comments.get().text == "Cite the risk."
    assert sign(page, reviewer)
    assert ConditionPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    "change",
    [
        {"summary": "A painful joint!"},
        {"slug": "elsewhere"},
        {"go_live_at": "2050-01-01 10:00"},
        {"expire_at": "2050-01-01 10:00"},
    ],
    ids=str,
)
def test_a_change_is_not_saved_with_a_comment(client, page, reviewer, change):
    before = page.latest_revision_id
    response = client.post(edit_url(page), posted("Cite the risk.", **change))
    assert "you review this page and do not write it" in words(response)
    assert comments() == []
    page.refresh_from_db()
    assert page.latest_revision_id == before
    assert (page.slug, page.go_live_at, page.expire_at) == ("gout", None, None)


@pytest.mark.parametrize("action", ["submit", "publish", "cancel-workflow", "restart-workflow"])
def test_nothing_else_is_done_with_a_comment(client, page, reviewer, action):
    response = client.post(edit_url(page), posted("Cite.", **{f"action-{action}": "1"}))
    assert "you review this page and do not write it" in words(response)
    assert comments() == []
    assert page.workflow_in_progress


def test_the_author_reads_the_comment_in_the_editor(client, page, reviewer):
    client.post(edit_url(page), posted("Cite the risk."))
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, reviewer, "reject", comment="See my comments.")
    client.force_login(make_user("boss", is_superuser=True))
    assert "Cite the risk." in client.get(edit_url(page)).content.decode()

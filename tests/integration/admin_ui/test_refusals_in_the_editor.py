import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import GroupPagePermission

from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage
from tests.factories.condition_form import filled_form_data, form_data
from tests.factories.content import ConditionPageFactory, an_author, home, index_page
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import make_review_workflow, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    make_review_workflow(home())
    user = make_user("ed", groups=("Editors",))
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=user.groups.get(),
            page=home(),
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            ),
        )
    return user


@pytest.fixture
def boss():
    make_review_workflow(home())
    return make_user("boss", is_superuser=True)


def messages_of(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_an_unfinished_page_can_always_be_saved(client, editor):
    page = ConditionPageFactory()
    client.force_login(editor)
    response = client.post(edit_url(page), form_data())
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "Words that must not be lost."


def test_a_submission_without_mandatory_fields_points_at_each_and_keeps_the_words(client, editor):
    page = ConditionPageFactory()
    client.force_login(editor)
    response = client.post(edit_url(page), form_data(**{"action-submit": "1"}))
    form = response.context["form"]
    assert {"author", "body", "symptoms", "causes", "urgent_care"} <= set(form.errors)
    assert "Words that must not be lost." in response.content.decode()
    assert not page.workflow_in_progress


def test_a_refused_submission_says_what_is_missing_and_keeps_the_draft(client, editor):
    page = ConditionPageFactory()
    client.force_login(editor)
    data = filled_form_data(author=str(an_author().pk), **{"action-submit": "1"})
    response = client.post(edit_url(page), data)
    assert response.status_code == 302
    assert response.url == edit_url(page)
    assert "not submitted" in messages_of(response)
    assert "cite" in messages_of(response).lower()
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == "Words that must not be lost."
    assert not page.workflow_in_progress


def test_a_refused_submission_of_a_new_page_leaves_a_draft(client, editor):
    index = index_page(ConditionIndexPage)
    client.force_login(editor)
    url = reverse("wagtailadmin_pages:add", args=["pages", "conditionpage", index.pk])
    data = filled_form_data(author=str(an_author().pk), **{"action-submit": "1"})
    response = client.post(url, data)
    page = ConditionPage.objects.get(slug="gout")
    assert response.status_code == 302
    assert response.url == edit_url(page)
    assert "not submitted" in messages_of(response)
    assert page.summary == "Words that must not be lost."
    assert not page.workflow_in_progress


def test_a_superuser_who_posts_publish_saves_a_draft_and_publishes_nothing(client, boss):
    page = ConditionPageFactory()
    client.force_login(boss)
    response = client.post(edit_url(page), form_data(**{"action-publish": "1"}))
    assert response.status_code == 302
    page.refresh_from_db()
    assert not page.live
    assert page.get_latest_revision_as_object().summary == "Words that must not be lost."


def test_create_and_publish_by_a_superuser_makes_a_draft(client, boss):
    index = index_page(ConditionIndexPage)
    client.force_login(boss)
    url = reverse("wagtailadmin_pages:add", args=["pages", "conditionpage", index.pk])
    response = client.post(url, form_data(**{"action-publish": "1"}))
    assert response.status_code == 302
    page = ConditionPage.objects.get(slug="gout")
    assert not page.live
    assert page.summary == "Words that must not be lost."


def test_no_publish_button_is_offered_where_it_would_be_refused(client, boss):
    page = ConditionPageFactory()
    client.force_login(boss)
    html = client.get(edit_url(page)).content.decode()
    assert "action-publish" not in html
    assert "action-submit" in html


def test_the_editor_shows_what_stands_between_the_page_and_the_public(client, editor):
    page = ConditionPageFactory()
    client.force_login(editor)
    html = client.get(edit_url(page)).content.decode()
    assert "What stands between this page and the public" in html
    assert 'data-code="citation.none"' in html
    assert 'data-code="approval.missing"' in html
    assert 'data-firma-field="summary"' in html


def test_a_complete_page_lacks_nothing_but_the_signature(client, editor):
    disclaimers_in("en", "medical-information")
    page = ConditionPageFactory(complete=True, search_description="About gout.")
    client.force_login(editor)
    html = client.get(reverse("pages_review:blockers", args=[page.pk])).content.decode()
    assert html.count("data-code=") == 1
    assert 'data-code="approval.missing"' in html


def test_the_list_of_blockers_is_for_those_who_may_edit_the_page(client):
    page = ConditionPageFactory()
    client.force_login(make_user())
    response = client.get(reverse("pages_review:blockers", args=[page.pk]))
    assert response.status_code == 302


def test_the_admin_speaks_spanish_to_those_who_chose_it(client, editor):
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=editor, preferred_language="es")
    page = ConditionPageFactory()
    client.force_login(editor)
    html = client.get(edit_url(page)).content.decode()
    assert 'lang="es"' in html

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import PageViewRestriction, ReferenceIndex

from pages.models import HomePage
from tests.factories.content import a_reference, cite, home
from tests.factories.delivery import a_file, draft, link_to_file, publish
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db


def drop(response):
    """Return the status of a download; close its file, but not the database as a server would."""
    for close in response._resource_closers:
        close()
    return response.status_code


def page_with(file):
    return draft(causes=f"<p>{link_to_file(file)} {cite(a_reference())}</p>")


def test_a_file_of_a_public_page_is_served_to_everyone(client):
    file = a_file()
    publish(page_with(file))
    assert drop(client.get(file.url)) == 200


def test_a_file_of_a_draft_is_not_served_to_the_public(client):
    file = a_file()
    page_with(file)
    assert drop(client.get(file.url)) == 404


def test_a_file_that_nothing_links_to_is_not_served_to_the_public(client):
    assert drop(client.get(a_file().url)) == 404


def test_a_file_is_served_no_more_when_its_page_leaves_the_public(client):
    file = a_file()
    publish(page_with(file)).unpublish()
    assert drop(client.get(file.url)) == 404


def test_a_file_behind_a_view_restriction_is_not_served_to_the_public(client):
    file = a_file()
    page = publish(page_with(file))
    PageViewRestriction.objects.create(page=page.page_ptr, restriction_type="login")
    assert drop(client.get(file.url)) == 404


def test_a_file_of_the_version_before_is_served_no_more(client):
    file = a_file()
    page = publish(page_with(file))
    page.causes = f"<p>No leaflet {cite(a_reference())}</p>"
    publish(page)
    assert drop(client.get(file.url)) == 404


def test_whoever_enters_the_admin_may_download_everything(client):
    client.force_login(make_user())
    assert drop(client.get(a_file().url)) == 200


def test_an_account_without_the_admin_is_the_public(client):
    client.force_login(get_user_model().objects.create_user("visitor"))
    assert drop(client.get(a_file().url)) == 404


def test_a_file_that_a_page_without_review_links_to_is_served_while_it_is_public(client):
    # Ours have no text to link from; a site's own pages may. The index is what tells.
    file = a_file()
    page = home("en")
    page.refresh_from_db()
    entry = ReferenceIndex.objects.filter(object_id=str(page.pk)).first()
    base = ReferenceIndex._get_base_content_type(HomePage)
    ReferenceIndex.objects.create(
        base_content_type=base,
        content_type=entry.content_type if entry else base,
        object_id=str(page.pk),
        to_content_type=ReferenceIndex._get_base_content_type(type(file)),
        to_object_id=str(file.pk),
        model_path="text",
        content_path="text",
        content_path_hash="00000000-0000-0000-0000-000000000001",
    )
    assert drop(client.get(file.url)) == (200 if page.live else 404)
    page.unpublish()
    assert drop(client.get(file.url)) == 404

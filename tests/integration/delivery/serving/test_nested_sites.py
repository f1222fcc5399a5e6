"""A page that is the root of a site inside of another one is told by each as it stands there."""

import pytest
from wagtail.models import Site

from tests.factories.content import home
from tests.factories.delivery import published

pytestmark = pytest.mark.django_db

INNER = "conditions.example"


@pytest.fixture
def section(settings):
    """Return the section that is the root of the inner site."""
    settings.ALLOWED_HOSTS = ["testserver", INNER]
    found = published(slug="gout").get_parent()
    Site.objects.create(hostname=INNER, root_page=found)
    Site.clear_site_root_paths_cache()
    return found


@pytest.mark.parametrize("asked", [{"site": INNER}, {"site": INNER, "fields": "parent(_,title)"}])
def test_what_is_above_its_own_root_is_no_parent_in_the_inner_site(client, section, asked):
    answer = client.get(f"/api/v2/pages/{section.pk}/", asked)

    assert answer.json()["meta"]["parent"] is None


def test_each_host_tells_it_as_it_stands_there_whoever_was_asked_first(client, section):
    def parent(host, page_id):
        answer = client.get(f"/api/v2/pages/{page_id}/", headers={"host": host})
        return (answer.json()["meta"]["parent"] or {}).get("id"), answer["ETag"]

    (outer, outer_etag), (inner, inner_etag) = (
        parent("testserver", section.pk),
        parent(INNER, section.pk),
    )

    assert (outer, inner) == (home().pk, None)
    assert outer_etag != inner_etag
    gout = section.get_children().get()
    assert parent("testserver", gout.pk)[0] == parent(INNER, gout.pk)[0] == section.pk

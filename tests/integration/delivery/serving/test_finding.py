"""A path of the frontend leads to the page that is there now, in the site that is asked."""

from unittest import mock

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pages.content.index import ConditionIndexPage, HomePage
from pages.delivery.feed.settling import settle
from pages.delivery.serving import answering
from pages.delivery.serving.memory import memory
from tests.factories.content import home, locale
from tests.factories.delivery import prepare, published, translated
from tests.factories.review import make_review_workflow

pytestmark = pytest.mark.django_db

FIND = "/api/v2/pages/find/"
OTHER = "other.example"


@pytest.fixture(autouse=True)
def _hosts(settings):
    settings.ALLOWED_HOSTS = ["testserver", OTHER, "conditions.example"]


def found(client, path, *, host="testserver", **query):
    """Return the id of the page that a path leads to, or the status if there is none."""
    answer = client.get(FIND, {"html_path": path, **query}, headers={"host": host})
    if answer.status_code != 302:
        return answer.status_code
    return int(answer["Location"].partition("/pages/")[2].partition("/")[0])


def other_home(language="en", source=None):
    """Add a home page that comes after all others in the tree and before them by its address."""
    made = HomePage(title="Other", slug=f"other-{language}", locale=locale(language))
    if source is not None:
        made.translation_key = source.translation_key
    Page.get_first_root_node().add_child(instance=made)
    make_review_workflow(made)
    return made


def a_page_of(parent, *, section="conditions", **fields):
    """Return a public page below a section of the same address as the first site's."""
    sections = Page.objects.child_of(parent).filter(slug=section)
    found_section = sections.first()
    if found_section is None:
        found_section = ConditionIndexPage(title=section, slug=section, locale=parent.locale)
        parent.add_child(instance=found_section)
    return published(
        language=parent.locale.language_code,
        parent=found_section.specific,
        title=f"Other {fields['slug']}",
        **fields,
    )


@pytest.fixture
def sites():
    """Return the pages of two sites, by site and path: both have the same addresses."""
    gout = published(slug="gout")
    pages = {
        "testserver": {
            "/en/conditions/gout/": gout.pk,
            "/es/enfermedades/gota/": translated(gout, slug="gota").pk,
            "/en/": home().pk,
            "/es/": home("es").pk,
            "/": home().pk,
        }
    }
    english = other_home()
    spanish = other_home("es", english)
    Site.objects.create(hostname=OTHER, root_page=english)
    Site.clear_site_root_paths_cache()
    pages[OTHER] = {
        "/en/conditions/gout/": a_page_of(english, slug="gout").pk,
        "/es/enfermedades/gota/": a_page_of(spanish, section="enfermedades", slug="gota").pk,
        "/en/": english.pk,
        "/es/": spanish.pk,
        "/": english.pk,
    }
    return pages


def test_the_same_path_leads_to_the_page_of_the_site_that_is_asked(client, sites):
    for host, pages in sites.items():
        assert {path: found(client, path, host=host) for path in pages} == pages

    named = {path: found(client, path, site=OTHER) for path in sites[OTHER]}
    assert named == sites[OTHER]


def test_the_root_is_the_home_in_the_sites_own_language_wherever_it_stands_in_the_tree(client):
    home()
    spanish = other_home("es")
    english = other_home("en", spanish)
    # The translation comes first in the tree.
    Page.objects.get(pk=english.pk).move(Page.objects.get(pk=spanish.pk), pos="left")
    Site.objects.create(hostname=OTHER, root_page=Page.objects.get(pk=spanish.pk))
    Site.clear_site_root_paths_cache()

    assert found(client, "/", host=OTHER) == spanish.pk
    assert found(client, "/") == home().pk


def test_a_page_is_found_at_the_address_that_the_answer_about_it_names(client):
    page = published(slug="gout")
    Site.objects.create(hostname="conditions.example", root_page=page.get_parent())
    Site.clear_site_root_paths_cache()

    for host in ("testserver", "conditions.example"):
        answer = client.get(f"/api/v2/pages/{page.pk}/", headers={"host": host}).json()
        assert answer["meta"]["html_url"].endswith(".org/en/gout/")
        assert found(client, "/en/gout/", host=host) == page.pk
    # As in Wagtail, the way from the home of the host's site leads there too, and only there.
    assert found(client, "/en/conditions/gout/") == page.pk
    assert found(client, "/en/conditions/gout/", site="conditions.example") == page.pk
    assert found(client, "/en/conditions/gout/", host="conditions.example") == 404


def test_a_site_follows_its_own_redirects_and_those_of_no_site(client, sites):
    first, other = (pages["/en/conditions/gout/"] for pages in sites.values())
    site = Site.objects.get(hostname=OTHER)
    Redirect.objects.create(old_path="/en/old", redirect_page_id=other, site=site)
    Redirect.objects.create(old_path="/en/older", redirect_page_id=first)

    assert (found(client, "/en/old"), found(client, "/en/old", host=OTHER)) == (404, other)
    assert (found(client, "/en/older"), found(client, "/en/older", host=OTHER)) == (first, 404)


def test_a_page_of_one_site_does_not_hide_the_redirect_of_another(client, sites):
    site = Site.objects.get(hostname=OTHER)
    page = published(slug="angina")
    for of in (site, None):
        Redirect.objects.create(
            old_path="/en/conditions/angina", redirect_page=page, site=of, is_permanent=not of
        )
    address = "/api/v2/redirects/"

    def answers(host):
        query = {"html_path": "/en/conditions/angina/"}
        one = client.get(f"{address}find/", query, headers={"host": host}, follow=True)
        every = client.get(address, headers={"host": host}).json()["items"]
        return one.status_code, len(every)

    # The page is live in the first site: there the redirect of no site is of no effect.
    assert answers("testserver") == (404, 1)
    assert answers(OTHER) == (200, 2)


def test_a_page_that_goes_live_at_the_address_of_an_entered_redirect_is_found_at_once(client):
    page = published(slug="podagra")
    Redirect.objects.create(old_path="/en/conditions/gout", redirect_page=page)
    settle()
    assert found(client, "/en/conditions/gout/") == page.pk

    newcomer = published(slug="gout")
    settle()

    assert found(client, "/en/conditions/gout/") == newcomer.pk


def test_a_page_of_the_site_itself_comes_before_one_of_a_site_inside_of_it(client):
    inside = published(slug="gout")
    Site.objects.create(hostname="conditions.example", root_page=inside.get_parent())
    Site.clear_site_root_paths_cache()
    settle()
    assert found(client, "/en/gout/") == inside.pk

    nearer = published(slug="gout", parent=home())
    settle()

    assert found(client, "/en/gout/") == nearer.pk


def test_what_is_found_at_its_own_place_is_kept_while_other_pages_change(client):
    page = published(slug="gout")
    settle()
    for _ in range(2):  # PostgreSQL tells again of what this open transaction wrote before
        found(client, "/en/conditions/gout/")
    published(slug="angina")
    settle()

    with mock.patch.object(answering, "find_page") as asked:
        assert found(client, "/en/conditions/gout/") == page.pk
    assert not asked.called


def test_a_page_that_is_deleted_while_the_way_to_it_is_looked_for_is_not_found(client):
    source = published(slug="gout")
    translation = translated(source, slug="gota")
    translation.unpublish()
    relative_of = answering._relative_of

    def and_then_deleted(page_id, scope):
        relative = relative_of(page_id, scope)
        Page.objects.get(pk=page_id).delete()
        return relative

    with mock.patch.object(answering, "_relative_of", and_then_deleted):
        assert found(client, "/es/enfermedades/gota/") == 404


def test_what_is_live_below_a_new_home_is_listed_though_the_home_itself_is_not_live(client):
    locale("es")
    published(slug="gout")
    prepare()
    settle()
    memory.clear()
    assert client.get("/api/v2/pages/?locale=es").json()["items"] == []
    hidden = HomePage(title="ES", slug="es", locale=locale("es"), live=False)
    hidden.translation_key = home().translation_key
    Page.get_first_root_node().add_child(instance=hidden)
    client.get("/api/v2/pages/?locale=es")

    page = published(language="es", slug="gota")
    settle()

    listed = client.get("/api/v2/pages/?locale=es&type=pages.ConditionPage").json()["items"]
    assert [one["id"] for one in listed] == [page.pk]
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 200

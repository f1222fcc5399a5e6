"""Redirects that moves make: what they lead to, what they never lead to, and what they cost."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from pages.content.index import ConditionIndexPage
from pages.delivery.redirects import find_redirect, redirect_target
from tests.factories.content import home, index_page
from tests.factories.delivery import draft, publish, published, translated

pytestmark = pytest.mark.django_db

FRONTEND = "https://www.example.org"


def rename(page: Page, slug: str) -> Page:
    row = Page.objects.get(pk=page.pk).specific
    row.slug = slug
    row.save()
    return row


def move(page: Page, target: Page) -> Page:
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=target.pk), pos="last-child")
    return Page.objects.get(pk=page.pk)


def elsewhere(language: str = "en", slug: str = "elsewhere") -> Page:
    page = ConditionIndexPage(title=slug, slug=slug, locale=home(language).locale)
    Page.objects.get(pk=home(language).pk).add_child(instance=page)
    return page


def leads(path: str) -> int | str | None:
    target = redirect_target(path)
    return target.pk if isinstance(target, Page) else target


def stored() -> set[tuple[str, int | None]]:
    return set(Redirect.objects.values_list("old_path", "redirect_page_id"))


def test_a_renamed_page_is_found_under_its_old_name(client) -> None:
    page = rename(published(slug="gout"), "gouty-arthritis")

    found = client.get("/api/v2/redirects/find/?html_path=/en/conditions/gout/", follow=True)

    assert leads("/en/conditions/gout") == page.pk
    assert found.json()["location"] == f"{FRONTEND}/en/conditions/gouty-arthritis/"
    assert found.json()["is_permanent"] is True


def test_a_moved_subtree_is_found_page_by_page() -> None:
    first, second = published(slug="gout"), published(slug="lupus")

    rename(index_page(ConditionIndexPage), "diseases")

    assert stored() == {
        ("/en/conditions", index_page(ConditionIndexPage).pk),
        ("/en/conditions/gout", first.pk),
        ("/en/conditions/lupus", second.pk),
    }


def test_a_page_that_moves_twice_leaves_two_redirects_and_no_chain() -> None:
    page = rename(rename(published(slug="a"), "b"), "c")

    assert stored() == {("/en/conditions/a", page.pk), ("/en/conditions/b", page.pk)}


def test_a_page_that_comes_back_is_not_led_away_from_its_own_address() -> None:
    page = rename(rename(published(slug="a"), "b"), "a")

    assert stored() == {("/en/conditions/b", page.pk)}


def test_moving_below_another_page_and_back_leaves_no_loop() -> None:
    page = published(slug="gout")
    place = elsewhere()

    move(page, place)
    assert stored() == {("/en/conditions/gout", page.pk)}
    move(page, index_page(ConditionIndexPage))

    assert stored() == {("/en/elsewhere/gout", page.pk)}


def test_a_translation_moves_in_its_own_language_alone() -> None:
    english = published(slug="gout")
    spanish = translated(english, slug="gota")

    rename(spanish, "gota-urica")

    assert stored() == {("/es/enfermedades/gota", spanish.pk)}


def test_sorting_pages_makes_no_redirect() -> None:
    published(slug="a")
    page = published(slug="b")

    Page.objects.get(pk=page.pk).move(index_page(ConditionIndexPage), pos="first-child")

    assert stored() == set()


def test_a_draft_leaves_nothing_that_tells_of_it(client) -> None:
    rename(draft(slug="secret-plan"), "plan")

    assert stored() == set()
    assert "secret" not in client.get("/api/v2/redirects/").content.decode()


def test_the_drafts_below_a_renamed_list_leave_nothing() -> None:
    draft(slug="secret-plan")

    rename(index_page(ConditionIndexPage), "diseases")

    assert stored() == {("/en/conditions", index_page(ConditionIndexPage).pk)}


def test_a_page_behind_a_restriction_leaves_nothing() -> None:
    page = published(slug="members-only")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    rename(page, "members")
    move(page, elsewhere())

    assert stored() == set()


def test_a_page_that_comes_out_of_a_restricted_list_leaves_nothing() -> None:
    page = published(slug="members-only")
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=index_page(ConditionIndexPage).pk), restriction_type="login"
    )

    move(page, elsewhere())

    assert stored() == set()


@pytest.mark.parametrize("how", ["unpublished", "withdrawn", "restricted", "deleted"])
def test_a_redirect_is_silent_while_its_page_is_not_public(client, how) -> None:
    page = rename(published(slug="gout"), "gouty")
    if how == "unpublished":
        page.unpublish()
    elif how == "withdrawn":
        page.approvals.update(withdrawn_at="2026-01-01T00:00:00Z")
    elif how == "restricted":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        Page.objects.get(pk=page.pk).delete()

    assert redirect_target("/en/conditions/gout") is None
    assert client.get("/api/v2/redirects/").json()["items"] == []
    answer = client.get("/api/v2/redirects/find/?html_path=/en/conditions/gout")
    assert answer.status_code == 404


def test_a_page_that_was_public_is_found_again_when_it_comes_back_elsewhere() -> None:
    page = published(slug="gout")
    page.unpublish()
    page = rename(page, "gouty")
    assert redirect_target("/en/conditions/gout") is None

    publish(page)

    assert leads("/en/conditions/gout") == page.pk


def test_a_page_that_appears_at_an_old_address_is_read_there(client) -> None:
    rename(published(slug="gout"), "gouty")
    newcomer = published(slug="gout")

    assert redirect_target("/en/conditions/gout") is None
    found = client.get("/api/v2/pages/find/?html_path=/en/conditions/gout/", follow=True)
    assert found.json()["id"] == newcomer.pk


def test_the_last_page_at_an_address_is_the_one_that_it_leads_to() -> None:
    rename(published(slug="gout"), "first")
    second = rename(published(slug="gout"), "second")

    assert leads("/en/conditions/gout") == second.pk


def test_what_an_editor_entered_stays_and_gives_way_to_a_live_page(client) -> None:
    page = published(slug="gout")
    Redirect.objects.create(old_path="/en/conditions/gout", redirect_link="https://other.example/")

    listed = client.get("/api/v2/redirects/").json()
    found = client.get("/api/v2/redirects/find/?html_path=/en/conditions/gout")
    assert (listed["meta"]["total_count"], found.status_code) == (0, 404)

    rename(page, "gouty")

    assert Redirect.objects.filter(automatically_created=True).count() == 0
    assert leads("/en/conditions/gout") == "https://other.example/"
    assert client.get("/api/v2/redirects/").json()["meta"]["total_count"] == 1


def test_a_link_to_a_moved_address_leads_to_the_page_from_then_on() -> None:
    page = published(slug="gout")
    Redirect.objects.create(old_path="/flyer", redirect_link=f"{FRONTEND}/en/conditions/gout/")

    rename(page, "gouty")

    assert leads("/flyer") == page.pk


def test_a_link_that_leads_to_itself_is_no_redirect() -> None:
    home()
    Redirect.objects.create(old_path="/en/round", redirect_link=f"{FRONTEND}/en/round/")

    assert redirect_target("/en/round/") is None


def test_another_host_name_of_the_site_changes_no_redirect() -> None:
    page = rename(published(slug="gout"), "gouty")

    site = Site.objects.get(is_default_site=True)
    site.hostname = "cms.renamed.example"
    site.save()

    assert leads("/en/conditions/gout") == page.pk


def test_each_site_follows_its_own_redirects() -> None:
    page = rename(published(slug="gout"), "gouty")
    other_home = home("en").__class__(title="Other", slug="other", locale=home().locale)
    Page.get_first_root_node().add_child(instance=other_home)
    other = Site.objects.create(hostname="other.example", root_page=other_home)

    assert find_redirect("/en/conditions/gout", sites=[other.pk]) is None
    found = find_redirect("/en/conditions/gout", sites=[Site.objects.get(is_default_site=True).pk])
    assert found is not None
    assert found.redirect_page_id == page.pk


@pytest.mark.parametrize(
    "path",
    [
        "/en/conditions/gout",
        "/en/conditions/gout/",
        "en/conditions/gout",
        "/en/conditions/gout/?utm_source=mail",
        "/site/en/conditions/gout/",
    ],
)
def test_old_addresses_are_found_however_they_are_written(path, settings) -> None:
    settings.PAGES = {"FRONTEND_URL": f"{FRONTEND}/site"}
    page = rename(published(slug="gout"), "gouty")

    assert leads(path) == page.pk


@pytest.mark.parametrize("path", ["", "/", "//", "\x00", "/%00", "x" * 3000, "/?=&", "http://["])
def test_strange_paths_lead_nowhere(path) -> None:
    home()
    assert redirect_target(path) is None


def test_accents_in_addresses_are_found_encoded_and_plain() -> None:
    page = rename(published(slug="niños"), "infancia")

    assert leads("/en/conditions/niños") == page.pk
    assert leads("/en/conditions/ni%C3%B1os/") == page.pk


def test_a_move_that_fails_leaves_no_redirect() -> None:
    page = published(slug="gout")

    def fail_after_the_move() -> None:
        with transaction.atomic():
            rename(page, "gouty")
            assert stored()
            raise IntegrityError

    with pytest.raises(IntegrityError):
        fail_after_the_move()

    assert stored() == set()


def test_following_a_redirect_costs_two_queries(django_assert_max_num_queries) -> None:
    rename(published(slug="gout"), "gouty")
    redirect_target("/en/conditions/gout")

    with django_assert_max_num_queries(2):
        target = redirect_target("/en/conditions/gout")
        assert isinstance(target, Page)
        assert target.locale.language_code == "en"


def test_a_move_costs_the_same_queries_however_much_is_below() -> None:
    def cost(slug: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rename(index_page(ConditionIndexPage), slug)
        return len(queries)

    published(slug="page-a")
    first = cost("one")
    for number in range(4):
        published(slug=f"further-{number}")

    assert cost("two") == first

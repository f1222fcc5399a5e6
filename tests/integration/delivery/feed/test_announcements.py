"""Whatever changes for the public is in the feed, whatever road the change took."""

from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)

from pages.citations.models import Reference
from pages.content.index import HomePage
from pages.delivery.feed import targets
from pages.delivery.feed.announcements import FeedTriggers
from pages.delivery.models import PublicChange, PublishedDocument
from pages.delivery.search.indexing import refresh_entries
from pages.delivery.search.models import SearchEntry
from pages.navigation.models import SiteProfile, SiteWording
from pages.publishing import guards
from pages.review.models import Approval
from tests.factories.content import home, locale
from tests.factories.delivery import an_image, draft, publish, published
from tests.factories.navigation import a_profile, worded

pytestmark = pytest.mark.django_db


def told() -> set[str]:
    return set(PublicChange.objects.filter(is_settled=False).values_list("target", flat=True))


def forget() -> None:
    PublicChange.objects.all().delete()


def family(page: Page) -> str:
    return targets.family(page.translation_key)


def test_a_publication_is_told():
    page = draft()
    forget()
    publish(page)
    assert family(page) in told()


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "another"},
        {"title": "Another"},
        {"url_path": "/elsewhere/"},
        {"live": False},
        {"first_published_at": timezone.now()},
        {"show_in_menus": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_a_live_plain_page_behind_python_is_told(change):
    page = published().get_parent()
    forget()
    Page.objects.filter(pk=page.pk).update(**change)
    assert told() == {family(page)}


def test_what_no_reader_sees_is_not_told():
    page = published()
    forget()
    Page.objects.filter(pk=page.pk).update(
        draft_title="Another", has_unpublished_changes=True, locked=True, numchild=7
    )
    assert told() == set()


def test_a_draft_that_is_written_is_not_told():
    page = draft()
    forget()
    page.title = "Another"
    page.save()
    assert told() == set()


def test_a_home_page_that_is_not_live_is_told_of_to_those_who_keep_where_a_sites_pages_are():
    def forgotten() -> set[str]:
        found = set(PublicChange.objects.values_list("target", flat=True))
        forget()
        return found

    spanish, other = (
        HomePage(title=slug, slug=slug, locale=locale("es"), live=False) for slug in ("es", "other")
    )
    spanish.translation_key = home().translation_key
    root = Page.get_first_root_node()
    forget()

    root.add_child(instance=spanish)
    assert forgotten() == {family(spanish)}
    root.add_child(instance=other)
    assert forgotten() == set()
    Page.objects.get(pk=spanish.pk).move(Page.objects.get(pk=other.pk), pos="right")
    assert family(spanish) in forgotten()
    Page.objects.filter(pk=spanish.pk).update(title="Inicio")
    assert forgotten() == set()
    Page.objects.filter(pk=spanish.pk).update(translation_key=uuid4())
    assert forgotten() == {family(spanish)}
    Page.objects.filter(pk=spanish.pk).update(translation_key=home().translation_key)
    forget()
    Page.objects.get(pk=spanish.pk).delete()
    assert forgotten() == {family(spanish)}


def test_a_row_that_is_taken_off_the_public_by_sql_is_told():
    page = published()
    forget()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = %s WHERE id = %s", [False, page.pk])
    assert told() == {family(page)}


def test_a_withdrawn_approval_is_told():
    page = published()
    forget()
    Approval.objects.filter(page=page).update(withdrawn_at=timezone.now())
    assert family(page) in told()


def test_a_document_that_vanishes_is_told():
    page = published()
    forget()
    PublishedDocument.objects.filter(page=page).delete()
    assert told() == {family(page)}


def test_a_page_that_was_public_once_and_is_deleted_is_told_by_its_number():
    live, left, unseen = published(), published(), draft()
    left.unpublish()
    ids = {targets.GONE + str(page.pk) for page in (live, left)}
    forget()
    for page in (live, left, unseen):
        Page.objects.get(pk=page.pk).delete()
    assert {one for one in told() if one.startswith(targets.GONE)} == ids


def test_a_retraction_is_told_by_its_key():
    published()
    reference = Reference.objects.first()
    forget()
    Reference.objects.filter(pk=reference.pk).update(retraction_status="retracted")
    assert told() == {targets.reference(reference.key)}


def test_another_note_on_a_reference_is_not_told():
    published()
    forget()
    Reference.objects.update(year=1999)
    assert told() == set()


@pytest.mark.parametrize("what", ["restriction", "site", "language"])
def test_what_concerns_everything_is_told_as_such(what):
    page = published()
    forget()
    if what == "restriction":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif what == "site":
        Site.objects.filter(is_default_site=True).update(port=8080)
    else:
        Locale.objects.create(language_code="fr")
    assert told() == {targets.EVERYTHING}


def test_redirects_are_told():
    published()
    forget()
    Redirect.objects.create(old_path="/old", redirect_link="https://www.example.org/new")
    assert told() == {targets.REDIRECTS}


def test_nobody_knows_what_was_written_while_the_triggers_were_away():
    published()
    forget()
    with guards.suspended():
        pass
    assert told() == {targets.EVERYTHING}


def test_a_feed_trigger_that_is_missing_is_missed():
    source = FeedTriggers()
    trigger = source.triggers(connection.vendor)[0]
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else f' ON "{trigger.table}"'
        cursor.execute(f"DROP TRIGGER {trigger.name}{on}")
    assert guards.missing() == [trigger.name]
    guards.install()
    assert guards.missing() == []


def test_whoever_publishes_a_site_is_told_of_and_its_menus_and_hours_are_not():
    image, profile = an_image(), a_profile(organisation_name="Clínica Ribera")
    assert targets.EVERYTHING in told()
    wording = worded(profile, "es", opening_hours="De lunes a viernes")
    forget()

    SiteProfile.objects.update(telephone="+34 955 010 203", footer_disclaimers=["general"])
    SiteWording.objects.update(opening_hours="Siempre")
    wording.delete()
    assert told() == set()

    for change in ({"organisation_kind": "Hospital"}, {"organisation_name": "Another"}):
        forget()
        SiteProfile.objects.update(**change)
        assert told() == {targets.EVERYTHING}
    forget()
    named = worded(profile, "es", site_name="Otra")
    assert told() == {targets.EVERYTHING}
    for change in ({"site_name": "Y otra"}, {"logo": image}):
        forget()
        (SiteProfile if "logo" in change else SiteWording).objects.update(**change)
        assert told() == {targets.EVERYTHING}
    forget()
    named.delete()
    assert told() == {targets.EVERYTHING}
    forget()
    SiteProfile.objects.all().delete()
    assert told() == {targets.EVERYTHING}


def test_a_picture_is_told_of_when_it_is_a_sites_logo():
    logo, other = an_image(), an_image()
    private = Collection.get_first_root_node().add_child(name="Private")
    profile = a_profile(logo=logo)
    forget()
    for image, expected in ((other, set()), (logo, {targets.EVERYTHING})):
        get_image_model().objects.filter(pk=image.pk).update(focal_point_x=3)
        assert told() == expected
    forget()
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    assert told() == {targets.EVERYTHING}
    SiteProfile.objects.filter(pk=profile.pk).update(logo=None)
    forget()
    CollectionViewRestriction.objects.all().delete()
    assert told() == set()


def test_a_page_that_is_found_by_other_words_is_told_and_nothing_has_to_be_made_again():
    page = published()
    forget()
    SearchEntry.objects.update(weights={"en0gout": 50})
    assert told() == set()
    assert set(PublicChange.objects.values_list("target", flat=True)) == {family(page)}
    forget()
    SearchEntry.objects.update(weights={"en0gout": 50})
    assert not PublicChange.objects.exists()
    SearchEntry.objects.all().delete()
    assert set(PublicChange.objects.values_list("target", flat=True)) == {family(page)}
    forget()
    refresh_entries()
    assert set(PublicChange.objects.values_list("target", flat=True)) == {family(page)}

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage
from pages.ledger.models import LedgerEntry
from pages.publishing import PublicationRefused, guards
from pages.review import active_approval, current_approval, fingerprint
from pages.review.models import Approval
from tests.factories.content import home, index_page
from tests.factories.review import (
    make_review_workflow,
    make_reviewer,
    make_user,
    publish_signed,
    sign,
    submit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_approval_required")]


@pytest.fixture
def index():
    make_review_workflow(home())
    return index_page(ConditionIndexPage)


@pytest.fixture
def page(index):
    return index.add_child(instance=ConditionPage(title="Gout", summary="A painful joint."))


def stored(page):
    return ConditionPage.objects.get(pk=page.pk)


def test_a_new_page_arrives_as_a_draft_even_when_it_says_that_it_is_live(index):
    page = index.add_child(instance=ConditionPage(title="Gout", live=True))
    assert not stored(page).live
    assert stored(page).first_published_at is None


def go_live_by_saving(page):
    page.live = True
    page.save()


def go_live_by_publishing_the_revision(page):
    page.save_revision().publish()


def go_live_by_page_publish(page):
    page.publish(page.save_revision(), skip_permission_checks=True)


def go_live_as_a_superuser(page):
    boss = make_user(is_superuser=True)
    page.save_revision(user=boss).publish(user=boss)


def go_live_with_update_fields(page):
    page.live = True
    page.save(update_fields=["live"])


def go_live_on_schedule(page):
    revision = page.save_revision(approved_go_live_at=timezone.now())
    revision.publish()


ROADS = [
    go_live_by_saving,
    go_live_by_publishing_the_revision,
    go_live_by_page_publish,
    go_live_as_a_superuser,
    go_live_with_update_fields,
    go_live_on_schedule,
]


@pytest.mark.parametrize("road", ROADS)
def test_unsigned_content_never_goes_live_and_the_draft_stays(page, road):
    page.save_revision()
    with pytest.raises(PublicationRefused):
        road(page)
    assert not stored(page).live
    assert stored(page).get_latest_revision_as_object().summary == "A painful joint."
    assert LedgerEntry.objects.filter(action="publication.live").count() == 0


def go_live_with_all_fields_named(page):
    page.live = True
    page.save(update_fields=["live", "summary"])


@pytest.mark.parametrize(
    "road",
    # Writing nothing but "live" to a live row changes nothing, and is no publication.
    [road for road in ROADS if road is not go_live_with_update_fields]
    + [go_live_with_all_fields_named],
)
def test_content_changed_since_it_was_signed_never_goes_live(page, road):
    live = publish_signed(page)
    live.summary = "Cures everything."
    live.save_revision()
    with pytest.raises(PublicationRefused):
        road(live)
    assert stored(page).live
    assert stored(page).summary == "A painful joint."
    assert stored(page).get_latest_revision_as_object().summary == "Cures everything."


def test_a_signature_makes_the_page_live_and_is_active(page):
    live = publish_signed(page)
    approval = current_approval(live)
    assert live.live
    assert approval is not None
    assert approval.fingerprint == fingerprint(live)
    assert approval.activated_at is not None


def test_signed_content_may_be_published_again_without_a_new_signature(page):
    live = publish_signed(page)
    live.unpublish()
    assert not stored(page).live
    stored(page).get_latest_revision().publish()
    assert stored(page).live
    assert Approval.objects.count() == 1


def test_saving_a_live_page_again_unchanged_is_no_publication(page):
    live = publish_signed(page)
    entries = LedgerEntry.objects.count()
    live.save()
    live.slug = "another-address"
    live.save()
    assert stored(page).live
    assert stored(page).slug == "another-address"
    assert LedgerEntry.objects.count() == entries


def test_superseded_content_does_not_come_back(page):
    live = publish_signed(page)
    first_revision = live.live_revision
    live.summary = "A painful joint, and more."
    newer = publish_signed(live)
    assert newer.summary == "A painful joint, and more."
    with pytest.raises(PublicationRefused, match="newer version has replaced"):
        first_revision.publish()
    assert stored(page).summary == "A painful joint, and more."


def test_an_older_approval_dies_when_a_newer_one_is_activated(page):
    live = publish_signed(page)
    first = active_approval(live)
    live.summary = "Changed."
    publish_signed(live)
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert Approval.objects.active().count() == 1


def test_an_expired_approval_lets_nothing_go_live(page):
    live = publish_signed(page)
    live.unpublish()
    with guards.suspended():
        Approval.objects.update(expires_at=timezone.now())
    with pytest.raises(PublicationRefused, match="expired"):
        stored(page).get_latest_revision().publish()


def test_a_withdrawn_approval_lets_nothing_go_live(page):
    live = publish_signed(page)
    live.unpublish()
    Approval.objects.update(withdrawn_at=timezone.now())
    with pytest.raises(PublicationRefused, match="withdrawn"):
        stored(page).get_latest_revision().publish()


def test_a_copy_of_a_live_page_is_a_draft_without_an_approval(page):
    live = publish_signed(page)
    copy = live.copy(update_attrs={"slug": "gout-2"}, keep_live=True)
    assert not stored(copy).live
    assert stored(copy).approvals.count() == 0
    with pytest.raises(PublicationRefused):
        stored(copy).save_revision().publish()


def test_an_alias_of_a_live_page_is_never_live_itself(page):
    live = publish_signed(page)
    alias = live.create_alias(update_slug="gout-alias")
    assert not stored(alias).live
    live.summary = "Changed."
    publish_signed(live)
    assert not stored(alias).live


def test_adding_an_inline_child_to_a_live_page_is_a_change_of_content(page):
    live = publish_signed(page)
    live.codes.create(system="icd-10", code="M10.9")
    with pytest.raises(PublicationRefused):
        live.save()
    assert stored(page).codes.count() == 0


def test_a_page_leaves_the_public_with_an_entry_in_the_ledger(page):
    live = publish_signed(page)
    live.unpublish()
    assert list(LedgerEntry.objects.filter(page_id=page.pk).values_list("action", flat=True)) == [
        "review.submitted",
        "review.signed",
        "publication.live",
        "publication.ended",
    ]


def test_an_approval_cannot_be_changed_or_removed(page):
    publish_signed(page)
    approval = Approval.objects.get()
    approval.fingerprint = "0" * 64
    with pytest.raises(PermissionDenied):
        approval.save()
    with pytest.raises(PermissionDenied):
        approval.save(update_fields=["fingerprint"])
    with pytest.raises(PermissionDenied):
        approval.delete()


def test_scheduled_content_goes_live_at_its_time_if_it_is_signed(page):
    page.go_live_at = timezone.now() + datetime.timedelta(hours=1)
    author, reviewer = make_user(), make_reviewer()
    submit(page, author)
    sign(page, reviewer)
    assert not stored(page).live
    revision = stored(page).scheduled_revision
    assert revision is not None
    later = revision.as_object()
    later.go_live_at = None
    revision.content = later.serializable_data()
    revision.save()
    revision.publish()
    assert stored(page).live

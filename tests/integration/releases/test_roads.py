"""Every other road to the public is closed to a page that waits; leaving the public is not."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import WorkflowState

from pages.ledger.models import LedgerEntry
from pages.publishing import PublicationRefused
from pages.releases.actions import (
    AddMembers,
    CancelRelease,
    OpenRelease,
    PublishSigned,
    RemoveMember,
)
from pages.releases.going import GoLiveTogether
from pages.releases.models import ReleaseMember
from pages.releases.refusals import ReleaseRefused
from pages.review.withdrawal import Withdraw
from tests.factories.delivery import a_reviewer, an_editor, draft, publish
from tests.factories.releases import a_pair, make_chief, on_api, opened, signed, stored
from tests.factories.review import make_user
from tests.factories.time import days

pytestmark = pytest.mark.django_db

WORDS = "waits for its release “Gout in both languages”: it goes live together with 1 other page"


@pytest.fixture
def chief():
    return make_chief()


@pytest.fixture
def pair():
    return a_pair()


@pytest.fixture
def waiting(pair, chief):
    """A signed page that waits for another, which nobody has signed."""
    opened(*pair, user=chief)
    signed(pair[0])
    return stored(pair[0])


def by_revision(page):
    page.get_latest_revision().publish()


def by_action(page):
    PublishRevisionAction(page.get_latest_revision()).execute(skip_permission_checks=True)


def by_save(page):
    content = page.get_latest_revision_as_object()
    content.live = True
    content.save()


def by_live_alone(page):
    page.live = True
    page.save(update_fields=["live"])


def by_the_end_of_time(page):
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() + days(1)
    revision.save(update_fields=["approved_go_live_at"])


@pytest.mark.parametrize(
    "road", [by_revision, by_action, by_save, by_live_alone, by_the_end_of_time]
)
def test_signed_content_that_waits_goes_live_on_no_other_road(client, waiting, road):
    with pytest.raises(PublicationRefused) as refusal:
        road(waiting)
    assert WORDS in str(refusal.value)
    assert not stored(waiting).live
    assert on_api(client, waiting) is None
    assert stored(waiting).get_latest_revision().approved_go_live_at is None


def test_publishing_it_in_the_editor_or_in_bulk_is_refused_in_words(client, waiting):
    client.force_login(make_user("boss", is_superuser=True))
    assert not waiting.permissions_for_user(make_user(is_superuser=True)).can_publish()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = client.post(f"{address}?id={waiting.pk}")
    assert WORDS in " ".join(str(one) for one in get_messages(response.wsgi_request))
    assert not stored(waiting).live


def test_taking_a_live_member_off_the_public_is_never_hindered(client, pair, chief):
    live = publish(pair[0])
    opened(live, pair[1], user=chief)
    live = stored(live)
    live.unpublish()
    assert on_api(client, live) is None


def test_withdrawing_the_signature_of_a_live_member_takes_it_off_at_once(client, pair, chief):
    live = publish(pair[0])
    opened(live, pair[1], user=chief)
    Withdraw(approval_id=live.approvals.get().pk, user=a_reviewer()).execute(reason="Wrong.")
    assert on_api(client, live) is None


def test_a_live_member_can_be_moved_and_renamed(client, pair, chief):
    live = stored(publish(pair[0]))
    opened(live, pair[1], user=chief)
    live.slug = "another-address"
    live.save()
    assert on_api(client, live)["meta"]["slug"] == "another-address"


def test_taken_out_a_signed_page_goes_live_only_when_somebody_publishes_it(client, waiting, chief):
    release = waiting.firma_release_members.get().release
    RemoveMember(release_id=release.pk, user=chief).execute(page_id=waiting.pk)
    assert on_api(client, waiting) is None
    PublishSigned(page_id=waiting.pk, user=chief).execute()
    assert on_api(client, waiting)["title"] == "Gout"


def test_a_cancelled_release_publishes_nothing_by_itself(client, waiting, pair, chief):
    release = waiting.firma_release_members.get().release
    CancelRelease(release_id=release.pk, user=chief).execute()
    assert on_api(client, waiting) is None
    with pytest.raises(PublicationRefused, match="not signed content that waits"):
        PublishSigned(page_id=pair[1].pk, user=chief).execute()
    PublishSigned(page_id=waiting.pk, user=chief).execute()
    assert on_api(client, waiting)["title"] == "Gout"


def test_what_waits_for_an_open_release_cannot_be_published_alone(waiting, chief):
    with pytest.raises(PublicationRefused, match="waits for its release"):
        PublishSigned(page_id=waiting.pk, user=chief).execute()


def test_a_signature_in_a_review_that_was_not_finished_releases_nothing(waiting, pair, chief):
    signed(pair[1])
    release = waiting.firma_release_members.get().release
    WorkflowState.objects.filter(object_id=str(waiting.pk)).update(status="cancelled")
    with pytest.raises(ReleaseRefused, match="The review of this draft was not finished"):
        GoLiveTogether(release_id=release.pk, user=chief).execute()
    CancelRelease(release_id=release.pk, user=chief).execute()
    with pytest.raises(PublicationRefused, match="not signed content that waits"):
        PublishSigned(page_id=waiting.pk, user=chief).execute()


def test_a_page_waits_for_one_release_at_a_time(pair, chief):
    opened(*pair, user=chief)
    with pytest.raises(ReleaseRefused, match="belongs to the release “Gout in both languages”"):
        opened(pair[0], draft(title="Another"), user=chief)
    assert ReleaseMember.objects.count() == 2


def test_a_page_that_was_taken_out_may_wait_for_another_release(pair, chief):
    first = opened(*pair, user=chief)
    CancelRelease(release_id=first.pk, user=chief).execute()
    second = opened(*pair, user=chief)
    assert [one.page_id for one in second.members.all()] == [page.pk for page in pair]


def test_a_scheduled_page_has_to_choose(pair, chief):
    signed(pair[0], go_live_at=timezone.now() + days(1))
    with pytest.raises(ReleaseRefused, match="Cancel that schedule first"):
        opened(*pair, user=chief)


def test_one_page_is_no_release(pair, chief):
    with pytest.raises(ReleaseRefused, match="at least two pages"):
        opened(pair[0], user=chief)
    with pytest.raises(ReleaseRefused, match="at least two pages"):
        opened(pair[0], pair[0], user=chief)


def test_an_index_page_is_no_member(pair, chief):
    with pytest.raises(ReleaseRefused, match="Only pages that are reviewed"):
        opened(pair[0], pair[0].get_parent().specific, user=chief)


def test_pages_join_later_and_each_step_is_in_the_ledger(pair, chief):
    release = opened(*pair, user=chief)
    other = draft(title="Another")
    added = AddMembers(release_id=release.pk, user=chief).execute(page_ids=[other.pk, pair[0].pk])
    assert [page.pk for page in added] == [other.pk]
    RemoveMember(release_id=release.pk, user=chief).execute(page_id=pair[0].pk)
    CancelRelease(release_id=release.pk, user=chief).execute()
    found = LedgerEntry.objects.filter(action__startswith="release.").order_by("id")
    assert [(entry.action, entry.page_id) for entry in found] == [
        ("release.opened", pair[0].pk),
        ("release.opened", pair[1].pk),
        ("release.member_added", other.pk),
        ("release.member_removed", pair[0].pk),
        ("release.cancelled", pair[1].pk),
        ("release.cancelled", other.pk),
    ]
    assert {entry.actor_id for entry in found} == {chief.pk}


@pytest.mark.parametrize(
    "make_other",
    [
        lambda: make_chief(languages=("en",)),
        lambda: a_reviewer(),
        lambda: an_editor(),
    ],
    ids=["an editor of one language", "a reviewer", "somebody without rights"],
)
def test_nobody_decides_about_a_release_who_may_not_write_all_of_its_pages(pair, chief, make_other):
    other = make_other()
    with pytest.raises(ReleaseRefused, match="You may not decide"):
        opened(*pair, user=other)
    release = opened(*pair, user=chief)
    for page in pair:
        signed(page)
    for act in (
        lambda: GoLiveTogether(release_id=release.pk, user=other).execute(),
        lambda: CancelRelease(release_id=release.pk, user=other).execute(),
        lambda: RemoveMember(release_id=release.pk, user=other).execute(page_id=pair[0].pk),
        lambda: AddMembers(release_id=release.pk, user=other).execute(page_ids=[]),
    ):
        with pytest.raises(ReleaseRefused, match="You may not decide"):
            act()
    release.refresh_from_db()
    assert release.is_open
    assert release.members.count() == 2


def test_a_translator_decides_nothing_of_what_is_public(pair):
    from tests.factories.translation import BilingualSite, make_translator

    spanish = pair[1].get_parent().get_parent().specific
    english = pair[0].get_parent().get_parent().specific
    site = BilingualSite(pair[0].locale, pair[1].locale, english, spanish, None, None)
    translator = make_translator(site)
    permissions = pair[1].permissions_for_user(translator)
    assert permissions.can_edit() or permissions.may_write()
    assert not permissions.may_release()


def test_opening_takes_the_name_of_the_first_page_where_none_is_given(pair, chief):
    release = OpenRelease(user=chief).execute(name=" ", page_ids=[page.pk for page in pair])
    assert release.name == "Gout"

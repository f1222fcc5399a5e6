"""What publication may meet on its way: withdrawals, other publications, drafts, timers."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from pages.content.condition import ConditionPage
from pages.delivery.rebuilding import rebuild_all
from pages.ledger.models import LedgerEntry
from pages.review import active_approval
from pages.review.expiry import Expire
from pages.review.scheduling import end_what_is_over, publish_what_is_due
from pages.review.withdrawal import Withdraw
from tests.factories.review import make_user
from tests.factories.time import days
from tests.races.site import stored, write

pytestmark = pytest.mark.postgres

OFFLINE = {"OVERDUE_POLICY": {"pages.ConditionPage": "unpublish"}}


def withdrawing(approval, user):
    return lambda: Withdraw(approval_id=approval.pk, user=user).execute(reason="Wrong.")


def timer():
    return [scheduled.result for scheduled in publish_what_is_due()]


def let_its_time_come(page):
    scheduled = Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False)
    assert scheduled.update(approved_go_live_at=timezone.now() - days(1)) == 1


def expiring_of(page):
    """Return what the daily timer does a day after the approval of a page has expired."""
    approval = active_approval(page)
    return Expire(approval_id=approval.pk, now=approval.expires_at + days(1))


def schedule(cast, page, mark):
    """Have further content of a page signed for later."""
    cast.submit(page, mark, go_live_at=timezone.now() + days(1))
    approval = cast.sign(page)
    revision = Revision.objects.get(pk=approval.revision_id)
    # The content says when, too. That moment is past when the row's has come.
    revision.content["go_live_at"] = None
    revision.save()


@pytest.fixture
def offline(cast):
    """Signed as A, public once, and unpublished by hand."""
    page = cast.live("A")
    page.unpublish()
    return stored(page)


@pytest.fixture
def scheduled(cast):
    """Public as A; B is signed for later."""
    page = cast.live("A")
    schedule(cast, page, "B")
    return page


def test_what_is_withdrawn_while_it_is_published_ends_offline(race, cast, offline):
    for page in race.pages(offline):
        approval = active_approval(page)
        revision = page.get_latest_revision()
        publishing, taking = race.run(
            page,
            lambda: revision.publish(),  # noqa: B023
            withdrawing(approval, cast.second),
            stories=["gone", "gone A gone"],
        )
        assert taking.done
        assert publishing.done or "withdrawn" in publishing.refusal
        assert not stored(page).live
        approval.refresh_from_db()
        assert approval.withdrawn_at
        race.count("published, then withdrawn" if publishing.done else "withdrawn first")
    race.finish("published, then withdrawn", "withdrawn first")


def test_what_is_withdrawn_while_it_is_published_again_ends_offline(race, cast):
    for page in race.pages(cast.live("A")):
        approval = active_approval(page)
        revision = page.get_latest_revision()
        publishing, taking = race.run(
            page,
            lambda: revision.publish(),  # noqa: B023
            withdrawing(approval, cast.second),
            stories=["A gone"],
        )
        assert taking.done
        assert publishing.done or "withdrawn" in publishing.refusal
        assert not stored(page).live
        race.count("published, then withdrawn" if publishing.done else "withdrawn first")
    race.finish("published, then withdrawn", "withdrawn first")


def test_of_two_signed_contents_the_newer_signature_wins_in_whatever_order(race, cast):
    template = cast.live("A")
    schedule(cast, template, "B")
    schedule(cast, template, "C")
    Revision.objects.for_instance(template).update(approved_go_live_at=None)
    for page in race.pages(template):
        newer, older = (one.revision for one in page.approvals.order_by("-pk")[:2])
        first, second = race.run(
            page,
            lambda: older.publish(),  # noqa: B023
            lambda: newer.publish(),  # noqa: B023
            stories=["A C", "A B C"],
        )
        assert second.done
        assert first.done or "newer version" in first.refusal
        assert stored(page).title == "Gout [C]"
        race.count("both, in their order" if first.done else "the newer alone")
    race.finish("both, in their order", "the newer alone")


def test_what_is_saved_while_a_page_is_published_is_kept_as_its_newest_draft(race, cast, offline):
    for page in race.pages(offline):
        revision = page.get_latest_revision()
        draft = write(stored(page), "C")
        publishing, saving = race.run(
            page,
            lambda: revision.publish(),  # noqa: B023
            lambda: draft.save_revision(user=cast.other_editor),  # noqa: B023
            stories=["gone A"],
        )
        assert publishing.done
        assert saving.done
        after = stored(page)
        assert after.get_latest_revision_as_object().title == "Gout [C]"
        assert after.has_unpublished_changes
        assert (after.title, after.draft_title) == ("Gout [A]", "Gout [C]")
        newest = Revision.objects.for_instance(page).order_by("-created_at", "-pk").first()
        assert after.latest_revision == newest
        race.count(
            "saved" if after.latest_revision.created_at < after.last_published_at else "live"
        )
    race.finish("saved", "live")


def test_two_timers_publish_a_page_once(race, cast, scheduled):
    for page in race.pages(scheduled):
        let_its_time_come(page)
        outcomes = race.run(page, timer, timer, stories=["A B"])
        done = [result for outcome in outcomes for result in outcome.value]
        assert done == ["published"]
        entries = LedgerEntry.objects.filter(page_id=page.pk, action="publication.live")
        assert entries.count() == 2
        race.count("the first" if outcomes[0].value else "the second")
    race.finish("the first", "the second")


def test_what_is_withdrawn_when_its_time_comes_is_offline_or_never_was_public(
    race, cast, scheduled
):
    for page in race.pages(scheduled):
        let_its_time_come(page)
        approval = page.approvals.order_by("-pk").first()
        publishing, taking = race.run(
            page, timer, withdrawing(approval, cast.second), stories=["A", "A B gone"]
        )
        assert publishing.done
        assert taking.done
        if publishing.value == ["published"]:
            assert not stored(page).live
        else:
            assert publishing.value == []
            assert stored(page).title == "Gout [A]"
        assert not Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False)
        race.count("published, then withdrawn" if publishing.value else "withdrawn first")
    race.finish("published, then withdrawn", "withdrawn first")


def test_what_is_saved_when_a_pages_time_comes_is_kept(race, cast, scheduled):
    for page in race.pages(scheduled):
        let_its_time_come(page)
        draft = write(stored(page), "C")
        publishing, saving = race.run(
            page,
            timer,
            lambda: draft.save_revision(user=cast.other_editor),  # noqa: B023
            stories=["A B"],
        )
        assert publishing.value == ["published"]
        assert saving.done
        after = stored(page)
        assert after.get_latest_revision_as_object().title == "Gout [C]"
        assert after.has_unpublished_changes
        race.count(
            "saved" if after.latest_revision.created_at < after.last_published_at else "live"
        )
    race.finish("saved", "live")


def test_what_expires_while_its_successor_is_scheduled_is_succeeded(
    race, cast, scheduled, settings
):
    settings.PAGES = OFFLINE
    for page in race.pages(scheduled):
        let_its_time_come(page)
        expire = expiring_of(page)
        publishing, expiring = race.run(
            page,
            timer,
            expire.execute,
            stories=["A B", "A gone B"],
        )
        assert publishing.value == ["published"]
        assert expiring.done
        assert stored(page).title == "Gout [B]"
        assert stored(page).live
        was_offline = expiring.value is not None and expiring.value.taken_offline
        race.count("offline in between" if was_offline else "succeeded at once")
    race.finish("offline in between", "succeeded at once")


def test_what_expires_while_it_is_renewed_is_public_in_the_end(race, cast, settings):
    settings.PAGES = OFFLINE
    template = cast.live("A")
    cast.submit(template, "A")
    for page in race.pages(template):
        review = page.current_workflow_task_state
        expire = expiring_of(page)
        signing, expiring = race.run(
            page,
            cast.signing(review, cast.reviewer),
            expire.execute,
            stories=["A", "A gone A"],
        )
        assert signing.done
        assert expiring.done
        after = stored(page)
        assert after.live
        assert active_approval(after).expires_at > timezone.now()
        race.count("offline in between" if expiring.value else "renewed at once")
    race.finish("offline in between", "renewed at once")


def test_a_page_whose_time_ends_as_its_successors_comes_is_succeeded(race, cast, scheduled):
    for page in race.pages(scheduled):
        let_its_time_come(page)
        ConditionPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - days(1))
        publishing, ending = race.run(
            page,
            timer,
            lambda: [ended.result for ended in end_what_is_over()],
            stories=["A B", "A gone", "A gone B"],
        )
        assert publishing.done
        assert ending.done
        after = stored(page)
        # Wagtail cancels what is scheduled when the time of a page ends.
        if publishing.value:
            assert (after.live, after.title) == (True, "Gout [B]")
        else:
            assert (after.live, ending.value) == (False, ["unpublished"])
        race.count("succeeded" if publishing.value else "ended")
    race.finish("succeeded", "ended")


def test_rebuilding_documents_brings_nothing_back(race, cast, offline):
    for page in race.pages(offline):
        page.get_latest_revision().publish()
        rebuilding, taking = race.run(
            page,
            lambda: [rebuilt.result for rebuilt in rebuild_all()],
            withdrawing(active_approval(page), cast.second),
            stories=["A gone"],
        )
        assert rebuilding.done
        assert taking.done
        assert not stored(page).live
        race.count("rebuilt" if rebuilding.value else "withdrawn first")
    race.finish("rebuilt", "withdrawn first")


def test_several_pages_at_once_and_one_of_them_withdrawn_end_without_a_deadlock(
    race, cast, offline
):
    client = Client()
    client.force_login(make_user("boss", is_superuser=True))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for page, other in race.pairs(offline):
        publishing, taking = race.run(
            other,
            lambda: client.post(f"{url}?id={page.pk}&id={other.pk}", {"next": "/admin/"}),  # noqa: B023
            withdrawing(active_approval(other), cast.second),
            stories=["gone", "gone A gone"],
        )
        assert publishing.value.status_code == 302
        assert taking.done
        assert not stored(other).live
        was_public = LedgerEntry.objects.filter(page_id=other.pk, action="publication.live")
        both = was_public.count() == 2
        assert stored(page).live or not both
        race.count("both" if both else "not the one that was withdrawn")
    race.finish("both", "not the one that was withdrawn")

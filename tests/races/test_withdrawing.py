"""Taking a signature back, by two people at once and in two languages."""

import pytest
from wagtail.actions.unpublish_page import UnpublishPageAction

from pages.ledger.models import LedgerEntry
from pages.review import active_approval
from pages.review.withdrawal import Withdraw
from tests.races.site import stored

pytestmark = pytest.mark.postgres


def withdrawing(approval, user):
    return lambda: Withdraw(approval_id=approval.pk, user=user).execute(reason="Wrong.")


def test_of_two_who_withdraw_one_does_and_the_other_is_told(race, cast):
    for page in race.pages(cast.live("A")):
        approval = active_approval(page)
        first, second = race.run(
            page,
            withdrawing(approval, cast.reviewer),
            withdrawing(approval, cast.second),
            stories=["A gone"],
        )
        assert first.done != second.done
        assert "already withdrawn" in first.refusal + second.refusal
        approval.refresh_from_db()
        assert approval.withdrawn_by == (cast.reviewer if first.done else cast.second)
        entries = LedgerEntry.objects.filter(page_id=page.pk, action="approval.withdrawn")
        assert entries.count() == 1
        race.count("the first" if first.done else "the second")
    race.finish("the first", "the second")


def test_what_is_unpublished_while_it_is_withdrawn_leaves_the_public_once(race, cast):
    for page in race.pages(cast.live("A")):
        approval, loaded = active_approval(page), stored(page)
        taking, unpublishing = race.run(
            page,
            withdrawing(approval, cast.reviewer),
            lambda: UnpublishPageAction(loaded).execute(),  # noqa: B023
            stories=["A gone"],
        )
        assert taking.done
        assert unpublishing.done
        assert not stored(page).live
        left = LedgerEntry.objects.filter(page_id=page.pk, action="publication.ended")
        assert left.count() == 1
        race.count("withdrawn first" if taking.value.taken_offline else "unpublished first")
    race.finish("withdrawn first", "unpublished first")

"""What a reviewer's signature may meet on its way."""

import pytest
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import TaskState, WorkflowState

from pages.content.condition import ConditionPage
from pages.review import active_approval, fingerprint
from pages.review.rows import whole
from pages.review.withdrawal import Withdraw
from tests.races.site import stored, write

pytestmark = pytest.mark.postgres

OVER = "already over"
CHANGED = "changed after it was submitted"
OTHER = "given for other content"


@pytest.fixture
def waiting(cast):
    """Public under A, and in review with B."""
    page = cast.live("A")
    cast.submit(page, "B")
    return page


def review_of(page):
    return TaskState.objects.get(
        workflow_state__object_id=str(page.pk), status=TaskState.STATUS_IN_PROGRESS
    ).specific


def states(page):
    state = WorkflowState.objects.for_instance(page).order_by("-pk").first()
    return state.status, state.current_task_state.status


def test_of_two_reviewers_one_signs_and_the_other_is_told(race, cast, waiting):
    for page in race.pages(waiting):
        review = review_of(page)
        first, second = race.run(
            page,
            cast.signing(review, cast.reviewer),
            cast.signing(review, cast.second),
            stories=["A B"],
        )
        assert first.done != second.done
        assert OVER in first.refusal + second.refusal
        signer = cast.reviewer if first.done else cast.second
        approval = active_approval(stored(page))
        assert (approval.reviewer, page.approvals.count()) == (signer, 2)
        race.count("the first signs" if first.done else "the second signs")
    race.finish("the first signs", "the second signs")


def test_a_review_is_signed_or_sent_back_and_never_both(race, cast, waiting):
    for page in race.pages(waiting):
        review = review_of(page)
        task = review.task.specific
        signing, sending = race.run(
            page,
            cast.signing(review, cast.reviewer),
            lambda: task.on_action(review, cast.second, "reject", comment="No."),  # noqa: B023
            stories=["A", "A B"],
        )
        assert signing.done != sending.done
        assert OVER in signing.refusal + sending.refusal
        assert stored(page).title == ("Gout [B]" if signing.done else "Gout [A]")
        status = ("approved", "approved") if signing.done else ("needs_changes", "rejected")
        assert states(page) == status
        race.count("signed" if signing.done else "sent back")
    race.finish("signed", "sent back")


def test_what_is_saved_while_a_reviewer_signs_is_kept_and_not_public(race, cast, waiting):
    for page in race.pages(waiting):
        draft = write(stored(page), "C")
        signing, saving = race.run(
            page,
            cast.signing(review_of(page), cast.reviewer),
            lambda: draft.save_revision(user=cast.other_editor),  # noqa: B023
            stories=["A", "A B"],
        )
        assert saving.done
        after = stored(page)
        assert after.get_latest_revision_as_object().title == "Gout [C]"
        assert after.has_unpublished_changes
        assert after.title == ("Gout [B]" if signing.done else "Gout [A]")
        assert signing.done or CHANGED in signing.refusal or OTHER in signing.refusal
        race.count("signed first" if signing.done else "saved first")
    race.finish("signed first", "saved first")


def test_what_saves_itself_while_a_reviewer_signs_leaves_what_was_signed_on_record(
    race, cast, waiting
):
    for page in race.pages(waiting):
        draft = write(stored(page).get_latest_revision_as_object(), "C")
        signing, saving = race.run(
            page,
            cast.signing(review_of(page), cast.reviewer),
            lambda: draft.save_revision(  # noqa: B023
                user=cast.editor,
                overwrite_revision=draft.latest_revision,  # noqa: B023
            ),
            stories=["A", "A B"],
        )
        assert saving.done
        after = stored(page)
        assert after.get_latest_revision_as_object().title == "Gout [C]"
        assert after.title == ("Gout [B]" if signing.done else "Gout [A]")
        assert signing.done or CHANGED in signing.refusal or OTHER in signing.refusal
        for approval in page.approvals.all():
            assert fingerprint(approval.revision.as_object()) == approval.fingerprint
        race.count("signed first" if signing.done else "saved first")
    race.finish("signed first", "saved first")


def test_a_review_is_signed_or_cancelled_and_never_both(race, cast, waiting):
    for page in race.pages(waiting):
        review = review_of(page)
        state = whole(review.workflow_state)
        signing, cancelling = race.run(
            page,
            cast.signing(review, cast.reviewer),
            lambda: state.cancel(user=cast.editor),  # noqa: B023
            stories=["A", "A B"],
        )
        assert signing.done != cancelling.done
        assert OVER in signing.refusal + cancelling.refusal
        assert states(page) == (("approved",) * 2 if signing.done else ("cancelled",) * 2)
        assert stored(page).title == ("Gout [B]" if signing.done else "Gout [A]")
        race.count("signed" if signing.done else "cancelled")
    race.finish("signed", "cancelled")


def test_a_page_that_is_unpublished_while_it_is_signed_ends_as_the_later_one_wants(
    race, cast, waiting
):
    for page in race.pages(waiting):
        loaded = stored(page)
        signing, unpublishing = race.run(
            page,
            cast.signing(review_of(page), cast.reviewer),
            lambda: UnpublishPageAction(loaded).execute(),  # noqa: B023
            stories=["A gone", "A gone B", "A B gone"],
        )
        assert signing.done
        assert unpublishing.done
        after = stored(page)
        assert after.get_latest_revision_as_object().title == "Gout [B]"
        race.count("public" if after.live else "offline")
    race.finish("public", "offline")


def test_a_page_that_is_deleted_while_it_is_signed_is_gone(race, cast, waiting):
    for page in race.pages(waiting):
        loaded = stored(page)
        signing, deleting = race.run(
            page,
            cast.signing(review_of(page), cast.reviewer),
            lambda: loaded.delete(),  # noqa: B023
            stories=["A gone", "A B gone"],
        )
        assert deleting.done
        assert not ConditionPage.objects.filter(pk=page.pk).exists()
        assert signing.done or "deleted" in signing.refusal
        race.count("signed, then deleted" if signing.done else "deleted first")
    race.finish("signed, then deleted", "deleted first")


def test_withdrawing_what_is_public_while_its_successor_is_signed_leaves_the_successor(
    race, cast, waiting
):
    for page in race.pages(waiting):
        old = active_approval(page)
        signing, withdrawing = race.run(
            page,
            cast.signing(review_of(page), cast.reviewer),
            lambda: Withdraw(approval_id=old.pk, user=cast.second).execute(  # noqa: B023
                reason="Wrong."
            ),
            stories=["A B", "A gone B"],
        )
        assert signing.done
        assert withdrawing.done or "newer approval" in withdrawing.refusal
        old.refresh_from_db()
        assert bool(old.withdrawn_at) == withdrawing.done
        assert old.superseded_at
        race.count("withdrawn first" if withdrawing.done else "signed first")
    race.finish("withdrawn first", "signed first")

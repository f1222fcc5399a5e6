"""What handing a page to review may meet, and what happens to what is typed meanwhile."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from pages.review import active_approval
from pages.review.rows import whole
from pages.review.withdrawal import Withdraw
from tests.factories.content import a_reference
from tests.factories.page_form import complete_condition_form
from tests.factories.review import make_reviewer, make_user
from tests.races.site import stored, write

pytestmark = pytest.mark.postgres

IN_REVIEW = "in medical review already"


def in_progress(page):
    return TaskState.objects.filter(
        workflow_state__object_id=str(page.pk), status=TaskState.STATUS_IN_PROGRESS
    )


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def messages_of(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_page_that_is_submitted_by_a_double_click_is_in_one_review(race, cast):
    boss = make_user("boss", is_superuser=True)
    for page in race.pages(cast.draft("A")):
        clients = [logged_in(boss), logged_in(boss)]
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        form = complete_condition_form(
            type(page), a_reference(), slug=page.slug, **{"action-submit": "1"}
        )
        outcomes = race.run(
            page,
            lambda: clients[0].post(url, form),  # noqa: B023
            lambda: clients[1].post(url, form),  # noqa: B023
            stories=["gone"],
        )
        told = [messages_of(outcome.value) for outcome in outcomes]
        first, second = ("has been submitted" in words for words in told)
        assert first != second, told
        # Who comes late enough finds the page locked; between Wagtail's look at the lock and its
        # look at the review, a submission is no more than a save, and says so.
        late = (IN_REVIEW, "locked", "has been updated")
        assert any(words in said for said in told for words in late), told
        assert in_progress(page).count() == 1
        assert stored(page).current_workflow_task_state == in_progress(page).get()
        race.count("the first" if first else "the second")
    race.finish("the first", "the second")


def test_a_page_that_is_submitted_again_twice_at_once_is_in_one_review(race, cast):
    template = cast.draft("A")
    review = cast.submit(template, "A")
    review.task.specific.on_action(review, cast.reviewer, "reject", comment="No.")
    for page in race.pages(template):
        states = [whole_state(page), whole_state(page)]
        first, second = race.run(
            page,
            lambda: states[0].resume(cast.editor),  # noqa: B023
            lambda: states[1].resume(cast.other_editor),  # noqa: B023
            stories=["gone"],
        )
        assert first.done != second.done
        assert IN_REVIEW in first.refusal + second.refusal
        assert in_progress(page).count() == 1
        assert stored(page).current_workflow_task_state == in_progress(page).get()
        race.count("the first" if first.done else "the second")
    race.finish("the first", "the second")


def whole_state(page):
    return whole(WorkflowState.objects.for_instance(page).active().get())


def test_what_a_reviewer_types_while_another_signs_is_kept_or_shown_again(race, cast):
    """A reviewer may write in a page in review, so that its first publication meets a draft."""
    typing = make_reviewer("typing")
    typing.is_superuser = True
    typing.save()
    template = cast.draft("B")
    cast.submit(template, "B")
    for page in race.pages(template):
        review = page.current_workflow_task_state
        form = complete_condition_form(type(page), a_reference(), title="Typed", slug=page.slug)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client = logged_in(typing)
        signing, saving = race.run(
            page,
            cast.signing(review, cast.reviewer),
            lambda: client.post(url, form),  # noqa: B023
            stories=["gone", "gone B"],
        )
        answer = saving.value
        after = stored(page)
        assert after.live == signing.done
        if answer.status_code == 302:
            assert after.get_latest_revision_as_object().title == "Typed"
            race.count("signed, and the draft beside it" if signing.done else "saved first")
        else:
            assert "went public while you were working" in messages_of(answer)
            assert 'value="Typed"' in answer.content.decode()
            assert after.title == "Gout [B]"
            race.count("signed, and shown again")
    race.finish(
        "saved first",
        "signed, and the draft beside it",
        often=["signed, and shown again"],
    )


def test_a_page_that_is_deleted_while_it_is_saved_or_submitted_leaves_nothing(race, cast):
    for page in race.pages(cast.draft("A")):
        draft, loaded = write(stored(page), "B"), stored(page)

        def save_and_submit(draft=draft):
            draft.save_revision(user=cast.editor)
            draft.get_workflow().start(draft, cast.editor)

        submitting, deleting = race.run(
            page,
            save_and_submit,
            lambda: loaded.delete(),  # noqa: B023
            stories=["gone"],
        )
        assert deleting.done
        assert submitting.done or "deleted" in submitting.refusal
        assert not in_progress(page).exists()
        assert not WorkflowState.objects.filter(object_id=str(page.pk)).exists()
        race.count("submitted, then deleted" if submitting.done else "deleted first")
    race.finish("submitted, then deleted", "deleted first")


def test_a_page_that_is_withdrawn_while_its_review_is_cancelled_ends_both(race, cast):
    template = cast.live("A")
    cast.submit(template, "B")
    for page in race.pages(template):
        state = whole_state(page)
        approval = active_approval(page)
        cancelling, taking = race.run(
            page,
            lambda: state.cancel(user=cast.editor),  # noqa: B023
            lambda: Withdraw(approval_id=approval.pk, user=cast.second).execute(  # noqa: B023
                reason="Wrong."
            ),
            stories=["A gone"],
        )
        assert cancelling.done
        assert taking.done
        assert not in_progress(page).exists()
        race.count("both")
    race.finish("both")

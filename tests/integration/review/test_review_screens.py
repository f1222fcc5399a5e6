import datetime
import json

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from pages.citations.models import Reference
from pages.content.condition import ConditionPage
from pages.ledger.models import LedgerEntry
from pages.publishing import PublicationRefused
from pages.review.models import Approval
from pages.review.task import MedicalReviewTask
from tests.factories.condition_form import filled_form_data
from tests.factories.content import ConditionPageFactory, home
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import (
    PASSWORD,
    answer_review,
    make_review_workflow,
    make_reviewer,
    make_user,
    review_url,
    sign,
    submit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make_user("author")


@pytest.fixture
def reviewer():
    return make_reviewer("reviewer")


@pytest.fixture
def page(author):
    make_review_workflow(home())
    disclaimers_in("en", "medical-information")
    page = ConditionPageFactory(complete=True, title="Gout")
    submit(page, author)
    return page


def stored(page):
    return ConditionPage.objects.get(pk=page.pk)


def test_the_queue_lists_what_waits_for_the_reviewer(client, page, reviewer):
    client.force_login(reviewer)
    html = client.get(reverse("pages_review:queue")).content.decode()
    assert "Gout" in html
    assert review_url(page) in html


def test_an_empty_queue_says_so(client, reviewer):
    make_review_workflow(home())
    client.force_login(reviewer)
    html = client.get(reverse("pages_review:queue")).content.decode()
    assert "Nothing waits for your review" in html


def test_the_screen_shows_sources_disclaimers_checks_and_meaning(client, page, reviewer):
    client.force_login(reviewer)
    html = client.get(review_url(page)).content.decode()
    assert "A study that was never done" in html
    assert "Medical information" in html
    assert "All checks are passed" in html
    assert "I have read “Gout” in English" in html
    assert "all of it is new" in html


def test_signing_with_the_password_makes_the_page_live(client, page, reviewer):
    client.force_login(reviewer)
    response = answer_review(client, page, comment="Well sourced.")
    assert response.status_code == 302
    assert "It is live in English" in " ".join(map(str, get_messages(response.wsgi_request)))
    assert stored(page).live
    approval = Approval.objects.get()
    assert approval.reviewer == reviewer
    assert approval.reviewer_name == "Dr. reviewer"
    assert approval.reviewer_credentials == "MD, Rheumatology"
    assert approval.language_code == "en"
    assert approval.comment == "Well sourced."
    assert [(kept["key"], kept["version"]) for kept in approval.disclaimer_versions] == [
        ("medical-information", 1)
    ]


def test_signing_a_new_version_that_is_scheduled_does_not_claim_that_it_is_live(
    client, page, author, reviewer
):
    sign(page, reviewer)
    live = stored(page)
    live.summary = "An inflammation of the joints."
    live.go_live_at = timezone.now() + datetime.timedelta(days=3)
    submit(live, author)
    client.force_login(reviewer)
    assert "goes live" in client.get(review_url(live)).content.decode()
    response = answer_review(client, live)
    said = " ".join(map(str, get_messages(response.wsgi_request)))
    assert "It goes live at the time that was set" in said
    assert stored(page).summary != live.summary


def test_a_renewal_that_was_saved_in_the_browser_shows_no_change(client, page, author, reviewer):
    sign(page, reviewer)
    live = stored(page)
    live.causes = live.causes.replace("<p>", '<p data-block-key="a1b2c">')
    submit(live, author)
    client.force_login(reviewer)
    html = client.get(review_url(live)).content.decode()
    assert "as it was signed. This is a renewal" in html


def test_a_wrong_password_signs_nothing(client, page, reviewer):
    client.force_login(reviewer)
    response = answer_review(client, page, password="wrong")
    assert response.status_code == 200
    assert "The password is not right" in response.content.decode()
    assert not stored(page).live
    assert Approval.objects.count() == 0


def test_five_wrong_passwords_lock_signing_even_for_the_right_one(client, page, reviewer):
    client.force_login(reviewer)
    for _ in range(5):
        answer_review(client, page, password="wrong")
    response = answer_review(client, page)
    assert "locked" in response.content.decode()
    assert Approval.objects.count() == 0


def test_signing_needs_the_statement_confirmed(client, page, reviewer):
    client.force_login(reviewer)
    response = answer_review(client, page, confirm="")
    assert response.status_code == 200
    assert Approval.objects.count() == 0


def test_the_password_is_echoed_nowhere(client, page, reviewer):
    client.force_login(reviewer)
    html = answer_review(client, page, confirm="").content.decode()
    assert PASSWORD not in html
    task_state = page.current_workflow_task_state
    url = reverse(
        "wagtailadmin_pages:collect_workflow_action_data",
        args=[page.pk, "approve", task_state.pk],
    )
    shown = client.get(url, headers={"x-requested-with": "XMLHttpRequest"})
    assert "I have read" in json.loads(shown.content)["html"]
    content = client.get(review_url(page)).context["sign_form"]["content"].value()
    response = client.post(
        url,
        {"confirm": "on", "password": PASSWORD, "comment": "Fine.", "content": content},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    answer_data = json.loads(response.content)
    assert answer_data["step"] == "success"
    assert set(answer_data["cleaned_data"]) == {"token", "comment"}
    assert PASSWORD not in response.content.decode()


def test_the_dialog_of_a_list_signs_as_well(client, page, reviewer):
    client.force_login(reviewer)
    content = client.get(review_url(page)).context["sign_form"]["content"].value()
    url = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[page.pk, "approve", page.current_workflow_task_state.pk],
    )
    client.post(
        url,
        {"confirm": "on", "password": PASSWORD, "comment": "", "content": content},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert stored(page).live


def test_an_approval_posted_without_the_form_signs_nothing(client, page, reviewer):
    client.force_login(reviewer)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        filled_form_data(
            author=str(page.author_id),
            **{"action-workflow-action": "true", "workflow-action-name": "approve"},
        ),
    )
    assert not stored(page).live
    assert Approval.objects.count() == 0


def test_sending_back_needs_a_comment_and_keeps_the_page_a_draft(client, page, reviewer):
    client.force_login(reviewer)
    response = client.post(review_url(page), {"answer": "send_back", "comment": ""})
    assert response.status_code == 200
    response = client.post(review_url(page), {"answer": "send_back", "comment": "Cite the risk."})
    assert response.status_code == 302
    assert not stored(page).live
    assert page.current_workflow_state.status == "needs_changes"
    entry = LedgerEntry.objects.get(action="review.sent_back")
    assert entry.data["comment"] == "Cite the risk."


@pytest.mark.parametrize("kind", ["author", "superuser", "editor"])
def test_nobody_outside_the_group_opens_the_review(client, page, author, kind):
    user = {
        "author": author,
        "superuser": make_user("boss", is_superuser=True),
        "editor": make_user("ed"),
    }[kind]
    client.force_login(user)
    response = client.get(review_url(page))
    assert response.status_code == 302


def test_a_reviewer_who_wrote_the_page_is_told_that_somebody_else_signs(client, reviewer):
    make_review_workflow(home())
    disclaimers_in("en", "medical-information")
    page = ConditionPageFactory(complete=True)
    submit(page, reviewer)
    client.force_login(reviewer)
    assert "somebody else" in client.get(review_url(page)).content.decode()
    task_state = page.current_workflow_task_state
    with pytest.raises(Exception, match="somebody else has to sign"):
        sign(page, reviewer)
    assert task_state.status == "in_progress"
    assert not stored(page).live


def test_a_reviewer_of_english_does_not_sign_spanish(author):
    make_review_workflow(home("es"))
    disclaimers_in("es", "medical-information")
    page = ConditionPageFactory(complete=True, language="es")
    submit(page, author)
    with pytest.raises(Exception, match="does not list Spanish"):
        sign(page, make_reviewer(languages=("en",)))
    assert not stored(page).live


def test_a_comment_made_during_review_does_not_void_it(page, author, reviewer):
    stored(page).get_latest_revision_as_object().save_revision(user=author)
    sign(page, reviewer)
    assert stored(page).live


def test_a_character_changed_during_review_voids_it(page, author, reviewer):
    draft = stored(page).get_latest_revision_as_object()
    draft.summary += "!"
    draft.save_revision(user=author)
    with pytest.raises(Exception, match="voids this review"):
        sign(page, reviewer)
    assert not stored(page).live


def test_a_change_between_reading_and_signing_is_noticed(client, page, author, reviewer):
    client.force_login(reviewer)
    form = client.get(review_url(page)).context["sign_form"]
    draft = stored(page).get_latest_revision_as_object()
    draft.summary += "!"
    draft.save_revision(user=author)
    response = client.post(
        review_url(page),
        {
            "answer": "sign",
            "content": form["content"].value(),
            "confirm": "on",
            "password": PASSWORD,
        },
    )
    assert "changed while you were reading" in response.content.decode()
    assert not stored(page).live


def test_what_changed_since_the_last_signature_is_shown(client, page, author, reviewer):
    sign(page, reviewer)
    live = stored(page)
    live.summary = "An inflammation of the joints."
    submit(live, author)
    client.force_login(reviewer)
    html = client.get(review_url(live)).content.decode()
    assert "comparison" in html
    assert '<span class="addition">An inflammation' in html
    assert "all of it is new" not in html


def test_a_review_that_is_over_leads_to_the_history(client, page, reviewer):
    url = review_url(page)
    sign(page, reviewer)
    client.force_login(reviewer)
    response = client.get(url)
    assert response.status_code == 302
    assert str(page.pk) in response.url


def test_a_change_that_was_saved_over_the_submitted_revision_goes_into_another_and_voids_the_review(
    page, author, reviewer
):
    # Wagtail's editor saves by itself, over the revision that the same user saved before.
    draft = stored(page).get_latest_revision_as_object()
    draft.summary += "!"
    draft.save_revision(user=author, overwrite_revision=draft.latest_revision)
    submitted = page.current_workflow_task_state.revision
    assert draft.latest_revision_id != submitted.pk
    assert not submitted.as_object().summary.endswith("!")
    with pytest.raises(PublicationRefused, match="voids this review"):
        sign(page, reviewer)
    assert not stored(page).live


def test_a_reference_that_is_corrected_during_the_review_does_not_void_it(page, reviewer):
    reference = Reference.objects.get()
    reference.title = "A study that was corrected"
    reference.save()
    assert sign(page, reviewer)


def test_a_page_that_is_deleted_while_its_reviewer_answers_is_told_in_words(
    client, page, reviewer, monkeypatch
):
    client.force_login(reviewer)
    answers = MedicalReviewTask.on_action

    def too_late(task, task_state, user, action_name, **kwargs):
        ConditionPage.objects.get(pk=page.pk).delete()
        return answers(task, task_state, user, action_name, **kwargs)

    monkeypatch.setattr(MedicalReviewTask, "on_action", too_late)
    response = answer_review(client, page)
    assert response.status_code == 302
    assert response["location"] == reverse("pages_review:queue")
    said = " ".join(map(str, get_messages(response.wsgi_request)))
    assert "deleted by somebody else" in said
    assert not Approval.objects.filter(page_id=page.pk).exists()


@pytest.mark.parametrize("action_name", ["approve", "reject"])
def test_a_review_whose_page_is_gone_cannot_be_answered(page, reviewer, action_name):
    task_state = TaskState.objects.get(pk=page.current_workflow_task_state.pk)
    task = task_state.task.specific
    ConditionPage.objects.get(pk=page.pk).delete()
    with pytest.raises(PublicationRefused, match="deleted by somebody else"):
        task.on_action(task_state, reviewer, action_name, token="", comment="Why")

"""Ways through the review itself: signing what one may not, or what nobody read."""

from __future__ import annotations

import json
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupApprovalTask, WorkflowPage, WorkflowState, WorkflowTask

from pages.review import fingerprint, issue_token
from pages.review.withdrawal import Withdraw
from tests.factories.review import PASSWORD, make_reviewer
from tests.matrix.cases import other
from tests.matrix.forms import form_of
from tests.matrix.paths.admin import PUBLISH, address, edited
from tests.matrix.trial import UNCOVERED, Trial, path
from tests.matrix.words import EDITED

FEW = ("unapproved", "changed", "withdrawn")


def start_review(trial: Trial) -> Any:
    """Hand the latest draft to review, as its author; return the review."""
    draft = trial.draft()
    draft.get_workflow().start(draft, trial.site.author)
    return trial.page().current_workflow_task_state


def token_for(trial: Trial, user: Any, review: Any, *, content: Any = None) -> str:
    """Return what this user gets for their own password."""
    return issue_token(
        user=user,
        credential=PASSWORD,
        task_state_id=review.pk,
        fingerprint=fingerprint(content or trial.draft()),
    )


def act(trial: Trial, user: Any, *, content: Any = None) -> None:
    """Sign the review that the page is in as this user, with their own password."""
    review = trial.page().current_workflow_task_state
    token = token_for(trial, user, review, content=content)
    review.task.specific.on_action(review, user, "approve", token=token)


def change_draft(trial: Trial, **kwargs: Any) -> None:
    """Change the draft as its author does."""
    draft = trial.draft()
    draft.title = f"{EDITED} {trial.case.name}"
    draft.save_revision(user=trial.site.author, **kwargs)
    trial.replaces_draft = True


def approval(**data: str) -> dict[str, str]:
    return {
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": json.dumps(data),
    }


@path("edit and publish during the review", room="review", asks=True, states=FEW)
def edit_in_review(trial: Trial) -> Any:
    start_review(trial)
    return trial.post(address("edit", trial.page_id), form_of(trial.draft(), **PUBLISH))


@path("revert and publish during the review", room="review", asks=True, states=FEW)
def revert_in_review(trial: Trial) -> Any:
    start_review(trial)
    earlier = trial.page().revisions.order_by("id").first()
    url = address("revisions_revert", trial.page_id, earlier.pk)
    trial.replaces_draft = True
    return trial.post(url, form_of(earlier.as_object(), **PUBLISH))


@path("the review taken off the site, then edit and publish", room="review", asks=True, states=FEW)
def no_workflow(trial: Trial) -> Any:
    WorkflowPage.objects.all().delete()
    assert trial.page().get_workflow() is None
    return trial.post(address("edit", trial.page_id), form_of(trial.draft(), **PUBLISH))


@path("“approve” posted raw to the editor by a superuser", room="review", asks=True, states=FEW)
def raw_approval(trial: Trial) -> Any:
    start_review(trial)
    form = form_of(trial.draft(), **approval(comment="fine"))
    return trial.post(address("edit", trial.page_id), form)


@path("“approve” posted raw to the editor by a reviewer", room="review", asks=True, states=FEW)
def raw_approval_of_reviewer(trial: Trial) -> Any:
    start_review(trial)
    form = form_of(trial.draft(), **approval(comment="fine", token="x"))
    return trial.post(address("edit", trial.page_id), form, user=trial.site.reviewer)


@path("“approve” posted raw by an author who may edit and sign", room="review", asks=True)
def raw_approval_of_author(trial: Trial) -> Any:
    start_review(trial)
    form = form_of(trial.draft(), **approval(comment="fine", token="x"))
    return trial.post(address("edit", trial.page_id), form, user=trial.site.author)


@path("“approve” posted raw to the list of reviews", room="review", asks=True, states=FEW)
def raw_approval_in_list(trial: Trial) -> Any:
    review = start_review(trial)
    url = address("workflow_action", trial.page_id, "approve", review.pk)
    data = {"comment": "fine", "confirm": "on", "password": "wrong"}
    return trial.post(url, data, user=trial.site.reviewer)


@path("the dialog of the editor, with a wrong password", room="review", asks=True, states=FEW)
def dialog(trial: Trial) -> Any:
    review = start_review(trial)
    url = address("collect_workflow_action_data", trial.page_id, "approve", review.pk)
    data = {"comment": "fine", "confirm": "on", "password": "wrong"}
    return trial.post(url, data, user=trial.site.reviewer)


@path("edited and approved in one step, by an author who may sign", room="review", asks=True)
def edit_and_approve(trial: Trial) -> Any:
    review = start_review(trial)
    token = token_for(trial, trial.site.author, review)
    form = form_of(trial.draft(), **edited(trial), **approval(comment="fine", token=token))
    return trial.post(address("edit", trial.page_id), form, user=trial.site.author)


@path("a reviewer signs", room="review", signs=True)
def sign(trial: Trial) -> None:
    start_review(trial)
    act(trial, trial.site.reviewer)


@path("a reviewer signs on the review screen", room="review", signs=True)
def sign_on_screen(trial: Trial) -> Any:
    review = start_review(trial)
    url = reverse("pages_review:review", args=[review.pk])
    page = trial.site.client(trial.site.reviewer).get(url)
    content = page.context["sign_form"]["content"].value()
    data = {"answer": "sign", "content": content, "confirm": "on", "password": PASSWORD}
    return trial.post(url, {**data, "comment": ""}, user=trial.site.reviewer)


@path("a reviewer sends it back, and it is published", room="review", states=FEW)
def send_back(trial: Trial) -> None:
    review = start_review(trial)
    review.task.specific.on_action(review, trial.site.reviewer, "reject", comment="No.")
    trial.page().latest_revision.publish()


@path(
    "signed, then withdrawn, then published",
    room="review",
    states=("unapproved", "changed"),
    ends=True,
)
def sign_and_withdraw(trial: Trial) -> None:
    start_review(trial)
    act(trial, trial.site.reviewer)
    signature = trial.page().approvals.latest("id")
    Withdraw(approval_id=signature.pk, user=trial.site.reviewer).execute(reason="It is wrong.")
    trial.page().latest_revision.publish()


@path("the author signs their own work", room="review")
def author_signs(trial: Trial) -> None:
    start_review(trial)
    act(trial, trial.site.author)


@path("a superuser signs without being a reviewer", room="review")
def superuser_signs(trial: Trial) -> None:
    start_review(trial)
    act(trial, trial.site.superuser)


@path("a superuser signs on the review screen", room="review", asks=True, states=FEW)
def superuser_signs_on_screen(trial: Trial) -> Any:
    review = start_review(trial)
    url = reverse("pages_review:review", args=[review.pk])
    data = {"answer": "sign", "content": "x", "confirm": "on", "password": PASSWORD}
    return trial.post(url, {**data, "comment": ""})


@path("a reviewer of the other language signs", room="review")
def other_language_signs(trial: Trial) -> None:
    start_review(trial)
    act(trial, trial.site.reviewer_of[other(trial.language)])


@path("a reviewer who changed the content signs", room="review")
def editor_signs(trial: Trial) -> None:
    reviewer = make_reviewer(f"editing reviewer of {trial.case.name}")
    draft = trial.draft()
    draft.summary += " And more."
    draft.save_revision(user=reviewer)
    trial.replaces_draft = True
    start_review(trial)
    act(trial, reviewer)


@path("a signature under the content before it was changed", room="review")
def sign_older(trial: Trial) -> None:
    start_review(trial)
    before = trial.draft()
    change_draft(trial)
    act(trial, trial.site.reviewer, content=before)


@path("content changed after it was submitted, then signed", room="review")
def sign_changed(trial: Trial) -> None:
    start_review(trial)
    change_draft(trial)
    act(trial, trial.site.reviewer)


@path("the submitted revision overwritten, then signed as read before", room="review")
def sign_overwritten(trial: Trial) -> None:
    start_review(trial)
    before = trial.draft()
    change_draft(trial, overwrite_revision=trial.page().latest_revision)
    act(trial, trial.site.reviewer, content=before)


@path("on_action without a token", room="review", states=FEW)
def act_without_token(trial: Trial) -> None:
    review = start_review(trial)
    review.task.specific.on_action(review, trial.site.reviewer, "approve")


@path("on_action by nobody", room="review", states=FEW)
def act_as_nobody(trial: Trial) -> None:
    review = start_review(trial)
    review.task.specific.on_action(review, None, "approve", token="")


@path("a token of another review", room="review", states=FEW)
def act_with_other_token(trial: Trial) -> None:
    review = start_review(trial)
    token = issue_token(
        user=trial.site.reviewer,
        credential=PASSWORD,
        task_state_id=review.pk + 1,
        fingerprint=fingerprint(trial.draft()),
    )
    review.task.specific.on_action(review, trial.site.reviewer, "approve", token=token)


@path("a token of somebody else", room="review", states=FEW)
def act_with_borrowed_token(trial: Trial) -> None:
    review = start_review(trial)
    token = token_for(trial, trial.site.reviewer, review)
    reviewer = trial.site.reviewer_of[trial.language]
    review.task.specific.on_action(review, reviewer, "approve", token=token)


@path("a review signed that is over", room="review", states=FEW)
def sign_twice(trial: Trial) -> None:
    review = start_review(trial)
    review.workflow_state.cancel(user=trial.site.author)
    token = token_for(trial, trial.site.reviewer, review)
    review.task.specific.on_action(review, trial.site.reviewer, "approve", token=token)


@path("task_state.approve() in code", room="review")
def approve_in_code(trial: Trial) -> None:
    start_review(trial).approve(user=trial.site.reviewer)


@path("workflow_state.finish() in code", room="review")
def finish_in_code(trial: Trial) -> None:
    state = start_review(trial).workflow_state
    state.finish(user=trial.site.superuser)


@path("a workflow without a task left, updated", room="review", states=UNCOVERED, alone=True)
def no_task_left(trial: Trial) -> None:
    review = start_review(trial)
    review.workflow_state.workflow.workflow_tasks.all().delete()
    state = WorkflowState.objects.get(pk=review.workflow_state_id)
    review.status = review.STATUS_APPROVED
    review.save()
    state.update(user=trial.site.superuser)


@path("a workflow of another task alone", room="review", states=UNCOVERED, alone=True)
def other_task(trial: Trial) -> None:
    workflow = trial.page().get_workflow()
    workflow.workflow_tasks.all().delete()
    _add_a_further_task(workflow)
    review = start_review(trial)
    review.task.specific.on_action(review, trial.site.superuser, "approve")


@path("a review skipped", room="review", states=UNCOVERED)
def skip(trial: Trial) -> None:
    review = start_review(trial)
    review.status = review.STATUS_SKIPPED
    review.save()
    review.workflow_state.update(user=trial.site.superuser)


@path(
    "signed, then changed before the last task of the workflow",
    room="review",
    states=("unapproved", "changed"),
    signs=True,
    alone=True,
)
def signed_and_changed(trial: Trial) -> None:
    """What was signed goes live at the end of the workflow, and not the latest revision."""
    review = start_review(trial)
    _add_a_further_task(review.workflow_state.workflow)
    act(trial, trial.site.reviewer)
    change_draft(trial)
    further = trial.page().current_workflow_task_state
    further.task.specific.on_action(further, trial.site.superuser, "approve")


def _add_a_further_task(workflow: Any) -> None:
    task = GroupApprovalTask.objects.create(name="Last look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=9)


@path("reviews of what has ended marked by the daily timer", room="review")
def expire(trial: Trial) -> None:
    call_command("expire_reviews", verbosity=0)

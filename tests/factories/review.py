"""Accounts, the medical review workflow, and the steps of a review, done the real way."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from pages.people.models import Person
from pages.publishing import reviewed_models
from pages.review import fingerprint, issue_token
from pages.review.models import Approval
from pages.review.task import MedicalReviewTask

PASSWORD = "correct horse battery staple"
REVIEWERS = "Medical reviewers"

_numbers = count(1)


def make_user(username: str = "", *, groups: tuple[str, ...] = (), **fields: Any) -> Any:
    """Return an active account that may enter the admin."""
    username = username or f"user{next(_numbers)}"
    user = get_user_model().objects.create_user(username, password=PASSWORD, **fields)
    user.user_permissions.add(_admin_access())
    for name in groups:
        user.groups.add(Group.objects.get_or_create(name=name)[0])
    return user


def _admin_access() -> Permission:
    # Wagtail makes it in a migration, and some tests run without migrations.
    content_type, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    return Permission.objects.get_or_create(
        content_type=content_type,
        codename="access_admin",
        defaults={"name": "Can access Wagtail admin"},
    )[0]


def make_reviewer(username: str = "", *, languages: tuple[str, ...] = ("en", "es")) -> Any:
    """Return a medical reviewer with a person record."""
    user = make_user(username, groups=(REVIEWERS,))
    Person.objects.create(
        name=f"Dr. {user.username}",
        credentials="MD, Rheumatology",
        licence_number=f"L-{user.pk}",
        licence_authority="Colegio Médico",
        languages=list(languages),
        is_reviewer=True,
        user=user,
    )
    return user


def make_review_task() -> MedicalReviewTask:
    """Return the task whose group of reviewers may sign."""
    group, _ = Group.objects.get_or_create(name=REVIEWERS)
    task, _ = MedicalReviewTask.objects.get_or_create(name="Medical review")
    task.groups.add(group)
    return task


def make_review_workflow(page: Page | None = None) -> Workflow:
    """Return the medical review workflow, put on ``page`` or on the root of the tree."""
    task = make_review_task()
    workflow, _ = Workflow.objects.get_or_create(name="Medical review")
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(
        page=page or Page.get_first_root_node(), defaults={"workflow": workflow}
    )
    return workflow


def submit(page: Any, user: Any) -> Any:
    """Save the page's content as a draft and hand it to review; return the review's task state."""
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return page.current_workflow_task_state


def sign(page: Any, reviewer: Any, **kwargs: Any) -> Approval:
    """Sign the review that the page is in."""
    task_state = page.current_workflow_task_state
    draft = page.get_latest_revision_as_object()
    token = issue_token(
        user=reviewer,
        credential=PASSWORD,
        task_state_id=task_state.pk,
        fingerprint=fingerprint(draft),
    )
    task_state.task.specific.on_action(task_state, reviewer, "approve", token=token, **kwargs)
    approval = page.approvals.order_by("-id").first()
    assert approval is not None
    return approval


def publish_signed(page: Any, *, author: Any = None, reviewer: Any = None) -> Any:
    """Submit and sign the page's content; return the live page, read afresh."""
    assert type(page) in reviewed_models()
    submit(page, author or make_user())
    sign(page, reviewer or make_reviewer())
    return type(page).objects.get(pk=page.pk)


def review_url(page: Any) -> str:
    """Return the address of the screen of the review that a page is in."""
    return reverse("pages_review:review", args=[page.current_workflow_task_state.pk])


def answer_review(client: Any, page: Any, **changes: Any) -> Any:
    """Post a good signature from the reviewer's screen, but for what is given."""
    form = client.get(review_url(page)).context["sign_form"]
    data = {
        "answer": "sign",
        "content": form["content"].value(),
        "confirm": "on",
        "password": PASSWORD,
        "comment": "",
    }
    return client.post(review_url(page), data | changes)

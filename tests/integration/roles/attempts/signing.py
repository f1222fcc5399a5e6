"""Answering the review of a page."""

from __future__ import annotations

import json

from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from pages.content.condition import ConditionPage
from pages.review.models import Approval
from tests.factories.page_form import empty_form
from tests.factories.review import PASSWORD
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, address, attempt, stored


def review_url(site: RolesSite, language: str) -> str:
    state = stored(site.pages[language].waiting).current_workflow_task_state
    return reverse("pages_review:review", args=[state.pk])


@attempt("sign an English page", may="R", language="en")
@attempt("sign a Spanish page", may="R", language="es")
def sign(client: Client, site: RolesSite, *, language: str) -> Outcome:
    url = review_url(site, language)
    form = getattr(client.get(url), "context", None) or {}
    content = form["sign_form"]["content"].value() if "sign_form" in form else "x"
    data = {"answer": "sign", "content": content, "confirm": "on", "password": PASSWORD}
    response = client.post(url, {**data, "comment": ""})
    waiting = stored(site.pages[language].waiting)
    assert waiting.live is Approval.objects.filter(page=waiting).exists()
    return response, waiting.live


@attempt("send an English page back", may="R", language="en")
@attempt("send a Spanish page back", may="R", language="es")
def send_back(client: Client, site: RolesSite, *, language: str) -> Outcome:
    data = {"answer": "send_back", "comment": "Say which crystals."}
    response = client.post(review_url(site, language), data)
    state = stored(site.pages[language].waiting).current_workflow_state
    return response, state.status == WorkflowState.STATUS_NEEDS_CHANGES


@attempt("sign in the page editor without a password", may="", action="approve")
@attempt("send back in the page editor", may="", action="reject", comment="Which crystals?")
def answer_in_editor(client: Client, site: RolesSite, *, action: str, comment: str = "") -> Outcome:
    waiting = site.pages["en"].waiting
    data = empty_form(ConditionPage, title="Rewritten", slug=waiting.slug) | {
        "action-workflow-action": "1",
        "workflow-action-name": action,
        "workflow-action-extra-data": json.dumps({"comment": comment}),
    }
    before = stored(waiting).current_workflow_task_state.status
    response = client.post(address("edit", waiting.pk), data)
    state = stored(waiting).current_workflow_task_state
    # Whoever answers a review does not write in it on the way.
    assert stored(waiting).get_latest_revision_as_object().title == waiting.title
    return response, state.status != before

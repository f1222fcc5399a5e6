"""Ways through Wagtail's own APIs: the admin's internal one, and v3, which this site leaves out."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from pages.content.condition import ConditionPage
from tests.matrix.cases import index_of, other
from tests.matrix.trial import LIVE, Trial, path
from tests.matrix.words import EDITED, UNSIGNED


def internal(trial: Trial, page_id: int, action: str, **data: Any) -> Any:
    url = reverse("wagtailadmin_api:pages:action", args=[page_id, action])
    return trial.post(url, json.dumps(data), content_type="application/json")


def v3(trial: Trial, method: str, where: str, **data: Any) -> HttpResponse:
    """Ask Wagtail's API v3, which the tests' own addresses have, with a superuser's token."""
    client = Client(raise_request_exception=False)
    return client.generic(
        method,
        f"/api/v3/pages/{where}",
        json.dumps(data),
        content_type="application/json",
        headers={"authorization": f"Bearer {trial.site.token}"},
    )


def v3_action(trial: Trial, page_id: int, action: str, **data: Any) -> HttpResponse:
    return v3(trial, "POST", f"{page_id}/actions/{action}/", **data)


def back_to_first(trial: Trial) -> Revision:
    """Return the page's first revision, which is signed in some states."""
    trial.replaces_draft = True
    trial.goes_back = trial.case.state in ("changed", "active", "offline")
    return trial.page().revisions.order_by("id")[0]


def translated(trial: Trial) -> ConditionPage:
    """Return the translation that was made of the trial's page."""
    key = trial.page().translation_key
    return ConditionPage.objects.get(
        translation_key=key, locale__language_code=other(trial.language)
    )


@path("internal API: publish", room="api", asks=True, publishes=True)
def internal_publish(trial: Trial) -> Any:
    return internal(trial, trial.page_id, "publish")


@path("internal API: revert, then publish", room="api", asks=True)
def internal_revert(trial: Trial) -> Any:
    first = back_to_first(trial)
    response = internal(trial, trial.page_id, "revert_to_page_revision", revision_id=first.pk)
    assert response.status_code == 200
    return internal(trial, trial.page_id, "publish")


@path("internal API: copy, keeping live", room="api")
def internal_copy(trial: Trial) -> Any:
    return internal(trial, trial.page_id, "copy", slug=trial.slug, keep_live=True)


@path("internal API: make an alias, convert it, publish it", room="api", asks=True, states=LIVE)
def internal_alias(trial: Trial) -> Any:
    response = internal(trial, trial.page_id, "create_alias", update_slug=trial.slug)
    made = ConditionPage.objects.filter(slug=trial.slug).first()
    if made is None:
        return response
    internal(trial, made.pk, "convert_alias")
    return internal(trial, made.pk, "publish")


@path("internal API: copy for translation, publish", room="api", asks=True, states=LIVE)
def internal_translation(trial: Trial) -> Any:
    locale = other(trial.language)
    internal(trial, trial.page_id, "copy_for_translation", locale=locale, copy_parents=True)
    return internal(trial, translated(trial).pk, "publish")


@path("internal API: unpublish, then publish", room="api", asks=True, publishes=True, ends=True)
def internal_unpublish(trial: Trial) -> Any:
    internal(trial, trial.page_id, "unpublish")
    return internal(trial, trial.page_id, "publish")


@path("internal API: move", room="api", states=LIVE)
def internal_move(trial: Trial) -> Any:
    target = index_of(other(trial.language))
    return internal(trial, trial.page_id, "move", destination_page_id=target.pk)


@path("API v3: create and publish", room="api", asks=True, states=("unapproved",))
def v3_create(trial: Trial) -> Any:
    index = index_of(trial.language)
    meta = {"type": "pages.ConditionPage", "parent_id": index.pk, "action": "publish"}
    title = f"{UNSIGNED} brand new"
    return v3(trial, "POST", "", meta=meta, title=title, slug=trial.slug, summary=title)


@path("API v3: change and publish", room="api", asks=True)
def v3_patch(trial: Trial) -> Any:
    trial.replaces_draft = True
    meta = {"type": "pages.ConditionPage", "action": "publish"}
    title = f"{EDITED} {trial.case.name}"
    data = {"title": title, "summary": title}
    return v3(trial, "PATCH", f"{trial.page_id}/", meta=meta, **data)


@path("API v3: publish", room="api", asks=True, publishes=True)
def v3_publish(trial: Trial) -> Any:
    return v3_action(trial, trial.page_id, "publish")


@path("API v3: revert, then publish", room="api", asks=True)
def v3_revert(trial: Trial) -> Any:
    first = back_to_first(trial)
    v3_action(trial, trial.page_id, "revert", revision_id=first.pk)
    return v3_action(trial, trial.page_id, "publish")


@path("API v3: copy, keeping live", room="api")
def v3_copy(trial: Trial) -> Any:
    return v3_action(trial, trial.page_id, "copy", slug=trial.slug)


@path("API v3: copy the section, keeping live", room="api", states=("active",), alone=True)
def v3_copy_section(trial: Trial) -> Any:
    index = index_of(trial.language)
    return v3_action(trial, index.pk, "copy", slug=trial.slug, recursive=True)


@path("API v3: make an alias, convert it, publish it", room="api", asks=True, states=LIVE)
def v3_alias(trial: Trial) -> Any:
    response = v3_action(trial, trial.page_id, "create_alias", slug=trial.slug)
    made = ConditionPage.objects.filter(slug=trial.slug).first()
    if made is None:
        return response
    v3_action(trial, made.pk, "convert_alias")
    return v3_action(trial, made.pk, "publish")


@path("API v3: copy for translation, publish", room="api", asks=True, states=LIVE)
def v3_translation(trial: Trial) -> Any:
    locale = other(trial.language)
    v3_action(trial, trial.page_id, "copy_for_translation", locale=locale, copy_parents=True)
    return v3_action(trial, translated(trial).pk, "publish")


@path("API v3: unpublish, then publish", room="api", asks=True, publishes=True, ends=True)
def v3_unpublish(trial: Trial) -> Any:
    v3_action(trial, trial.page_id, "unpublish")
    return v3_action(trial, trial.page_id, "publish")

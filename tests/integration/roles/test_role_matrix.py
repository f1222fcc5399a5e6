"""Every role tries everything, in both languages: it is done, or refused in words.

What each role may do stands in `attempts.py`, beside the attempt itself. A refusal leads a visitor
to the login page, and somebody who is logged in to a sentence; never to an error.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import settings
from django.contrib.messages import constants, get_messages
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.factories.site import RolesSite, make_roles_site
from tests.integration.roles.attempts import ATTEMPTS, Attempt

pytestmark = pytest.mark.django_db

OUTSIDERS = {"anonymous", "nobody"}


@pytest.fixture
def site() -> RolesSite:
    return make_roles_site()


def outcome_of(attempt: Attempt, site: RolesSite, user: Any) -> str:
    """Return how an attempt ended for somebody, and undo it."""
    client = Client()
    if user is not None:
        client.force_login(user)
    cache.clear()
    with transaction.atomic():
        response, done = attempt.act(client, site)
        words = _words(response)
        transaction.set_rollback(True)
    return "done" if done else words


def _words(response: HttpResponse) -> str:
    """Return in which decent way a response says no; or what it is, if in none."""
    if response.status_code == 302 and response["Location"].startswith("/admin/login/"):
        return "sent to the login page"
    if any(message.level >= constants.WARNING for message in _messages(response)):
        return "refused in words"
    if response.get("Content-Type") == "application/json" and response.status_code >= 400:
        return "refused in words" if any(json.loads(response.content).values()) else "bare"
    form = (getattr(response, "context", None) or {}).get("form")
    if form is not None and form.errors:
        return "refused in words"
    return f"status {response.status_code} without words"


def _messages(response: Any) -> list[Any]:
    return list(get_messages(response.wsgi_request))


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.name)
def test_each_role_can_do_what_it_should_and_is_told_no_otherwise(
    attempt: Attempt, site: RolesSite
) -> None:
    ended = {role: outcome_of(attempt, site, user) for role, user in site.users.items()}
    assert ended == {role: _expected(attempt, role) for role in site.users}


def _expected(attempt: Attempt, role: str) -> str:
    if role in attempt.roles:
        return "done"
    return "sent to the login page" if role in OUTSIDERS else "refused in words"


def test_the_matrix_names_each_attempt_once() -> None:
    names = [attempt.name for attempt in ATTEMPTS]
    assert len(names) == len(set(names))
    assert settings.LOGIN_URL == "wagtailadmin_login"

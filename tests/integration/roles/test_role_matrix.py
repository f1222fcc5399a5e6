"""Every role tries everything, in both languages: it is done, or refused in words.

What each role may do stands in `attempts`, beside the attempt itself. A refusal leads a visitor
to the login page, and somebody who is logged in to a sentence; never to an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.messages import constants, get_messages
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.factories.site import RolesSite, make_roles_site
from tests.integration.roles.attempts import (
    ATTEMPTS,
    DONE,
    DRAFT,
    ELSEWHERE,
    LOGIN,
    REFUSED,
    Attempt,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[RolesSite]:
    """Make the site once; what is done to it in a test is undone in the end, and so is the site."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_roles_site()
        transaction.set_rollback(True)


def outcome_of(attempt: Attempt, site: RolesSite, user: Any) -> str:
    """Return how an attempt ended for somebody, and undo it."""
    client = Client()
    cache.clear()
    with transaction.atomic():
        if user is not None:
            client.force_login(user)
        response, done = attempt.act(client, site)
        how = DONE if done else _how(response)
        transaction.set_rollback(True)
    return how


def _how(response: Any) -> str:
    """Return in which decent way a response says no; or what it is, if in none."""
    status = response.status_code
    where = response["Location"] if status == 302 else ""
    if where.startswith("/admin/login/"):
        return LOGIN
    levels = {message.level for message in get_messages(response.wsgi_request)}
    if levels & {constants.WARNING, constants.ERROR}:
        return REFUSED
    if response.get("Content-Type") == "application/json" and 400 <= status < 500:
        return REFUSED if any(json.loads(response.content).values()) else f"bare {status}"
    form = (getattr(response, "context", None) or {}).get("form")
    if form is not None and form.errors:
        return REFUSED
    if constants.SUCCESS in levels:
        return DRAFT
    return ELSEWHERE if where.startswith("/admin/pages/") else f"{status} without words"


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.name)
def test_each_role_can_do_what_it_should_and_is_told_no_otherwise(
    attempt: Attempt, site: RolesSite
) -> None:
    ended = {role: outcome_of(attempt, site, user) for role, user in site.users.items()}
    assert ended == {role: attempt.expected(role) for role in site.users}


def test_the_matrix_names_each_attempt_once() -> None:
    names = [attempt.name for attempt in ATTEMPTS]
    assert len(names) == len(set(names))

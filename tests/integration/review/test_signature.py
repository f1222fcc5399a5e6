"""Signing: what proves who signs, what it is good for, and what becomes of the password."""

import datetime
import sys
import threading
import time

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from django.views.debug import ExceptionReporter

from pages.ledger.models import LedgerEntry
from pages.publishing import PublicationRefused
from pages.review import fingerprint, issue_token, signature
from pages.review.attempts import SigningAttempts
from pages.review.models import Approval
from pages.review.signature import check_token
from tests.factories.delivery import draft
from tests.factories.review import PASSWORD, make_reviewer, make_user, submit

pytestmark = pytest.mark.django_db

CONTENT = "f" * 64


@pytest.fixture
def reviewer():
    return make_reviewer("reviewer")


@pytest.fixture
def page():
    page = draft()
    submit(page, make_user("author"))
    return page


def ask(user, credential="wrong", *, review=1):
    return issue_token(user=user, credential=credential, task_state_id=review, fingerprint=CONTENT)


def codes_of(user, credential="wrong", **kwargs):
    with pytest.raises(PublicationRefused) as refused:
        ask(user, credential, **kwargs)
    return [blocker.code for blocker in refused.value.blockers]


def guess(user, times):
    for _ in range(times):
        assert codes_of(user) == ["signature.wrong_password"]


def test_the_lock_outlives_the_cache(reviewer):
    guess(reviewer, 5)
    cache.clear()
    assert codes_of(reviewer, PASSWORD) == ["signature.locked"]


def test_the_lock_is_one_accounts_alone(reviewer):
    guess(reviewer, 5)
    assert ask(make_reviewer("other"), PASSWORD)


def test_the_lock_ends_after_a_quarter_of_an_hour_although_somebody_goes_on_guessing(reviewer):
    guess(reviewer, 5)
    ended = timezone.now() - datetime.timedelta(minutes=15)
    assert codes_of(reviewer) == ["signature.locked"]
    SigningAttempts.objects.filter(last_at__gt=ended).update(last_at=ended)
    assert ask(reviewer, PASSWORD)


def test_the_right_password_starts_the_count_again(reviewer):
    guess(reviewer, 4)
    assert ask(reviewer, PASSWORD)
    guess(reviewer, 4)
    assert ask(reviewer, PASSWORD)


def test_wrong_passwords_of_an_hour_ago_do_not_count(reviewer):
    guess(reviewer, 4)
    SigningAttempts.objects.update(last_at=timezone.now() - datetime.timedelta(hours=1))
    guess(reviewer, 4)
    assert ask(reviewer, PASSWORD)


def test_wrong_passwords_are_on_record_without_the_password(page, reviewer):
    review = page.current_workflow_task_state.pk
    for _ in range(5):
        codes_of(reviewer, "a password that was mistyped", review=review)
    codes_of(reviewer, PASSWORD, review=review)
    entries = LedgerEntry.objects.filter(action="review.signature_refused", page_id=page.pk)
    assert [entry.data["locked"] for entry in entries] == [False, False, False, False, True]
    assert {entry.actor_name for entry in entries} == {"reviewer"}
    assert "mistyped" not in str([entry.values() for entry in entries])


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_guesses_that_are_made_at_the_same_moment_are_counted_one_by_one(settings, reviewer):
    looked_at = []

    class Slow:
        def verify(self, *, user, credential):
            looked_at.append(credential)
            time.sleep(0.05)
            return False

    sys.modules[__name__].Slow = Slow
    settings.PAGES = {"SIGNATURE_BACKEND": f"{__name__}.Slow"}

    def run():
        try:
            ask(reviewer)
        except PublicationRefused:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(looked_at) == 5


class OneTimeCode:
    """A backend of another site: a code that its single sign-on sends."""

    credential_label = "Code from your telephone"
    credential_help = "Six digits."

    def verify(self, *, user, credential):
        return user.username == "reviewer" and credential == "123456"


class OutOfReach:
    def verify(self, *, user, credential):
        raise ConnectionError(f"GET https://sso.example/?code={credential}")


def test_a_site_with_single_sign_on_has_a_backend_of_its_own(client, settings, page, reviewer):
    settings.PAGES = {"SIGNATURE_BACKEND": f"{__name__}.OneTimeCode"}
    client.force_login(reviewer)
    url = reverse("pages_review:review", args=[page.current_workflow_task_state.pk])
    screen = client.get(url)
    html = screen.content.decode()
    assert "Code from your telephone" in html
    assert "Six digits." in html
    answer = {
        "answer": "sign",
        "confirm": "on",
        "content": screen.context["sign_form"]["content"].value(),
    }
    client.post(url, answer | {"password": PASSWORD})
    assert not Approval.objects.exists()
    client.post(url, answer | {"password": "123456"})
    assert Approval.objects.get().reviewer == reviewer


def test_a_backend_that_cannot_answer_is_said_in_words_and_counts_against_nobody(
    settings, reviewer, caplog
):
    settings.PAGES = {"SIGNATURE_BACKEND": f"{__name__}.OutOfReach"}
    for _ in range(6):
        assert codes_of(reviewer, "654321") == ["signature.unavailable"]
    assert "ConnectionError" in caplog.text
    assert "654321" not in caplog.text
    settings.PAGES = {}
    assert ask(reviewer, PASSWORD)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"user": "other"}, "signature.other_content"),
        ({"task_state_id": 2}, "signature.other_content"),
        ({"fingerprint": "e" * 64}, "signature.other_content"),
        ({"token": ""}, "signature.missing"),
        ({"token": "forged:1:2"}, "signature.missing"),
    ],
)
def test_a_token_is_good_for_its_user_its_review_and_its_content(reviewer, change, code):
    claim = {
        "token": ask(reviewer, PASSWORD),
        "user": reviewer,
        "task_state_id": 1,
        "fingerprint": CONTENT,
    } | change
    if claim["user"] == "other":
        claim["user"] = make_reviewer("other")
    if code is None:
        check_token(**claim)
        return
    with pytest.raises(PublicationRefused) as refused:
        check_token(**claim)
    assert [blocker.code for blocker in refused.value.blockers] == [code]


def test_a_token_lives_for_minutes(settings, reviewer, monkeypatch):
    settings.PAGES = {"SIGNATURE_MINUTES": 2}
    token = ask(reviewer, PASSWORD)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 121)
    with pytest.raises(PublicationRefused, match="timed out"):
        check_token(token, user=reviewer, task_state_id=1, fingerprint=CONTENT)


def test_a_token_that_was_used_is_good_for_no_second_signature(page, reviewer):
    state = page.current_workflow_task_state
    content = fingerprint(page.get_latest_revision_as_object())
    token = issue_token(
        user=reviewer, credential=PASSWORD, task_state_id=state.pk, fingerprint=content
    )
    task = state.task.specific
    task.on_action(state, reviewer, "approve", token=token)
    with pytest.raises(PublicationRefused, match="already over"):
        task.on_action(state, reviewer, "approve", token=token)
    assert Approval.objects.count() == 1


def test_the_password_is_in_no_table_and_in_no_log(client, page, reviewer, caplog):
    client.force_login(reviewer)
    url = reverse("pages_review:review", args=[page.current_workflow_task_state.pk])
    answer = {
        "answer": "sign",
        "confirm": "on",
        "content": client.get(url).context["sign_form"]["content"].value(),
        "comment": "Well sourced.",
    }
    mistyped = PASSWORD + "!"
    for password in (mistyped, PASSWORD):
        response = client.post(url, answer | {"password": password})
        assert password not in response.content.decode() + str(response.headers)
    assert Approval.objects.exists()
    everything = "".join(
        str(row) for model in apps.get_models() for row in model._base_manager.values_list()
    )
    assert "Well sourced." in everything
    assert PASSWORD not in everything
    assert PASSWORD not in caplog.text


def test_the_report_of_a_failure_while_signing_hides_the_password(
    client, page, reviewer, monkeypatch
):
    client.force_login(reviewer)
    url = reverse("pages_review:review", args=[page.current_workflow_task_state.pk])
    shown = client.get(url).context["sign_form"]["content"].value()

    def fail(user):
        raise RuntimeError("The disk is full.")

    monkeypatch.setattr(signature, "forget_attempts", fail)
    reports = []

    def report(sender, request, **kwargs):
        reporter = ExceptionReporter(request, *sys.exc_info())
        reports.append(reporter.get_traceback_html() + reporter.get_traceback_text())

    got_request_exception.connect(report)
    client.raise_request_exception = False
    try:
        for address in (
            url,
            *(
                reverse(f"wagtailadmin_pages:{name}", args=[page.pk, "approve", state])
                for name in ("workflow_action", "collect_workflow_action_data")
                for state in [page.current_workflow_task_state.pk]
            ),
        ):
            answer = {"answer": "sign", "confirm": "on", "content": shown, "password": PASSWORD}
            assert client.post(address, answer).status_code == 500
    finally:
        got_request_exception.disconnect(report)
    assert len(reports) == 3
    for text in reports:
        assert "The disk is full." in text
        assert PASSWORD not in text

"""A reviewer signs in spite of what a rule says of a sentence: with a reason, on record, for it."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from pages.ledger.models import LedgerEntry
from pages.publishing import PublicationRefused, Stage, blockers
from pages.review.models import Approval
from pages.review.overrides import overrides_of
from tests.factories.content import ConditionPageFactory, home
from tests.factories.disclaimers import disclaimers_in
from tests.factories.review import (
    PASSWORD,
    answer_review,
    make_review_workflow,
    make_reviewer,
    make_user,
    publish_signed,
    review_url,
    sign,
    submit,
)

pytestmark = pytest.mark.django_db

CURES = {"en": "The splint cures the pain.", "es": "La férula cura el dolor."}
REASON = "The pain is meant, not the disease; the cited trial says so."


def section(*texts):
    text = "".join(f"<p>{one}</p>" for one in texts)
    return [{"type": "section", "value": {"heading": "What happens", "text": text}}]


@pytest.fixture(params=["en", "es"])
def language(request):
    return request.param


@pytest.fixture
def page(language):
    make_review_workflow(home(language))
    disclaimers_in(language, "medical-information")
    page = ConditionPageFactory(language=language, complete=True, body=section(CURES[language]))
    submit(page, make_user())
    return page


def latest(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def judged(page, stage=Stage.SIGNATURE):
    draft = latest(page)
    return [one for one in blockers(draft, stage=stage) if one.code == "claim.cure"]


def edited(page, *texts):
    draft = latest(page)
    draft.body = section(*texts)
    draft.save_revision()
    return draft


def reasons(page, words=REASON):
    return {one.key: words for one in judged(page)}


def test_what_a_reviewer_may_know_better_does_not_hold_up_the_submission(page):
    (waiting,) = judged(page, Stage.SUBMISSION)
    assert waiting.awaits_judgement
    assert not waiting.blocks
    (standing,) = judged(page)
    assert standing.is_overridable
    entry = LedgerEntry.objects.get(action="warning.overridden", page_id=page.pk)
    assert entry.data["codes"] == ["claim.cure"]


def test_without_a_reason_it_cannot_be_signed(page):
    with pytest.raises(PublicationRefused) as refusal:
        sign(page, make_reviewer())
    assert [one.code for one in refusal.value.blockers] == ["claim.cure"]
    for empty in ("", "   ", "ok"):
        with pytest.raises(PublicationRefused):
            sign(page, make_reviewer(), overrides=reasons(page, empty))
    assert not Approval.objects.exists()
    assert not LedgerEntry.objects.filter(action="claim.overridden").exists()


@pytest.mark.parametrize("posted", [["key"], "key", 7, {"0123456789abcdef": REASON}, {"key": None}])
def test_reasons_for_something_else_let_nothing_pass(page, posted):
    with pytest.raises(PublicationRefused):
        sign(page, make_reviewer(), overrides=posted)


def test_with_a_reason_it_goes_live_and_the_reason_is_on_record(page, language):
    reviewer = make_reviewer("judge")
    approval = sign(page, reviewer, overrides=reasons(page))
    assert type(page).objects.get(pk=page.pk).live
    entry = LedgerEntry.objects.get(action="claim.overridden")
    assert (entry.page_id, entry.language_code, entry.actor) == (page.pk, language, reviewer)
    assert entry.data["reason"] == REASON
    assert entry.data["sentence"] == CURES[language]
    assert entry.data["approval"] == approval.pk


def test_what_was_overridden_is_a_warning_with_the_reason_from_then_on(page, language):
    sign(page, make_reviewer("judge"), overrides=reasons(page))
    edited(page, "A word before it.", CURES[language])
    stages = [Stage.SUBMISSION, Stage.SIGNATURE, Stage.PUBLICATION]
    for stage in stages:
        (known,) = judged(page, stage)
        assert known.severity == "warn"
        assert not known.awaits_judgement
        assert REASON in str(known.message)


def test_another_sentence_needs_another_reason(page, language):
    sign(page, make_reviewer("judge"), overrides=reasons(page))
    changed = {"en": "The splint cures the pain of all.", "es": "La férula cura el dolor de todos."}
    edited(page, changed[language])
    (standing,) = judged(page)
    assert standing.is_overridable
    assert standing.key not in overrides_of(page)


def test_the_same_sentence_on_another_page_needs_a_reason_of_its_own(page, language):
    sign(page, make_reviewer("judge"), overrides=reasons(page))
    other = ConditionPageFactory(language=language, complete=True, body=section(CURES[language]))
    other.save_revision()
    assert [one.severity for one in judged(other)] == ["block"]
    assert overrides_of(other) == {}


def test_what_is_missing_cannot_be_overridden():
    make_review_workflow(home())
    disclaimers_in("en", "medical-information")
    page = ConditionPageFactory(complete=True)
    submit(page, make_user())
    draft = edited(page, "Fine.")
    draft.urgent_care = ""
    draft.save_revision()
    found = [one for one in blockers(draft, stage=Stage.SIGNATURE) if one.blocks]
    assert found
    assert not any(one.is_overridable for one in found)
    with pytest.raises(PublicationRefused):
        sign(page, make_reviewer(), overrides={one.key: REASON for one in found})


# The screens


def test_the_reviewers_screen_asks_for_a_reason_for_each_sentence(client, page, language):
    client.force_login(make_reviewer("judge"))
    shown = client.get(review_url(page))
    (blocker,) = shown.context["judged"]
    assert f'name="reason_{blocker.key}"' in shown.content.decode()
    assert CURES[language] in shown.content.decode()
    refused = answer_review(client, page)
    assert refused.status_code == 200
    assert f"reason_{blocker.key}" in refused.context["sign_form"].errors
    assert not Approval.objects.exists()
    signed = answer_review(client, page, **{f"reason_{blocker.key}": REASON})
    assert signed.status_code == 302
    assert "It is live" in " ".join(map(str, get_messages(signed.wsgi_request)))


def test_wagtails_own_dialog_asks_as_well(client, page):
    reviewer = make_reviewer("judge")
    client.force_login(reviewer)
    task_state = page.current_workflow_task_state
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task_state.pk]
    )
    shown = client.get(address).json()["html"]
    (blocker,) = judged(page)
    assert f'name="reason_{blocker.key}"' in shown
    content = re.search(r'name="content" value="([^"]+)"', shown)
    assert content is not None
    data = {"content": content[1], "confirm": "on", "password": PASSWORD, "comment": ""}
    by_script = {"x-requested-with": "XMLHttpRequest"}
    again = client.post(address, data, headers=by_script).json()
    assert again["step"] == "action"
    assert "This field is required" in again["html"]
    assert not Approval.objects.exists()
    given = data | {f"reason_{blocker.key}": REASON}
    assert client.post(address, given, headers=by_script).json()["step"] == "success"
    assert Approval.objects.get().reviewer == reviewer
    assert LedgerEntry.objects.get(action="claim.overridden").data["reason"] == REASON


def test_the_history_tells_of_it_in_the_readers_language(client, page, language):
    sign(page, make_reviewer("judge"), overrides=reasons(page))
    client.force_login(make_user(is_superuser=True))
    shown = client.get(reverse("pages_review:history", args=[page.pk])).content.decode()
    assert "Signed in spite of what a rule says of a sentence" in shown
    assert REASON in shown


def test_before_a_submission_the_editor_reads_what_the_reviewer_will_find(client):
    page = ConditionPageFactory(complete=True, body=section(CURES["en"]))
    disclaimers_in("en", "medical-information")
    client.force_login(make_user(is_superuser=True))
    address = reverse("pages_review:blockers", args=[page.pk]) + "?stage=submission"
    shown = client.get(address).content.decode()
    assert "Before a medical reviewer reads it" in shown
    assert CURES["en"] in shown
    assert 'value="submit"' in shown


def test_an_incomplete_draft_is_refused_on_its_form_and_not_in_the_dialog(client):
    page = ConditionPageFactory(complete=True, urgent_care="", body=section(CURES["en"]))
    client.force_login(make_user(is_superuser=True))
    address = reverse("pages_review:blockers", args=[page.pk]) + "?stage=submission"
    shown = client.get(address).content.decode()
    assert "<dialog" not in shown


def test_a_page_with_nothing_to_say_of_it_has_no_dialog(client):
    page = ConditionPageFactory(complete=True)
    disclaimers_in("en", "medical-information")
    publish_ready = blockers(page, stage=Stage.SUBMISSION)
    assert publish_ready == []
    client.force_login(make_user(is_superuser=True))
    address = reverse("pages_review:blockers", args=[page.pk]) + "?stage=submission"
    assert "<dialog" not in client.get(address).content.decode()


def test_a_signed_page_stays_public_when_nothing_changes(page):
    sign(page, make_reviewer("judge"), overrides=reasons(page))
    live = type(page).objects.get(pk=page.pk)
    live.unpublish()
    live.get_latest_revision().publish()
    assert type(page).objects.get(pk=page.pk).live


def test_a_page_without_findings_is_signed_without_reasons():
    make_review_workflow(home())
    disclaimers_in("en", "medical-information")
    assert publish_signed(ConditionPageFactory(complete=True)).live
    assert not LedgerEntry.objects.filter(action="claim.overridden").exists()


def test_what_a_rule_only_warns_of_is_passed_over_without_a_tick_and_is_on_record(client, settings):
    settings.PAGES = {"CLAIM_SEVERITIES": {"claim.cure": "warn"}}
    make_review_workflow(home())
    disclaimers_in("en", "medical-information")
    page = ConditionPageFactory(complete=True, body=section(CURES["en"]))
    submit(page, make_user())
    client.force_login(make_reviewer("judge"))
    shown = client.get(review_url(page))
    assert [one.code for one in shown.context["warnings"]] == ["claim.cure"]
    assert "accept_warnings" not in shown.context["sign_form"].fields
    assert answer_review(client, page).status_code == 302
    assert type(page).objects.get(pk=page.pk).live
    entries = LedgerEntry.objects.filter(action="warning.overridden", page_id=page.pk)
    assert [entry.data["stage"] for entry in entries] == ["submission", "signature"]


def test_what_somebody_has_overridden_is_accepted_in_the_open_by_the_next_reviewer(client, page):
    sign(page, make_reviewer("judge"), overrides=reasons(page))
    draft = latest(page)
    draft.summary = "Another summary of the disease."
    submit(draft, make_user())
    fresh = type(page).objects.get(pk=page.pk)
    client.force_login(make_reviewer("second"))
    shown = client.get(review_url(fresh))
    assert REASON in shown.content.decode()
    assert "accept_warnings" in shown.context["sign_form"].fields

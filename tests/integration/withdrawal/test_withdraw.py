import json

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from pages.delivery.models import PublishedDocument
from pages.ledger.models import LedgerEntry
from pages.outbox.models import OutboxMessage
from pages.publishing import PublicationRefused, Stage, blockers
from pages.review import active_approval, current_approval
from pages.review.models import Approval
from pages.review.withdrawal import Withdraw
from tests.factories.delivery import a_reviewer, an_editor, draft, published, translated
from tests.factories.review import make_reviewer, make_user, sign, submit
from tests.factories.time import days

pytestmark = pytest.mark.django_db

REASON = "The dose in the second step is wrong."


def stored(page):
    return type(page).objects.get(pk=page.pk)


def withdraw(approval, user=None, reason=REASON):
    return Withdraw(approval_id=approval.pk, user=user or a_reviewer()).execute(reason=reason)


def on_api(client, page):
    return client.get(f"/api/v2/pages/{page.pk}/").status_code


def signed_for_later(page, *, after=3):
    page.go_live_at = timezone.now() + days(after)
    submit(page, an_editor())
    return sign(page, a_reviewer())


def codes(page, stage=Stage.PUBLICATION):
    return [blocker.code for blocker in blockers(page, stage=stage)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_is_off_the_public_at_once_and_the_trail_says_why(client, language):
    page = published(language=language)
    approval = active_approval(page)
    assert on_api(client, page) == 200
    reviewer = make_reviewer("second")

    done = withdraw(approval, reviewer)

    assert on_api(client, page) == 404
    assert done.taken_offline
    assert not stored(page).live
    assert PublishedDocument.objects.count() == 0
    approval.refresh_from_db()
    assert (approval.withdrawn_by, approval.withdrawn_reason) == (reviewer, REASON)
    entry = LedgerEntry.objects.get(action="approval.withdrawn")
    assert (entry.page_id, entry.language_code, entry.actor) == (page.pk, language, reviewer)
    assert entry.fingerprint == approval.fingerprint
    assert entry.data["reason"] == REASON
    assert LedgerEntry.objects.filter(action="publication.ended").count() == 1


def test_withdrawn_content_never_returns_without_a_new_signature(client):
    page = published()
    withdraw(active_approval(page))

    with pytest.raises(PublicationRefused, match="withdrawn"):
        stored(page).get_latest_revision().publish()
    submit(stored(page), an_editor())
    sign(page, a_reviewer())

    assert on_api(client, page) == 200
    assert current_approval(stored(page)) is not None


def test_an_administrator_may_withdraw_too(client):
    page = published()
    withdraw(active_approval(page), make_user(is_superuser=True))
    assert on_api(client, page) == 404


@pytest.mark.parametrize("who", ["editor", "author", "closed reviewer", "closed administrator"])
def test_nobody_else_may_and_nothing_changes(client, who):
    page = published()
    user = {
        "editor": lambda: make_user(groups=("Editors",)),
        "author": an_editor,
        "closed reviewer": make_reviewer,
        "closed administrator": lambda: make_user(is_superuser=True),
    }[who]()
    if who.startswith("closed"):
        user.is_active = False
        user.save()

    with pytest.raises(PermissionDenied, match="Only medical reviewers and administrators"):
        withdraw(active_approval(page), user)

    assert on_api(client, page) == 200
    assert active_approval(page).withdrawn_at is None


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_reason_is_needed(client, reason):
    page = published()
    with pytest.raises(PublicationRefused, match="Write down why"):
        withdraw(active_approval(page), reason=reason)
    assert on_api(client, page) == 200


def test_it_cannot_be_withdrawn_twice():
    approval = active_approval(published())
    withdraw(approval)
    with pytest.raises(PublicationRefused, match="already withdrawn"):
        withdraw(approval)


def test_a_superseded_approval_is_not_withdrawn():
    page = published()
    old = active_approval(page)
    page.summary = "Newer words."
    submit(page, an_editor())
    sign(page, a_reviewer())
    with pytest.raises(PublicationRefused, match="newer approval"):
        withdraw(old)
    assert stored(page).live


def test_an_approval_that_waits_for_its_time_can_be_withdrawn():
    page = draft()
    approval = signed_for_later(page)
    assert stored(page).revisions.filter(approved_go_live_at__isnull=False).count() == 1

    done = withdraw(approval)

    assert (done.taken_offline, done.schedules_cancelled) == (False, 1)
    assert stored(page).revisions.filter(approved_go_live_at__isnull=False).count() == 0


def test_withdrawing_what_waits_leaves_what_is_public(client):
    page = published()
    page.summary = "Newer words."
    waiting = signed_for_later(page)

    done = withdraw(waiting)

    assert (done.taken_offline, done.schedules_cancelled) == (False, 1)
    assert on_api(client, page) == 200
    assert current_approval(stored(page)) is not None


def test_withdrawing_what_is_public_cancels_what_waits(client):
    page = published()
    public = active_approval(page)
    page.summary = "Newer words."
    waiting = signed_for_later(page)

    done = withdraw(public)

    assert (done.taken_offline, done.schedules_cancelled) == (True, 1)
    assert on_api(client, page) == 404
    waiting.refresh_from_db()
    assert waiting.withdrawn_at is None


def test_a_renewal_that_waits_is_withdrawn_with_the_content_that_it_renews(client):
    page = published()
    public = active_approval(page)
    waiting = signed_for_later(stored(page))
    assert waiting.fingerprint == public.fingerprint

    done = withdraw(waiting)

    assert done.approvals == (public.pk, waiting.pk)
    assert on_api(client, page) == 404
    with pytest.raises(PublicationRefused):
        stored(page).get_latest_revision().publish()


def test_an_approval_of_a_page_that_was_unpublished_by_hand_can_be_withdrawn():
    page = published()
    stored(page).unpublish()
    done = withdraw(active_approval(page))
    assert not done.taken_offline
    assert "approval.withdrawn" in codes(stored(page))


def test_a_review_in_progress_goes_on(client):
    page = published()
    page.summary = "Better words."
    submit(page, an_editor())

    withdraw(active_approval(page))

    assert stored(page).current_workflow_task_state is not None
    sign(page, a_reviewer())
    assert on_api(client, page) == 200


def test_the_other_language_stays_public_and_is_flagged_until_it_is_signed_again(client):
    english = published(title="Gout")
    spanish = translated(english)
    assert "approval.sibling_withdrawn" not in codes(stored(spanish))

    done = withdraw(active_approval(english))

    assert done.siblings == (spanish.pk,)
    assert on_api(client, spanish) == 200
    entry = LedgerEntry.objects.get(action="publication.sibling_withdrawn")
    assert (entry.page_id, entry.language_code) == (spanish.pk, "es")
    assert entry.data["language"] == "en"
    warning = next(
        blocker
        for blocker in blockers(stored(spanish))
        if blocker.code == "approval.sibling_withdrawn"
    )
    assert not warning.blocks
    assert REASON in str(warning.message)
    assert "approval.sibling_withdrawn" in codes(stored(spanish), Stage.SIGNATURE)

    submit(stored(spanish), an_editor())
    sign(spanish, a_reviewer())
    assert "approval.sibling_withdrawn" not in codes(stored(spanish))


def test_the_page_itself_is_not_its_own_sibling():
    page = published()
    withdraw(active_approval(page))
    assert "approval.sibling_withdrawn" not in codes(stored(page))


def test_a_draft_that_nobody_signed_is_flagged_until_the_other_language_is_signed_again():
    english = published(title="Gout")
    spanish = draft(language="es", translation_key=english.translation_key)
    withdraw(active_approval(english))
    assert "approval.sibling_withdrawn" in codes(stored(spanish))

    submit(stored(english), an_editor())
    sign(english, a_reviewer())

    assert "approval.sibling_withdrawn" not in codes(stored(spanish))


def test_those_behind_the_page_are_told_by_mail_but_not_who_did_it():
    page = published()
    other = make_reviewer("other")
    make_reviewer("stranger", languages=("es",))
    approval = active_approval(page)

    withdraw(approval, other)

    told = {message.payload["user"] for message in OutboxMessage.objects.all()}
    assert told == {an_editor().pk, a_reviewer().pk}
    payload = json.dumps([message.payload for message in OutboxMessage.objects.all()])
    assert "@" not in payload
    assert REASON not in payload


def test_when_something_fails_half_way_nothing_is_withdrawn(client, monkeypatch):
    page = published()

    def fail(**kwargs):
        raise RuntimeError("the mail could not be written")

    monkeypatch.setattr("pages.outbox.put_mail", fail, raising=False)
    with pytest.raises(RuntimeError):
        withdraw(active_approval(page))

    assert on_api(client, page) == 200
    assert Approval.objects.get().withdrawn_at is None
    assert stored(page).live

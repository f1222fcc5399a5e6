import datetime
import io

import pytest
from django.core import mail
from django.core.management import call_command, get_commands
from django.utils import timezone
from wagtail.models import Revision

from pages.content.condition import ConditionPage
from pages.delivery.models import PublishedDocument
from pages.ledger.models import LedgerEntry
from pages.outbox.models import OutboxMessage
from pages.review import active_approval
from pages.review.withdrawal import Withdraw
from tests.factories.content import a_reference, home
from tests.factories.delivery import a_reviewer, an_editor, draft, published
from tests.factories.review import sign, submit
from tests.factories.time import change, days

pytestmark = pytest.mark.django_db

SOON = datetime.timedelta(hours=1)


def stored(page):
    return type(page).objects.get(pk=page.pk)


def scheduled(page, **fields):
    """Sign a page's content for an hour from now, and return its approval."""
    page = stored(page)
    page.go_live_at = timezone.now() + SOON
    for name, value in fields.items():
        setattr(page, name, value)
    submit(page, an_editor())
    return sign(page, a_reviewer())


def time_has_come(approval, *, ago=SOON):
    """Move a schedule into the past."""
    revision = Revision.objects.get(pk=approval.revision_id)
    moment = timezone.now() - ago
    revision.content["go_live_at"] = moment.isoformat()
    revision.approved_go_live_at = moment
    revision.save()


def run():
    """Return what the command reported, and its exit code."""
    output, code = io.StringIO(), 0
    try:
        call_command("publish_scheduled", stdout=output, stderr=output)
    except SystemExit as exit_:
        code = exit_.code
    return output.getvalue(), code


def on_api(client, page):
    response = client.get(f"/api/v2/pages/{page.pk}/")
    return response.json() if response.status_code == 200 else None


@pytest.mark.parametrize("name", ["publish_scheduled", "publish_scheduled_pages"])
def test_the_command_is_ours_under_both_names(name):
    assert get_commands()[name] == "pages"


@pytest.mark.parametrize("language", ["en", "es"])
def test_signed_content_waits_for_its_time_and_goes_live(client, language):
    page = draft(language=language, title="Gout")
    approval = scheduled(page)
    assert run() == ("", 0)
    assert on_api(client, page) is None

    time_has_come(approval)
    assert run() == ("", 0)

    assert on_api(client, page)["title"] == "Gout"
    assert active_approval(page) == approval
    assert run() == ("", 0)


def test_a_new_version_of_a_public_page_replaces_it_at_its_time(client):
    page = published(summary="Old words.")
    old = active_approval(page)
    approval = scheduled(page, summary="New words.")
    assert on_api(client, page)["summary"] == "Old words."

    time_has_come(approval)
    run()

    assert on_api(client, page)["summary"] == "New words."
    old.refresh_from_db()
    assert old.superseded_at is not None


def withdrawn(approval):
    Withdraw(approval_id=approval.pk, user=a_reviewer()).execute(reason="Wrong.")
    # As if somebody had scheduled it again behind the back of the withdrawal.
    Revision.objects.filter(pk=approval.revision_id).update(
        approved_go_live_at=timezone.now() - SOON
    )


def expired(approval):
    change(approval, expires_at=timezone.now() - days(1))


def superseded(approval):
    approval.superseded_at = timezone.now()
    approval.save(update_fields=["superseded_at"])


def with_a_corrected_reference(approval):
    reference = a_reference()
    reference.title = "Another title"
    reference.save()


INVALID = [
    (withdrawn, "approval.withdrawn"),
    (expired, "approval.expired"),
    (superseded, "approval.superseded"),
    (with_a_corrected_reference, "approval.sources_changed"),
]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("spoil", "code"), INVALID, ids=[code for _, code in INVALID])
def test_what_is_not_signed_any_more_is_unscheduled_and_reported(client, language, spoil, code):
    page = draft(language=language, title="Gout")
    approval = scheduled(page)
    time_has_come(approval)
    spoil(approval)

    output, exit_code = run()

    assert exit_code == 1
    assert output.startswith(f"refused: {page.pk} Gout: The page was not published")
    assert on_api(client, page) is None
    assert not stored(page).live
    assert Revision.objects.get(pk=approval.revision_id).approved_go_live_at is None
    entry = LedgerEntry.objects.get(action="publication.schedule_refused")
    assert (entry.page_id, entry.language_code) == (page.pk, language)
    assert code in entry.data["codes"]
    told = {
        message.payload["user"]
        for message in OutboxMessage.objects.filter(payload__template="schedule_refused")
    }
    assert told == {an_editor().pk, a_reviewer().pk}
    assert run() == ("", 0)


def test_what_was_public_stays_when_the_new_version_is_refused(client):
    page = published(summary="Old words.")
    approval = scheduled(page, summary="New words.")
    time_has_come(approval)
    expired(approval)
    run()
    assert on_api(client, page)["summary"] == "Old words."


def test_the_pages_behind_a_refused_one_still_go_live(client):
    refused, behind = draft(title="Refused"), draft(title="Behind")
    first, second = scheduled(refused), scheduled(behind)
    time_has_come(first, ago=2 * SOON)
    time_has_come(second)
    expired(first)

    assert run()[1] == 1

    assert on_api(client, refused) is None
    assert on_api(client, behind)["title"] == "Behind"


def test_the_pages_behind_a_broken_one_still_go_live_and_it_is_tried_again(
    client, monkeypatch, caplog
):
    broken, behind = draft(title="Broken"), draft(title="Behind")
    first, second = scheduled(broken), scheduled(behind)
    time_has_come(first, ago=2 * SOON)
    time_has_come(second)
    publish = ConditionPage.publish

    def fail_for_the_first(self, *args, **kwargs):
        if self.pk == broken.pk:
            raise RuntimeError("a bug")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(ConditionPage, "publish", fail_for_the_first)
    output, code = run()
    assert code == 1
    assert "a bug" in output
    assert on_api(client, behind)["title"] == "Behind"

    monkeypatch.undo()
    assert run()[1] == 0
    assert on_api(client, broken)["title"] == "Broken"


def test_a_page_ends_at_its_time_and_its_document_goes(client):
    page = draft(expire_at=timezone.now() + days(1))
    submit(page, an_editor())
    sign(page, a_reviewer())
    assert on_api(client, page) is not None
    ConditionPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - SOON)

    assert run() == ("", 0)

    page = stored(page)
    assert (page.live, page.expired) == (False, True)
    assert on_api(client, page) is None
    assert PublishedDocument.objects.count() == 0
    assert LedgerEntry.objects.filter(action="publication.ended").count() == 1
    assert run() == ("", 0)


def test_a_dry_run_changes_nothing(client):
    page = draft(title="Gout")
    time_has_come(scheduled(page))
    output = io.StringIO()
    call_command("publish_scheduled", dryrun=True, stdout=output)
    assert "Gout" in output.getvalue()
    assert on_api(client, page) is None


def test_pages_that_need_no_review_are_published_as_ever():
    page = home()
    page.title = "Welcome"
    revision = page.save_revision(approved_go_live_at=timezone.now() - SOON)
    assert revision.approved_go_live_at is not None
    run()
    assert stored(page).title == "Welcome"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "did not go live"), ("es", "no se publicó")]
)
def test_the_mail_says_what_stands_in_the_way(settings, language, words):
    settings.LANGUAGE_CODE = language
    page = draft(title="Gout")
    approval = scheduled(page)
    time_has_come(approval)
    expired(approval)
    run()
    mail.outbox.clear()  # of Wagtail's own
    call_command("deliver_outbox", verbosity=0)
    assert len(mail.outbox) == 2
    assert words in mail.outbox[0].subject
    assert "Submit" in mail.outbox[0].body or "Envíe" in mail.outbox[0].body

import io
import json

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from wagtail.users.models import UserProfile

from pages.delivery.models import PublishedDocument
from pages.ledger.models import LedgerEntry
from pages.outbox.models import OutboxMessage
from pages.people.models import Person
from pages.review import active_approval
from pages.review.expiry import Expire
from pages.review.withdrawal import Withdraw
from tests.factories.content import an_author
from tests.factories.delivery import a_reviewer, an_editor, published
from tests.factories.review import make_reviewer, make_user, sign, submit
from tests.factories.time import days, let_end

pytestmark = pytest.mark.django_db

STEPS = ("review.reminded", "review.overdue", "review.taken_offline")


def run(*arguments):
    """Return what the command printed, and its exit code."""
    output, code = io.StringIO(), 0
    try:
        call_command("expire_reviews", *arguments, stdout=output, stderr=io.StringIO())
    except SystemExit as exit_:
        code = exit_.code
    return output.getvalue(), code


def report(*arguments):
    output, code = run("--format", "json", *arguments)
    return json.loads(output) | {"code": code}


def stored(page):
    return type(page).objects.get(pk=page.pk)


def written():
    return list(LedgerEntry.objects.filter(action__in=STEPS).values_list("action", flat=True))


def ending(after, language="en", **fields):
    page = published(language=language, **fields)
    let_end(active_approval(page), after=days(after))
    return page


def status_on_api(client, page):
    return client.get(f"/api/v2/pages/{page.pk}/").json()["review"]["status"]


@pytest.fixture
def policy(settings):
    def choose(**policies):
        settings.PAGES = {"OVERDUE_POLICY": {f"pages.{name}": policies[name] for name in policies}}

    return choose


def test_a_site_without_pages_has_nothing_to_do():
    assert run() == ("Done: 0. Failed: 0.\n", 0)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("left", "step", "action", "status"),
    [
        (29.5, "warn30", "review.reminded", "due"),
        (6.5, "warn7", "review.reminded", "due"),
        (-0.5, "overdue", "review.overdue", "overdue"),
    ],
)
def test_each_step_is_taken_once_and_the_page_stays(client, language, left, step, action, status):
    page = ending(left, language)

    first, second = report(), report()

    assert [(one["page"], one["language"], one["step"]) for one in first["done"]] == [
        (page.pk, language, step)
    ]
    assert second["done"] == []
    assert (first["code"], second["code"]) == (0, 0)
    assert written() == [action]
    assert status_on_api(client, page) == status
    assert OutboxMessage.objects.count() == 2


def test_a_page_that_is_not_due_is_left_alone(client):
    page = ending(31)
    assert report()["done"] == []
    assert status_on_api(client, page) == "current"
    assert OutboxMessage.objects.count() == 0


def test_the_state_on_the_api_is_that_of_the_moment_of_asking(client):
    page = published()
    assert status_on_api(client, page) == "current"
    let_end(active_approval(page), after=days(20))
    assert status_on_api(client, page) == "due"
    let_end(active_approval(page), after=-days(1))
    assert status_on_api(client, page) == "overdue"


def test_as_time_passes_all_three_steps_are_taken():
    page = published()
    approval = active_approval(page)
    for left in (25, 24, 5, 4, -1, -2):
        let_end(approval, after=days(left))
        run()
    assert [entry.data["step"] for entry in LedgerEntry.objects.filter(action__in=STEPS)] == [
        "warn30",
        "warn7",
        "overdue",
    ]


def test_a_dry_run_says_what_it_would_do_and_does_nothing(policy):
    policy(ConditionPage="unpublish")
    page = ending(-1, title="Gout")
    output, code = run("--dry-run")
    assert output == (
        f"overdue, taken offline: {page.pk} (en) Gout, due "
        f"{active_approval(page).expires_at:%Y-%m-%d}\nWould be done: 1. Failed: 0.\n"
    )
    assert code == 0
    assert stored(page).live
    assert written() == []
    assert OutboxMessage.objects.count() == 0


def test_policy_takes_overdue_pages_of_a_type_offline(client, policy):
    policy(ConditionPage="unpublish")
    page = ending(-1)
    kept = published("testimonial")
    let_end(active_approval(kept), after=-days(1))

    done = {one["page"]: one["taken_offline"] for one in report()["done"]}

    assert done == {page.pk: True, kept.pk: False}
    assert not stored(page).live
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    assert status_on_api(client, kept) == "overdue"
    assert list(PublishedDocument.objects.values_list("page_id", flat=True)) == [kept.pk]
    assert report()["done"] == []


def test_pages_that_were_overdue_before_the_policy_go_offline_with_the_next_run(policy):
    page = ending(-1)
    run()
    assert stored(page).live

    policy(ConditionPage="unpublish")
    done = report()["done"]

    assert [(one["step"], one["taken_offline"]) for one in done] == [(None, True)]
    assert written() == ["review.overdue", "review.taken_offline"]
    assert not stored(page).live


def test_policy_takes_nothing_offline_before_its_time(policy):
    policy(ConditionPage="unpublish")
    page = ending(0.01)
    assert [one["taken_offline"] for one in report()["done"]] == [False]
    assert stored(page).live


def test_a_renewal_that_is_scheduled_keeps_its_schedule_when_the_page_goes_offline(policy):
    policy(ConditionPage="unpublish")
    page = published()
    page = stored(page)
    page.go_live_at = timezone.now() + days(1)
    submit(page, an_editor())
    renewal = sign(page, a_reviewer())
    old = page.approvals.get(activated_at__isnull=False)
    let_end(old, after=-days(1))

    run()

    assert not stored(page).live
    renewal.revision.refresh_from_db()
    assert renewal.revision.approved_go_live_at is not None


def test_a_page_that_was_renewed_is_not_reminded_of():
    page = ending(20)
    submit(stored(page), an_editor())
    sign(page, a_reviewer())
    assert report()["done"] == []


def test_pages_that_are_not_public_are_left_alone():
    page = ending(-1)
    stored(page).unpublish()
    assert report()["done"] == []


def test_a_page_that_was_withdrawn_in_the_meantime_is_left_alone():
    page = ending(-1)
    approval = active_approval(page)
    Withdraw(approval_id=approval.pk, user=a_reviewer()).execute(reason="Wrong.")
    assert Expire(approval_id=approval.pk, now=timezone.now()).execute() is None


def test_one_failure_stops_nobody_else_and_is_tried_again(monkeypatch, caplog):
    first, second = ending(-2), ending(-1)
    execute = Expire.execute

    def fail_for_the_first(self, **kwargs):
        if self.approval_id == active_approval(first).pk:
            raise RuntimeError("broken")
        return execute(self, **kwargs)

    monkeypatch.setattr(Expire, "execute", fail_for_the_first)
    failed = report()
    assert failed["code"] == 1
    assert failed["failed_approvals"] == [active_approval(first).pk]
    assert [one["page"] for one in failed["done"]] == [second.pk]
    monkeypatch.undo()
    assert [one["page"] for one in report()["done"]] == [first.pk]


# Who is told, and what they read


def in_language(user, language):
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()


def test_author_writers_and_the_reviewers_of_the_language_are_told():
    author = make_user("the-author", email="author@private.invalid")
    Person.objects.filter(pk=an_author().pk).update(user=author)
    colleague = make_reviewer("colleague")
    make_reviewer("english-only", languages=("en",))
    make_user("outsider", groups=("Editors",))
    ending(20, "es")

    run()

    told = {message.payload["user"] for message in OutboxMessage.objects.all()}
    assert told == {author.pk, an_editor().pk, a_reviewer().pk, colleague.pk}


def test_nothing_of_the_payload_is_an_address_or_a_text():
    ending(20, title="Gout")
    run()
    for message in OutboxMessage.objects.all():
        assert set(message.payload) == {"user", "template", "facts"}
        text = json.dumps(message.payload)
        assert "@" not in text
        assert "Gout" not in text


def deliver():
    mail.outbox.clear()  # of Wagtail's own
    call_command("deliver_outbox", verbosity=0)
    return {message.to[0]: message for message in mail.outbox}


def test_each_reads_it_in_the_language_of_their_admin(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"
    page = ending(20, title="Gout")
    editor, reviewer = an_editor(), a_reviewer()
    editor.email = "editor@private.invalid"
    editor.save()
    in_language(reviewer, "es")
    run()

    mails = deliver()

    english = mails["editor@private.invalid"]
    assert english.subject.startswith("The medical review of “Gout” (English) is due on ")
    assert "signed by Dr. reviewer on" in english.body
    assert "submit the page for medical review, even if nothing has changed" in english.body
    assert f"https://cms.example.org/admin/pages/{page.pk}/edit/" in english.body
    assert f"https://cms.example.org/admin/medical-review/history/{page.pk}/" in english.body
    spanish = mails[reviewer.email]
    assert spanish.subject.startswith("La revisión médica de “Gout” (inglés) vence el ")
    assert "@" not in english.body + spanish.body


@pytest.mark.parametrize(
    ("choice", "words"), [("keep", "is overdue"), ("unpublish", "was taken offline")]
)
def test_overdue_mail_says_what_became_of_the_page(policy, choice, words):
    policy(ConditionPage=choice)
    ending(-1)
    run()
    assert all(words in message.subject for message in deliver().values())


def test_who_is_in_review_already_reads_so():
    page = ending(20)
    submit(stored(page), an_editor())
    run()
    assert all("already in medical review" in message.body for message in deliver().values())


def test_a_reminder_of_a_page_that_was_renewed_since_is_not_sent():
    page = ending(20)
    run()
    submit(stored(page), an_editor())
    sign(page, a_reviewer())

    assert deliver() == {}
    assert {message.last_error for message in OutboxMessage.objects.all()} == {
        "The signature has been replaced or withdrawn since."
    }

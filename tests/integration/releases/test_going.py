"""Both or neither: a release goes live as a whole, at the last signature or by a button."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from pages.content.condition import ConditionPage
from pages.delivery.models import PublishedDocument
from pages.ledger.models import LedgerEntry
from pages.outbox.mail import deliver_mail
from pages.outbox.models import OutboxMessage
from pages.releases.going import GoLiveTogether, go_by_itself
from pages.releases.members import pages_of, read_members
from pages.releases.models import ReleaseState
from pages.releases.refusals import NothingWentLive, ReleaseClosed
from pages.releases.rules import MemberState
from pages.review import active_approval
from pages.review.withdrawal import Withdraw
from tests.factories.content import a_reference
from tests.factories.delivery import a_reviewer, draft, publish
from tests.factories.releases import (
    a_pair,
    as_translation,
    make_chief,
    on_api,
    opened,
    signed,
    stored,
)
from tests.factories.time import change, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return a_pair()


@pytest.fixture
def both(django_capture_on_commit_callbacks):
    """Return a function that has pages signed, and lets happen what waits for that."""

    def sign_all(*pages, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return [signed(page, **fields) for page in pages]

    return sign_all


def states(release):
    members = read_members(pages_of(release), now=timezone.now())
    return [one.facts.state for one in members]


def mails():
    return OutboxMessage.objects.filter(payload__template="release_refused")


def go(release, user=None):
    return GoLiveTogether(release_id=release.pk, user=user).execute()


def nothing_is_public(client, *pages):
    return (
        [on_api(client, page) for page in pages] == [None] * len(pages)
        and not PublishedDocument.objects.filter(page__in=[page.pk for page in pages]).exists()
        and not Page.objects.filter(pk__in=[page.pk for page in pages], live=True).exists()
    )


@pytest.mark.parametrize("last", [0, 1])
def test_the_first_signature_publishes_nothing_and_the_last_publishes_both(
    client, pair, both, last
):
    release = opened(*pair)
    first = 1 - last

    both(pair[first])

    assert nothing_is_public(client, *pair)
    assert states(release)[first] is MemberState.WAITING
    assert states(release)[last] is MemberState.DRAFT

    both(pair[last])

    assert [on_api(client, page)["title"] for page in pair] == ["Gout", "Página de Gout"]
    release.refresh_from_db()
    assert (release.state, release.released_by) == (ReleaseState.GONE, None)
    gone = LedgerEntry.objects.filter(action="release.gone")
    assert {entry.page_id for entry in gone} == {page.pk for page in pair}
    assert not mails().exists()


def test_a_release_that_waits_for_a_person_waits(client, pair, both):
    chief = make_chief()
    release = opened(*pair, user=chief, goes_automatically=False)
    both(*pair)
    call_command("publish_scheduled")
    assert nothing_is_public(client, *pair)
    assert states(release) == [MemberState.WAITING, MemberState.WAITING]

    pages = go(release, user=chief)

    assert {page.pk for page in pages} == {page.pk for page in pair}
    assert None not in [on_api(client, page) for page in pair]
    release.refresh_from_db()
    assert release.released_by == chief


def test_a_process_that_ended_after_the_signature_is_made_up_for(client, pair):
    release = opened(*pair)
    for page in pair:
        signed(page)  # what follows the commit never happens
    assert nothing_is_public(client, *pair)

    call_command("publish_scheduled")

    assert None not in [on_api(client, page) for page in pair]
    release.refresh_from_db()
    assert release.state is ReleaseState.GONE


@pytest.mark.parametrize("failing", [0, 1])
def test_if_one_cannot_go_at_the_last_moment_the_other_has_not_gone(
    client, pair, both, monkeypatch, failing
):
    release = opened(*pair, goes_automatically=False)
    both(*pair)
    publish_page = ConditionPage.publish

    def fail(self, *args, **kwargs):
        if self.pk == pair[failing].pk:
            raise RuntimeError("the process ends here")
        return publish_page(self, *args, **kwargs)

    monkeypatch.setattr(ConditionPage, "publish", fail)
    with pytest.raises(RuntimeError):
        go(release)

    assert nothing_is_public(client, *pair)
    release.refresh_from_db()
    assert release.is_open
    assert states(release) == [MemberState.WAITING, MemberState.WAITING]
    assert not LedgerEntry.objects.filter(action__in=["publication.live", "release.gone"]).exists()

    monkeypatch.undo()
    go(release)
    assert None not in [on_api(client, page) for page in pair]


def withdrawn(approval):
    Withdraw(approval_id=approval.pk, user=a_reviewer()).execute(reason="Wrong.")


def expired(approval):
    change(approval, expires_at=timezone.now() - days(1))


def edited(approval):
    page = stored(approval.page.specific)
    page.summary = "Nobody signed these words."
    page.save_revision()


def corrected(approval):
    reference = a_reference()
    reference.title = "Another title"
    reference.save()


def retracted(approval):
    reference = a_reference()
    reference.retraction_status = "retracted"
    reference.save()


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (withdrawn, "was withdrawn"),
        (expired, "has expired"),
        (edited, "has changed since it was signed"),
        (corrected, "was changed since"),
        (retracted, "has been retracted"),
    ],
)
def test_what_became_of_one_signature_holds_both_and_is_named(
    client, pair, both, spoil, words, which
):
    release = opened(*pair, goes_automatically=False)
    approvals = both(*pair)
    spoil(approvals[which])

    with pytest.raises(NothingWentLive) as refusal:
        go(release)

    name = ("“Gout” (English)", "“Página de Gout” (Spanish)")[which]
    assert any(
        str(one.message).startswith(name) and words in str(one.message)
        for one in refusal.value.blockers
    )
    assert nothing_is_public(client, *pair)
    release.refresh_from_db()
    assert release.is_open


def test_a_missing_disclaimer_holds_both(client, pair, both, settings):
    release = opened(*pair, goes_automatically=False)
    both(*pair)
    settings.PAGES = {
        **settings.PAGES,
        "DISCLAIMERS": {"pages.ConditionPage": ["medical-information", "never-written"]},
    }
    with pytest.raises(NothingWentLive, match=r"“Gout” .English."):
        go(release)
    assert nothing_is_public(client, *pair)


def test_editing_a_signed_member_makes_it_unsigned_until_somebody_signs_again(client, pair, both):
    release = opened(*pair)
    approval = both(pair[0])[0]
    edited(approval)
    assert states(release)[0] is MemberState.DRAFT
    both(pair[1])
    assert nothing_is_public(client, *pair)


def test_a_translation_of_another_version_holds_both_in_words(client, pair, both):
    release = opened(*pair)
    both(pair[1])
    both(pair[0], summary="A disease of the joints, in other words.")

    assert nothing_is_public(client, *pair)
    with pytest.raises(NothingWentLive, match="translates another version of “Gout”"):
        go(release)
    release.refresh_from_db()
    assert release.refused_at is not None
    assert mails().count() == 1

    call_command("publish_scheduled")
    assert mails().count() == 1, "it is told once"


def test_a_live_translation_of_the_old_source_holds_the_new_one_until_it_is_new_itself(
    client, both
):
    source = publish(draft(title="Gout"))
    translation = publish(as_translation(source))
    release = opened(source, translation)
    assert states(release) == [MemberState.LIVE, MemberState.LIVE]

    both(source, summary="The new words of the source.")
    assert on_api(client, source)["summary"] != "The new words of the source."

    from wagtail_localize.models import TranslationSource

    latest = stored(source).get_latest_revision_as_object()
    TranslationSource.objects.get_for_instance(source).update_from_db()
    synced = TranslationSource.objects.get_for_instance(source)
    synced.content_json = latest.to_json()
    synced.save()
    both(translation, summary="Las palabras nuevas.")

    assert on_api(client, source)["summary"] == "The new words of the source."
    assert on_api(client, translation)["summary"] == "Las palabras nuevas."
    release.refresh_from_db()
    assert release.state is ReleaseState.GONE


def test_a_page_with_a_time_of_its_own_holds_both(client, pair, both):
    opened(*pair)
    both(pair[0], go_live_at=timezone.now() + days(1))
    both(pair[1])
    assert nothing_is_public(client, *pair)
    assert mails().count() == 1


def test_who_opened_it_reads_why_it_did_not_go(pair, both, mailoutbox):
    chief = make_chief()
    chief.email = "chief@example.org"
    chief.save()
    opened(*pair, user=chief)
    both(pair[0], go_live_at=timezone.now() + days(1))
    both(pair[1])
    deliver_mail(mails().get().payload)
    assert mailoutbox[-1].subject == "The release “Gout in both languages” could not go live"
    assert "“Gout” (English): Its draft is to go live at a time of its own." in mailoutbox[-1].body


def test_a_section_goes_as_one(client, both):
    pages = [draft(title=f"Page {letter}") for letter in "ABC"]
    opened(*pages)
    both(*pages[:2])
    assert nothing_is_public(client, *pages)
    both(pages[2])
    assert None not in [on_api(client, page) for page in pages]


def test_members_that_are_live_as_signed_stay_as_they_are(client, both):
    page, live = draft(title="New"), publish(draft(title="Old"))
    opened(page, live)
    before = active_approval(live)
    both(page)
    assert on_api(client, page)["title"] == "New"
    assert active_approval(live) == before


def test_a_release_of_which_nothing_waits_does_not_go():
    pages = [publish(draft(title=title)) for title in ("One", "Two")]
    release = opened(*pages)
    assert go_by_itself(release.pk) is None
    with pytest.raises(NothingWentLive, match="No page of this release waits"):
        go(release)


def test_a_release_goes_once(pair, both):
    release = opened(*pair)
    both(*pair)
    with pytest.raises(ReleaseClosed):
        go(release)


def test_a_refused_release_is_in_the_ledger(pair, both):
    opened(*pair)
    both(pair[0], go_live_at=timezone.now() + days(1))
    both(pair[1])
    entry = LedgerEntry.objects.get(action="release.refused")
    assert entry.data["codes"] == ["release.own_time"]


def test_a_deleted_member_is_waited_for_no_more(client, pair, both):
    release = opened(*pair)
    both(pair[0])
    stored(pair[1]).delete()
    assert states(release) == [MemberState.WAITING]
    call_command("publish_scheduled")
    assert on_api(client, pair[0])["title"] == "Gout"

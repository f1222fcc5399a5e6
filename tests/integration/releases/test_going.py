"""Both or neither: a release goes live as a whole, at the last signature or by a button."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from pages.content.condition import ConditionPage
from pages.delivery.models import PublishedDocument
from pages.ledger.models import LedgerEntry
from pages.outbox.models import OutboxMessage
from pages.publishing import PublicationRefused
from pages.releases.actions import CancelRelease, PublishSigned, RemoveMember
from pages.releases.going import GoLiveTogether, go_what_is_ready
from pages.releases.members import pages_of, read_members
from pages.releases.models import ReleaseState
from pages.releases.refusals import NothingWentLive, ReleaseRefused
from pages.releases.rules import MemberState
from pages.review import active_approval
from pages.review.withdrawal import Withdraw
from tests.factories.content import a_reference
from tests.factories.delivery import a_reviewer, draft, prepare, publish
from tests.factories.releases import a_pair, as_translation, make_chief, on_api, opened, signed, stored
from tests.factories.time import change, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return a_pair()


@pytest.fixture
def both(django_capture_on_commit_callbacks):
    """Return a function that has pages signed, and lets what waits for that happen."""

    def sign_all(*pages, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            return [signed(page, **fields) for page in pages]

    return sign_all


def states(release):
    members = read_members(pages_of(release), now=timezone.now())
    return [one.facts.state for one in members]


def test_the_first_signature_publishes_nothing_and_the_last_publishes_both(client, pair, both):
    release = opened(*pair)

    both(pair[0])

    assert [on_api(client, page) for page in pair] == [None, None]
    assert states(release) == [MemberState.WAITING, MemberState.DRAFT]

    both(pair[1])

    assert [on_api(client, page)["title"] for page in pair] == ["Gout", "Página de Gout"]
    release.refresh_from_db()
    assert (release.state, release.released_by) == (ReleaseState.GONE, None)
    gone = LedgerEntry.objects.filter(action="release.gone").order_by("page_id")
    assert [entry.page_id for entry in gone] == [page.pk for page in pair]


def test_in_whichever_language_the_last_signature_falls(client, pair, both):
    opened(*pair)
    both(pair[0])
    both(pair[1])
    assert None not in [on_api(client, page) for page in pair]

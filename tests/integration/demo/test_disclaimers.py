"""The demo's reviewer signs the demo's own disclaimers, and nothing that somebody else wrote."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.standing import WordingState, standings
from pages.ledger.models import LedgerEntry
from pages.management.demo import library
from pages.models import ConditionPage
from tests.factories.disclaimers import DisclaimerFactory

pytestmark = pytest.mark.django_db


def silent(line: str) -> None:
    """Take a line of progress."""


def test_what_the_site_wrote_in_their_place_waits_for_somebody_else() -> None:
    call_command("setup_pages", verbosity=0)
    accounts = library.load_accounts(silent)
    own = DisclaimerFactory(signed=False, text="<p>Ours.</p>")
    library.load_disclaimers(silent, author=accounts["editor"])

    for _ in range(2):
        library.sign_disclaimers(silent, reviewer=accounts["reviewer"])

    found = standings(Disclaimer.objects.select_related("locale"))
    assert [one.disclaimer for one in found if one.state is not WordingState.SIGNED] == [own]
    assert DisclaimerApproval.objects.count() == 5
    assert LedgerEntry.objects.filter(action="disclaimer.signed").count() == 5


def test_a_disclaimer_of_the_sites_own_that_nobody_signed_is_named(settings: Any) -> None:
    settings.DEBUG = True
    call_command("setup_pages", verbosity=0)
    DisclaimerFactory(signed=False, text="<p>Ours.</p>")

    with pytest.raises(CommandError, match="waits for a medical reviewer"):
        call_command("load_demo", stdout=io.StringIO())

    assert not ConditionPage.objects.exists()

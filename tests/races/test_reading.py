"""An answer of the API takes several queries, and the page may change between any two of them."""

import pytest
from django.test import Client

from pages.review import active_approval
from pages.review.withdrawal import Withdraw
from tests.races.observing import read

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize("listing", [False, True], ids=["detail", "listing"])
def test_an_answer_that_a_withdrawal_overtakes_is_whole_or_nothing(race, cast, listing):
    for page in race.pages(cast.live("A")):
        approval = active_approval(page)
        reading, taking = race.run(
            page,
            lambda: read(Client(), page.pk, listing=listing),  # noqa: B023
            lambda: Withdraw(approval_id=approval.pk, user=cast.second).execute(  # noqa: B023
                reason="Wrong."
            ),
            stories=["A gone"],
        )
        assert taking.done
        assert reading.value.seen in ("A", "gone")
        race.count(reading.value.seen)
    race.finish("A", "gone")


@pytest.mark.parametrize("listing", [False, True], ids=["detail", "listing"])
def test_an_answer_that_a_publication_overtakes_is_of_one_content(race, cast, listing):
    template = cast.live("A")
    cast.submit(template, "B")
    for page in race.pages(template):
        reading, signing = race.run(
            page,
            lambda: read(Client(), page.pk, listing=listing),  # noqa: B023
            cast.signing(page.current_workflow_task_state, cast.reviewer),
            stories=["A B"],
        )
        assert signing.done
        assert reading.value.fingerprint == cast.signed[page.pk, reading.value.seen]
        race.count(reading.value.seen)
    race.finish("A", "B")

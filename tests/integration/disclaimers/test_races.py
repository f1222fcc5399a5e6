"""A wording is signed while a page goes live: whoever comes second waits, and sees the first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections

from pages.content.condition import ConditionPage
from pages.delivery import documents
from pages.delivery.models import PublishedDocument
from pages.disclaimers import WordingRefused, registry
from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.models import Disclaimer
from tests.factories.delivery import published
from tests.factories.disclaimers import a_signer, reworded, sign_wording
from tests.factories.review import make_reviewer

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PATIENCE = 30
LONG_ENOUGH = 0.7


class Turn(threading.Thread):
    """Somebody who acts on a connection of their own."""

    def __init__(self, act: Callable[[], Any]) -> None:
        super().__init__()
        self.act = act
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self.act()
        except BaseException as error:
            self.error = error
        finally:
            connections.close_all()

    def waits(self) -> bool:
        self.join(LONG_ENOUGH)
        return self.is_alive()

    def ends(self) -> None:
        self.join(PATIENCE)
        assert not self.is_alive()
        if self.error is not None:
            raise self.error


def the_disclaimer() -> Disclaimer:
    return Disclaimer.objects.get(key="medical-information")


@pytest.fixture
def page() -> Any:
    """Return a signed page that is offline, whose disclaimer has a newer wording."""
    page = published()
    page.unpublish()
    a_signer()
    reworded(the_disclaimer(), "<p>Second.</p>")
    assert connection.vendor == "postgresql"
    return page


@pytest.fixture
def gate() -> Iterator[tuple[threading.Event, threading.Event]]:
    """Return two events: somebody has arrived, and may go on."""
    arrived, go_on = threading.Event(), threading.Event()
    yield arrived, go_on
    go_on.set()


@pytest.fixture
def lingering_signature(gate: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let whoever signs linger before the signature is committed; return the two events."""
    arrived, go_on = gate

    def linger(wording: Any, now: Any) -> list[int]:
        arrived.set()
        go_on.wait(PATIENCE)
        return []

    monkeypatch.setattr(registry, "_effects", [*registry._effects, linger])
    return gate


def publish(page: Any) -> None:
    ConditionPage.objects.get(pk=page.pk).get_latest_revision().publish()


def sign() -> None:
    sign_wording(the_disclaimer())


def shown() -> int:
    version: int = PublishedDocument.objects.get().content["disclaimers"][0]["version"]
    return version


def test_a_page_that_goes_live_waits_for_the_signature(page: Any, lingering_signature: Any) -> None:
    arrived, go_on = lingering_signature
    signing = Turn(sign)
    assert arrived.wait(PATIENCE)
    publishing = Turn(lambda: publish(page))

    assert publishing.waits()
    go_on.set()
    signing.ends()
    publishing.ends()
    assert shown() == 2


def test_a_signature_waits_for_the_page_that_goes_live(
    page: Any, gate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived, go_on = gate
    build = documents.build_for

    def linger(*args: Any) -> Any:
        content = build(*args)
        arrived.set()
        go_on.wait(PATIENCE)
        return content

    monkeypatch.setattr(documents, "build_for", linger)
    publishing = Turn(lambda: publish(page))
    assert arrived.wait(PATIENCE)
    signing = Turn(sign)

    assert signing.waits()
    go_on.set()
    publishing.ends()
    signing.ends()
    assert shown() == 2


def test_of_two_reviewers_one_signs_and_the_other_is_told(
    page: Any, lingering_signature: Any
) -> None:
    arrived, go_on = lingering_signature
    other = make_reviewer()
    first = Turn(sign)
    assert arrived.wait(PATIENCE)
    second = Turn(lambda: sign_wording(the_disclaimer(), reviewer=other))

    assert second.waits()
    go_on.set()
    first.ends()
    with pytest.raises(WordingRefused, match="already signed"):
        second.ends()
    assert DisclaimerApproval.objects.filter(version__version=2).count() == 1


def test_a_wording_that_is_rewritten_while_it_is_signed_waits_for_a_signature_of_its_own(
    page: Any, lingering_signature: Any
) -> None:
    arrived, go_on = lingering_signature
    signing = Turn(sign)
    assert arrived.wait(PATIENCE)
    writing = Turn(lambda: reworded(the_disclaimer(), "<p>Third.</p>"))

    assert writing.waits()
    go_on.set()
    signing.ends()
    writing.ends()
    publish(page)
    assert (the_disclaimer().version, shown()) == (3, 2)

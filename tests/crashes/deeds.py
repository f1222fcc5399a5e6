"""What the process does that is killed: each deed changes what is public of one page."""

from __future__ import annotations

import random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from pages.content.condition import ConditionPage
from pages.review import active_approval
from pages.review.scheduling import publish_what_is_due
from pages.review.withdrawal import Withdraw
from tests.factories.review import sign as sign_review
from tests.factories.review import submit
from tests.races.observing import CODES
from tests.races.site import write


def stored(page_id: int) -> Any:
    return ConditionPage.objects.get(pk=page_id)


def user(name: str) -> Any:
    return get_user_model().objects.get(username=name)


def sign(page_id: int) -> None:
    """Sign what is in review, which publishes it."""
    sign_review(stored(page_id), user("reviewer"))


def publish(page_id: int) -> None:
    """Publish the newest draft, which is signed."""
    stored(page_id).get_latest_revision().publish()


def run_the_timer(page_id: int) -> None:
    """Publish what is due."""
    list(publish_what_is_due(now=timezone.now()))


def withdraw(page_id: int) -> None:
    """Take the active approval back."""
    approval = active_approval(stored(page_id))
    assert approval is not None
    Withdraw(approval_id=approval.pk, user=user("reviewer")).execute(reason="Wrong.")


def go_on_publishing(page_id: int, image_ids: list[int]) -> None:
    """Write, submit, sign, unpublish, publish again and withdraw, in any order, until killed."""
    chance = random.SystemRandom()
    while True:
        page = stored(page_id)
        if page.current_workflow_task_state is not None:
            sign(page_id)
            continue
        signed = active_approval(page)
        what = chance.choice(["write", "write", "unpublish", "publish", "withdraw"])
        if what == "unpublish" and page.live:
            page.unpublish()
        elif what == "publish" and signed is not None and signed.revision_id:
            signed.revision.publish()
        elif what == "withdraw" and signed is not None:
            withdraw(page_id)
        else:
            page = write(page, chance.choice(list(CODES)))
            page.hero_image_id, page.hero_alt = chance.choice(image_ids), "A hand"
            submit(page, user("editor"))

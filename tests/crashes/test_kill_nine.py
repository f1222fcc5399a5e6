"""Publication is killed in the middle: the old content is public or the new one, and never a mix.

The process ends at a chosen statement or commit, which moves through the whole of the deed, or at
any moment whatever. Afterwards the site goes on.
"""

import random

from django.utils import timezone
from wagtail.models import Revision

from tests.crashes import deeds
from tests.crashes.conftest import drift, public_of
from tests.factories.delivery import an_image
from tests.factories.time import days
from tests.races.conftest import RUNS
from tests.races.interleaving import GOLDEN
from tests.races.observing import GONE
from tests.races.site import stored
from tests.races.stock import copies


def points(most):
    """Yield where to die: all over a deed, and at another place each time."""
    for number in range(RUNS):
        yield 1 + int(number * GOLDEN % 1 * most)


def tell(crashes, killed, reading):
    crashes[f"{'killed' if killed else 'done'}, {reading.seen} is public"] += 1


def submit_with_picture(page, cast):
    """Hand new content to review, with a picture of which no size has been made yet."""
    cast.submit(page, "B", hero_image=an_image(width=640, height=320), hero_alt="A hand")


def test_a_signature_that_is_killed_leaves_the_old_or_the_new(cast, worker, crashes):
    template = cast.live("A")
    for page, point in zip(copies(template, RUNS), points(most=340), strict=True):
        submit_with_picture(page, cast)

        killed = worker.die_in("sign", page.pk, at=point)

        reading = public_of(cast, page.pk)
        assert reading.seen in ("A", "B")
        assert (
            reading.fingerprint
            == cast.signed[(template if reading.seen == "A" else page).pk, reading.seen]
        )
        assert page.approvals.count() == (1 if reading.seen == "A" else 2)
        assert killed or reading.seen == "B"
        tell(crashes, killed, reading)
        if reading.seen == "A":
            # Whoever comes back finds the review as it was, and signs.
            cast.sign(page)
            assert public_of(cast, page.pk).seen == "B"
    assert drift() == []
    assert "killed, A is public" in crashes


def test_a_timer_that_is_killed_leaves_the_old_or_the_new(cast, worker, crashes):
    template = cast.live("A")
    cast.submit(template, "B", go_live_at=timezone.now() + days(1))
    approval = cast.sign(template)
    revision = Revision.objects.get(pk=approval.revision_id)
    revision.content["go_live_at"] = None
    revision.save()
    for page, point in zip(copies(template, RUNS), points(most=180), strict=True):
        Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False).update(
            approved_go_live_at=timezone.now() - days(1)
        )

        killed = worker.die_in("run_the_timer", page.pk, at=point)

        reading = public_of(cast, page.pk)
        assert reading.seen in ("A", "B")
        assert killed or reading.seen == "B"
        tell(crashes, killed, reading)
        deeds.run_the_timer(page.pk)
        assert public_of(cast, page.pk).seen == "B"
    assert drift() == []
    assert "killed, A is public" in crashes


def test_a_publication_that_is_killed_is_public_or_not(cast, worker, crashes):
    template = cast.live("A")
    template.unpublish()
    for page, point in zip(copies(stored(template), RUNS), points(most=170), strict=True):
        killed = worker.die_in("publish", page.pk, at=point)

        reading = public_of(cast, page.pk)
        assert reading.seen in (GONE, "A")
        assert killed or reading.seen == "A"
        tell(crashes, killed, reading)
        deeds.publish(page.pk)
        assert public_of(cast, page.pk).seen == "A"
    assert drift() == []
    assert "killed, gone is public" in crashes


def test_a_withdrawal_that_is_killed_is_whole_or_did_not_happen(cast, worker, crashes):
    template = cast.live("A")
    for page, point in zip(copies(template, RUNS), points(most=90), strict=True):
        killed = worker.die_in("withdraw", page.pk, at=point)

        reading = public_of(cast, page.pk)
        assert reading.seen in (GONE, "A")
        assert killed or reading.seen == GONE
        approval = page.approvals.get()
        assert bool(approval.withdrawn_at) == (reading.seen == GONE)
        tell(crashes, killed, reading)
        if approval.withdrawn_at is None:
            deeds.withdraw(page.pk)
            assert public_of(cast, page.pk).seen == GONE
    assert drift() == []
    assert "killed, A is public" in crashes


def test_work_that_is_killed_at_any_moment_goes_on_where_it_was(cast, worker, crashes):
    page = cast.live("A")
    images = [an_image(width=640 + number, height=320).pk for number in range(40)]
    for _ in range(RUNS):
        after = random.uniform(0.02, 1.2)
        assert worker.be_killed_in("go_on_publishing", page.pk, images, after=after)

        tell(crashes, True, public_of(cast, page.pk))
        assert drift() == []
    if stored(page).current_workflow_task_state is not None:
        cast.sign(page)
    cast.submit(page, "C")
    cast.sign(page)
    assert public_of(cast, page.pk).seen == "C"

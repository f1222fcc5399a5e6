"""Ways in which several pages go public together, or one by itself that waited for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.urls import reverse
from django.utils import timezone

from pages.releases.actions import OpenRelease, PublishSigned
from pages.releases.going import GoLiveTogether
from pages.releases.models import Release
from tests.matrix.cases import other
from tests.matrix.trial import Trial, path


@contextmanager
def opened(trial: Trial, *, by_itself: bool = False) -> Iterator[Release]:
    """Open a release of the page and of a public one in the other language.

    It is gone afterwards, so that the other page is free for the next trial.
    """
    partner = trial.site.cases[other(trial.language), "active"]
    release = OpenRelease(user=trial.site.superuser).execute(
        name="Together",
        page_ids=[trial.case.page_id, partner.page_id],
        goes_automatically=by_itself,
    )
    try:
        yield release
    finally:
        Release.objects.filter(pk=release.pk).delete()


@path("a release of the page goes, in code", room="releases")
def release_goes(trial: Trial) -> None:
    with opened(trial) as release:
        GoLiveTogether(release_id=release.pk, user=trial.site.superuser).execute()


@path("a release of the page goes, by nobody", room="releases")
def release_goes_by_itself(trial: Trial) -> None:
    with opened(trial, by_itself=True) as release:
        GoLiveTogether(release_id=release.pk).execute()


@path("a release of the page is let go in the admin", room="releases")
def release_goes_in_the_admin(trial: Trial) -> Any:
    with opened(trial) as release:
        return trial.post(reverse("pages_review:release", args=[release.pk]), {"action": "go"})


@path("a release is closed by hand, then revision.publish()", room="releases")
def closed_by_hand(trial: Trial) -> None:
    with opened(trial) as release:
        Release.objects.filter(pk=release.pk).update(released_at=timezone.now())
        trial.page().latest_revision.publish()


@path("while a release waits, revision.publish()", room="releases")
def published_while_it_waits(trial: Trial) -> None:
    with opened(trial):
        trial.page().latest_revision.publish()


@path("what is signed is published in code", room="releases")
def publish_signed(trial: Trial) -> None:
    PublishSigned(page_id=trial.case.page_id, user=trial.site.superuser).execute()


@path("what is signed is published in the admin", room="releases")
def publish_signed_in_the_admin(trial: Trial) -> Any:
    return trial.post(reverse("pages_review:publish_signed", args=[trial.case.page_id]), {})

"""Ways in which several pages go public together, or one by itself that waited for them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pages.releases.actions import OpenRelease, PublishSigned
from pages.releases.going import GoLiveTogether
from pages.releases.models import Release
from tests.matrix.cases import other
from tests.matrix.trial import Trial, path


def opened(trial: Trial, *, by_itself: bool = False) -> Release:
    """Return an open release of the page and of a public one in the other language."""
    partner = trial.site.cases[other(trial.language), "active"]
    return OpenRelease(user=trial.site.superuser).execute(
        name="Together",
        page_ids=[trial.case.page_id, partner.page_id],
        goes_automatically=by_itself,
    )


@path("a release of the page goes, in code", room="releases")
def release_goes(trial: Trial) -> None:
    release = opened(trial)
    GoLiveTogether(release_id=release.pk, user=trial.site.superuser).execute()


@path("a release of the page goes, by nobody", room="releases")
def release_goes_by_itself(trial: Trial) -> None:
    release = opened(trial, by_itself=True)
    GoLiveTogether(release_id=release.pk).execute()


@path("a release of the page is let go in the admin", room="releases")
def release_goes_in_the_admin(trial: Trial) -> Any:
    release = opened(trial)
    return trial.post(reverse("pages_review:release", args=[release.pk]), {"action": "go"})


@path("a release is closed by hand, then revision.publish()", room="releases")
def closed_by_hand(trial: Trial) -> None:
    with transaction.atomic():
        release = opened(trial)
        Release.objects.filter(pk=release.pk).update(released_at=timezone.now())
        trial.page().latest_revision.publish()
        release.delete()  # the other page is free for the next trial


@path("what is signed is published in code", room="releases")
def publish_signed(trial: Trial) -> None:
    PublishSigned(page_id=trial.case.page_id, user=trial.site.superuser).execute()


@path("what is signed is published in the admin", room="releases")
def publish_signed_in_the_admin(trial: Trial) -> Any:
    return trial.post(reverse("pages_review:publish_signed", args=[trial.case.page_id]), {})

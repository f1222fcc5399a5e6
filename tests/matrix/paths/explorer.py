"""Ways through the explorer: leaving the public and coming back, moving, deleting, leading to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.models import Page

from tests.matrix.cases import index_of, other
from tests.matrix.forms import form_of
from tests.matrix.paths.admin import PUBLISH, address, bulk_url
from tests.matrix.trial import LIVE, Trial, path

FEW = ("unapproved", "changed", "active")
HIDDEN = ("unapproved", "offline", "withdrawn", "expired")
"""The states in which the public does not read the page."""


@path("unpublish", room="explorer", states=LIVE, ends=True)
def unpublish(trial: Trial) -> Any:
    return trial.post(address("unpublish", trial.page_id))


@path("unpublish in bulk", room="explorer", states=LIVE, ends=True)
def unpublish_in_bulk(trial: Trial) -> Any:
    return trial.post(bulk_url("unpublish", trial.page()))


@path("unpublish, then edit and publish", room="explorer", asks=True, publishes=True, ends=True)
def unpublish_and_publish(trial: Trial) -> Any:
    trial.page().unpublish()
    return trial.post(address("edit", trial.page_id), form_of(trial.draft(), **PUBLISH))


@path("move below the other language's list", room="explorer")
def move(trial: Trial) -> Any:
    target = index_of(other(trial.language))
    return trial.post(address("move_confirm", trial.page_id, target.pk))


@path("move in bulk", room="explorer", states=FEW)
def move_in_bulk(trial: Trial) -> Any:
    target = index_of(other(trial.language))
    return trial.post(bulk_url("move", trial.page()), {"chooser": target.pk})


@path("put first in the explorer's order", room="explorer", states=FEW)
def reorder(trial: Trial) -> Any:
    return trial.post(f"{address('set_page_position', trial.page_id)}?position=0")


@path("privacy set, and lifted again", room="explorer", states=FEW)
def privacy(trial: Trial) -> Any:
    url = address("set_privacy", trial.page_id)
    trial.post(url, {"restriction_type": "login"})
    return trial.post(url, {"restriction_type": "none"})


@path("lock, and unlock again", room="explorer", states=FEW)
def lock(trial: Trial) -> Any:
    trial.post(address("lock", trial.page_id))
    return trial.post(address("unlock", trial.page_id))


@path("delete", room="explorer", ends=True)
def delete(trial: Trial) -> Any:
    trial.replaces_draft = True
    response = trial.post(address("delete", trial.page_id))
    assert not Page.objects.filter(pk=trial.page_id).exists()
    return response


@path("a redirect that leads to it", room="explorer", states=HIDDEN, files=True)
def redirect(trial: Trial) -> Any:
    data = {
        "old_path": f"/{trial.slug}/",
        "is_permanent": "on",
        "site": "",
        "redirect_page": trial.page_id,
        "redirect_link": "",
    }
    return trial.post(reverse("wagtailredirects:add"), data)

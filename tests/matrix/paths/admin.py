"""Ways through the page editor, as a superuser posts them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.models import Page

from pages.content.condition import ConditionPage
from tests.matrix.cases import index_of
from tests.matrix.forms import form_of
from tests.matrix.trial import Trial, path
from tests.matrix.words import CODES, EDITED, UNSIGNED

PUBLISH = {"action-publish": "action-publish"}
JSON = {"accept": "application/json"}


def address(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def edited(trial: Trial) -> dict[str, str]:
    """Return changes to post, and ask that they be kept."""
    trial.kept = f"{EDITED} {trial.case.name}"
    trial.replaces_draft = True
    return {"title": trial.kept, "summary": f"{EDITED}: words about a joint."}


@path("create and publish", room="admin", asks=True, states=("unapproved",))
def create(trial: Trial) -> Any:
    trial.kept = f"{UNSIGNED} brand new {trial.case.name}"
    form = form_of(trial.draft(), title=trial.kept, slug=trial.slug, **PUBLISH)
    form["codes-INITIAL_FORMS"] = "0"
    form["codes-0-id"] = ""
    index = index_of(trial.language)
    return trial.post(address("add", "pages", "conditionpage", index.pk), form)


@path("edit and publish", room="admin", asks=True, publishes=True)
def edit_unchanged(trial: Trial) -> Any:
    return trial.post(address("edit", trial.page_id), form_of(trial.draft(), **PUBLISH))


@path("change and publish", room="admin", asks=True)
def edit_changed(trial: Trial) -> Any:
    form = form_of(trial.draft(), **edited(trial), **PUBLISH)
    return trial.post(address("edit", trial.page_id), form)


@path("change and publish, asking for JSON", room="admin", states=("changed", "active"))
def edit_as_json(trial: Trial) -> Any:
    form = form_of(trial.draft(), **edited(trial), **PUBLISH)
    return trial.post(address("edit", trial.page_id), form, headers=JSON)


@path("change one inline child and publish", room="admin", asks=True, states=("active", "offline"))
def edit_inline_child(trial: Trial) -> Any:
    trial.replaces_draft = True
    form = form_of(trial.draft(), **PUBLISH)
    form["codes-0-code"] = CODES[EDITED]
    return trial.post(address("edit", trial.page_id), form)


@path("revert to an earlier revision and publish", room="admin", asks=True, publishes=True)
def revert(trial: Trial) -> Any:
    trial.replaces_draft = True
    earlier = trial.page().revisions.order_by("id").first()
    url = address("revisions_revert", trial.page_id, earlier.pk)
    return trial.post(url, form_of(earlier.as_object(), **PUBLISH))


@path("publish in bulk", room="admin", asks=True, publishes=True)
def bulk(trial: Trial) -> Any:
    return trial.post(bulk_url("publish", trial.page()))


@path("publish the whole list in bulk", room="admin", asks=True, states=("unapproved",))
def bulk_below(trial: Trial) -> Any:
    url = bulk_url("publish", index_of(trial.language))
    return trial.post(url, {"include_descendants": "on"})


def bulk_url(action: str, page: Page) -> str:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return f"{url}?id={page.pk}"


@path("copy, with “publish copies”", room="admin")
def copy(trial: Trial) -> Any:
    return trial.post(address("copy", trial.page_id), _copied(trial, publish_copies="on"))


@path("make an alias by copying", room="admin")
def alias(trial: Trial) -> Any:
    return trial.post(address("copy", trial.page_id), _copied(trial, alias="on"))


@path("copy the whole section, with “publish copies”", room="admin", states=("active",), alone=True)
def copy_section(trial: Trial) -> Any:
    return _copy_section(trial, publish_copies="on")


@path("make aliases of the whole section", room="admin", states=("active",), alone=True)
def alias_section(trial: Trial) -> Any:
    return _copy_section(trial, alias="on")


def _copy_section(trial: Trial, **options: str) -> Any:
    home = index_of(trial.language).get_parent()
    data = {
        "new_title": "A copy",
        "new_slug": "a-copy",
        "new_parent_page": home.get_parent().pk,
        "copy_subpages": "on",
        **options,
    }
    return trial.post(address("copy", home.pk), data)


def _copied(trial: Trial, **options: str) -> dict[str, Any]:
    index = index_of(trial.language)
    return {
        "new_title": f"Copy of {trial.case.name}",
        "new_slug": trial.slug,
        "new_parent_page": index.pk,
        **options,
    }


@path("convert an alias, and publish it", room="admin", asks=True, states=("changed", "active"))
def convert_alias(trial: Trial) -> Any:
    made = trial.page().create_alias(update_slug=trial.slug)
    trial.post(address("convert_alias", made.pk))
    converted = ConditionPage.objects.get(pk=made.pk, alias_of=None)
    return trial.post(address("edit", converted.pk), form_of(converted, **PUBLISH))


@path("edit an alias", room="admin", states=("changed", "active"))
def edit_alias(trial: Trial) -> Any:
    made = trial.page().create_alias(update_slug=trial.slug)
    form = form_of(made, title=f"{UNSIGNED} alias", **PUBLISH)
    return trial.post(address("edit", made.pk), form)


@path("autosave over the latest revision, then publish", room="admin", asks=True)
def autosave(trial: Trial) -> Any:
    """A draft is written over in place; what was signed is kept, and a new draft made."""
    latest = trial.page().latest_revision
    form = form_of(trial.draft(), **edited(trial), overwrite_revision_id=str(latest.pk))
    url = address("edit", trial.page_id)
    saved = trial.post(url, form, user=trial.site.author, headers=JSON)
    assert saved.json()["success"]
    return trial.post(url, form_of(trial.draft(), **PUBLISH), user=trial.site.author)


@path("save a draft", room="admin")
def save_draft(trial: Trial) -> Any:
    form = form_of(trial.draft(), **edited(trial))
    return trial.post(address("edit", trial.page_id), form)

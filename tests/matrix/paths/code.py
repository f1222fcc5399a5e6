"""Ways in code that go through Python's save: actions, revisions, copies, careless scripts."""

from __future__ import annotations

import json

from django.core import serializers
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.revert_to_page_revision import RevertToPageRevisionAction
from wagtail.models import Page

from pages.content.condition import ConditionPage
from tests.matrix.cases import index_of, locale_of, other
from tests.matrix.trial import LIVE, Trial, path
from tests.matrix.words import UNSIGNED, write


@path("revision.publish()", room="code", publishes=True)
def revision_publish(trial: Trial) -> None:
    trial.page().latest_revision.publish()


@path("revision.publish() by a superuser", room="code", publishes=True)
def revision_publish_by_superuser(trial: Trial) -> None:
    trial.page().latest_revision.publish(user=trial.site.superuser)


@path("page.publish(revision), checks skipped", room="code", publishes=True)
def page_publish(trial: Trial) -> None:
    trial.page().publish(trial.page().latest_revision, skip_permission_checks=True)


@path("the publish action by itself", room="code", publishes=True)
def publish_action(trial: Trial) -> None:
    PublishPageRevisionAction(trial.page().latest_revision).execute(skip_permission_checks=True)


@path("the first revision published", room="code")
def publish_first(trial: Trial) -> None:
    trial.page().revisions.order_by("id")[0].publish()


@path("reverted to the first revision, then published", room="code")
def revert(trial: Trial) -> None:
    trial.replaces_draft = True
    first = trial.page().revisions.order_by("id")[0]
    action = RevertToPageRevisionAction(trial.page(), first)
    action.execute(skip_permission_checks=True).publish()


@path("a changed draft saved and published", room="code")
def change_and_publish(trial: Trial) -> None:
    trial.replaces_draft = True
    draft = trial.draft()
    write(draft, UNSIGNED, name=trial.case.name)
    draft.save_revision(changed=True).publish()


@path("page.save() as live", room="code", publishes=True)
def save(trial: Trial) -> None:
    page = trial.draft()
    page.live = True
    page.save()


@path("page.save(clean=False) of changed content as live", room="code")
def save_changed(trial: Trial) -> None:
    page = trial.page()
    write(page, UNSIGNED, name=trial.case.name)
    page.live = True
    page.save(clean=False)


@path("page.save() of live and what was written, by name", room="code", publishes=True)
def save_fields(trial: Trial) -> None:
    page = trial.draft()
    page.live = True
    page.save(update_fields=["live", "title", "summary"])


@path("page.save() of live alone", room="code", publishes=True)
def save_live(trial: Trial) -> None:
    page = trial.page()
    page.live = True
    page.save(update_fields=["live"])


@path("the first revision's object saved as live", room="code")
def save_old_object(trial: Trial) -> None:
    page = trial.page().revisions.order_by("id")[0].as_object()
    page.live = True
    page.save()


@path("the non-specific Page.save()", room="code")
def base_save(trial: Trial) -> None:
    base = Page.objects.get(pk=trial.page_id)
    base.live = True
    base.title = trial.draft().title
    base.save()


@path("the non-specific Page.save() of live alone", room="code")
def base_save_live(trial: Trial) -> None:
    base = Page.objects.get(pk=trial.page_id)
    base.live = True
    base.save(update_fields=["live"])


@path("add_child of a live page", room="code", states=("unapproved",))
def add_child(trial: Trial) -> None:
    _add(trial, ConditionPage(slug=trial.slug))


@path("add_child of a page that is said to be published", room="code", states=("unapproved",))
def add_published_child(trial: Trial) -> None:
    now = timezone.now()
    page = ConditionPage(slug=trial.slug, first_published_at=now, last_published_at=now)
    _add(trial, page)
    page.live = True
    page.save()


def _add(trial: Trial, page: ConditionPage) -> None:
    index = index_of(trial.language)
    page.locale, page.author, page.live = index.locale, trial.draft().author, True
    write(page, UNSIGNED, name=f"child of {trial.case.name}")
    trial.kept = page.title
    index.add_child(instance=page)


@path("page.copy(keep_live=True)", room="code")
def copy(trial: Trial) -> None:
    trial.page().copy(update_attrs={"slug": trial.slug}, keep_live=True)


@path("page.copy(keep_live=True), then revision.publish()", room="code", states=LIVE)
def copy_and_publish(trial: Trial) -> None:
    made = trial.page().copy(update_attrs={"slug": trial.slug}, keep_live=True)
    made.get_latest_revision().publish()


@path("page.copy(keep_live=True), then saved as live", room="code", states=LIVE)
def copy_and_save(trial: Trial) -> None:
    made = trial.page().copy(update_attrs={"slug": trial.slug}, keep_live=True)
    made.live = True
    made.save()


@path("copy a section, keeping live", room="code", states=("active",), alone=True)
def copy_section(trial: Trial) -> None:
    CopyPageAction(
        page=index_of(trial.language),
        recursive=True,
        keep_live=True,
        update_attrs={"slug": trial.slug},
    ).execute(skip_permission_checks=True)


@path("copy for translation, then saved as live", room="code", states=LIVE)
def copy_for_translation(trial: Trial) -> None:
    action = CopyPageForTranslationAction(trial.page(), locale_of(other(trial.language)))
    made = action.execute(skip_permission_checks=True)
    made.live = True
    made.save()


@path("copy for translation as an alias, then its source is published", room="code", publishes=True)
def alias_for_translation(trial: Trial) -> None:
    locale = locale_of(other(trial.language))
    CopyPageForTranslationAction(trial.page(), locale, alias=True).execute(
        skip_permission_checks=True
    )
    trial.page().latest_revision.publish()


@path("create an alias", room="code")
def create_alias(trial: Trial) -> None:
    trial.page().create_alias(update_slug=trial.slug)


@path("create an alias, then save it as live", room="code", states=LIVE)
def save_alias(trial: Trial) -> None:
    made = trial.page().create_alias(update_slug=trial.slug)
    made.live = True
    made.save()


@path("create aliases of a section", room="code", states=("active",), alone=True)
def create_section_alias(trial: Trial) -> None:
    CreatePageAliasAction(index_of(trial.language), recursive=True, update_slug=trial.slug).execute(
        skip_permission_checks=True
    )


@path("convert an alias and save it as live", room="code", states=LIVE)
def convert_alias(trial: Trial) -> None:
    alias = trial.page().create_alias(update_slug=trial.slug)
    made = ConvertAliasPageAction(alias).execute(skip_permission_checks=True)
    made.live = True
    made.save()


@path("update_aliases()", room="code")
def update_aliases(trial: Trial) -> None:
    trial.page().create_alias(update_slug=trial.slug)
    trial.draft().update_aliases()


@path("a source with an alias is published", room="code", publishes=True)
def publish_with_alias(trial: Trial) -> None:
    trial.page().create_alias(update_slug=trial.slug)
    trial.page().latest_revision.publish()


@path("a live page made an alias of another", room="code", states=LIVE, ends=True)
def become_alias(trial: Trial) -> None:
    page = trial.page()
    page.alias_of = Page.objects.get(pk=trial.site.cases[trial.language, "changed"].page_id)
    page.title = f"{UNSIGNED} alias"
    page.save()


@path("a live page given the other language", room="code", states=LIVE)
def change_locale(trial: Trial) -> None:
    page = trial.page()
    page.locale = locale_of(other(trial.language))
    page.save()


@path("a live page moved in code below the other language's list", room="code", states=LIVE)
def move(trial: Trial) -> None:
    trial.page().move(index_of(other(trial.language)), pos="last-child")


@path("the latest revision overwritten, then published", room="code")
def overwrite_revision(trial: Trial) -> None:
    trial.replaces_draft = True
    draft = trial.draft()
    latest = trial.page().latest_revision
    write(draft, UNSIGNED, name=trial.case.name)
    draft.save_revision(user=latest.user, overwrite_revision=latest).publish()


@path("the latest revision's row rewritten, then published", room="code")
def rewrite_revision(trial: Trial) -> None:
    trial.replaces_draft = True
    revision = trial.page().latest_revision
    content = json.loads(json.dumps(revision.content))
    content["title"] = content["summary"] = f"{UNSIGNED} {trial.case.name}"
    revision.content = content
    revision.save()
    revision.publish()


@path("a page deserialized and saved as live", room="code", states=("unapproved", "changed"))
def deserialize(trial: Trial) -> None:
    page = trial.draft()
    page.live = True
    text = serializers.serialize("json", [Page(**_columns(page)), page])
    for deserialized in serializers.deserialize("json", text):
        deserialized.save()


def _columns(page: ConditionPage) -> dict[str, object]:
    return {field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}


@path("unpublished, then saved as live by the base model", room="code", ends=True)
def unpublish_and_save(trial: Trial) -> None:
    trial.page().unpublish()
    base = Page.objects.get(pk=trial.page_id)
    base.live = True
    base.save()

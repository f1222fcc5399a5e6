"""Ways through wagtail-localize, into either language."""

from __future__ import annotations

from typing import Any

import polib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse
from wagtail_localize.models import StringSegment
from wagtail_localize.operations import translate_object, translate_page_subtree
from wagtail_localize.synctree import synchronize_tree
from wagtail_localize.views.convert import sync_alias

from pages.content.condition import ConditionPage
from tests.matrix.cases import index_of, locale_of, other
from tests.matrix.forms import form_of
from tests.matrix.paths.admin import PUBLISH, address, bulk_url, edited
from tests.matrix.translations import fresh, source_of, submit, translate
from tests.matrix.trial import Trial, path
from tests.matrix.words import UNSIGNED

ONE = ("active",)
SYNC_LIVE = {"WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE": True}
MACHINE = {
    "WAGTAILLOCALIZE_MACHINE_TRANSLATOR": {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
}


def url(name: str, *args: Any) -> str:
    return reverse(f"wagtail_localize:{name}", args=args)


def untranslated(trial: Trial) -> ConditionPage:
    """Return a signed, public page of the other language that has no translation."""
    return trial.site.cases[other(trial.language), "active"].page()


@path("submit for translation", room="localize", states=ONE)
def submit_for_translation(trial: Trial) -> Any:
    data = {"locales": [locale_of(trial.language).pk], "include_subtree": "on"}
    with override_settings(**SYNC_LIVE):
        return trial.post(url("submit_page_translation", untranslated(trial).pk), data)


@path("submit a section for translation", room="localize", states=ONE, alone=True)
def submit_section(trial: Trial) -> Any:
    index = index_of(other(trial.language))
    with override_settings(**SYNC_LIVE):
        translate_page_subtree(index.pk, [locale_of(trial.language)], None, trial.site.superuser)


@path("translate_object() in code", room="localize", states=ONE)
def translate_in_code(trial: Trial) -> None:
    with override_settings(**SYNC_LIVE):
        translate_object(
            untranslated(trial), [locale_of(trial.language)], user=trial.site.superuser
        )


@path("save_target(publish=True)", room="localize")
def save_and_publish(trial: Trial) -> None:
    trial.replaces_draft = True
    fresh(trial.case).save_target(user=trial.site.superuser, publish=True)


@path("save_target(publish=False)", room="localize")
def save_target(trial: Trial) -> None:
    trial.replaces_draft = True
    fresh(trial.case).save_target(user=trial.site.superuser, publish=False)


@path("segments changed, then save_target(publish=False)", room="localize")
def change_and_save(trial: Trial) -> None:
    trial.replaces_draft = True
    translate(trial.case, f"{UNSIGNED} more")
    fresh(trial.case).save_target(publish=False)


@path("segments changed, then save_target(publish=True)", room="localize")
def change_and_publish(trial: Trial) -> None:
    trial.replaces_draft = True
    translate(trial.case, f"{UNSIGNED} more")
    fresh(trial.case).save_target(publish=True)


@path("the source changed and synced, then save_target(publish=True)", room="localize")
def sync_and_save(trial: Trial) -> None:
    trial.replaces_draft = True
    _change_source(trial)
    fresh(trial.case).source.update_from_db()
    fresh(trial.case).save_target(publish=True)


def _change_source(trial: Trial) -> None:
    source = source_of(trial.case).get_latest_revision_as_object()
    source.summary = f"{UNSIGNED} in the source."
    source.save_revision(user=trial.site.author)


@path("“publish” posted to the translation editor", room="localize", asks=True)
def publish_in_editor(trial: Trial) -> Any:
    return trial.post(address("edit", trial.page_id), {"action": "publish"})


@path("“save” posted to the translation editor", room="localize")
def save_in_editor(trial: Trial) -> Any:
    trial.replaces_draft = True
    return trial.post(address("edit", trial.page_id), {"firma-save-draft": "1"})


@path("submitted in the translation editor, and published", room="localize")
def submit_and_publish(trial: Trial) -> None:
    trial.replaces_draft = True
    translate(trial.case, f"{UNSIGNED} more")
    submit(trial.case, user=trial.site.translator)
    trial.page().latest_revision.publish()


@path("Wagtail's own form posted to the translation editor", room="localize", asks=True)
def form_in_editor(trial: Trial) -> Any:
    form = form_of(trial.draft(), **PUBLISH)
    return trial.post(address("edit", trial.page_id), form)


@path("a translation published in bulk", room="localize", asks=True, publishes=True)
def bulk(trial: Trial) -> Any:
    return trial.post(bulk_url("publish", trial.page()))


@path("a translation's revision.publish()", room="localize", publishes=True)
def publish_revision(trial: Trial) -> None:
    trial.page().latest_revision.publish()


@path("sync translated pages", room="localize")
def sync(trial: Trial) -> Any:
    trial.replaces_draft = True
    _change_source(trial)
    return trial.post(url("update_translations", fresh(trial.case).source_id))


@path("sync translated pages and publish", room="localize", asks=True)
def sync_and_publish(trial: Trial) -> Any:
    trial.replaces_draft = True
    _change_source(trial)
    data = {"publish_translations": "on"}
    return trial.post(url("update_translations", fresh(trial.case).source_id), data)


@path("sync, translate by machine and publish", room="localize", asks=True)
def sync_by_machine(trial: Trial) -> Any:
    trial.replaces_draft = True
    _change_source(trial)
    data = {"publish_translations": "on", "use_machine_translation": "on"}
    with override_settings(**MACHINE):
        return trial.post(url("update_translations", fresh(trial.case).source_id), data)


@path("translate by machine in the editor", room="localize")
def machine(trial: Trial) -> Any:
    with override_settings(**MACHINE):
        return trial.post(url("machine_translate", fresh(trial.case).pk))


@path("a segment changed in the editor", room="localize")
def edit_segment(trial: Trial) -> Any:
    translation = fresh(trial.case)
    segment = StringSegment.objects.get(source=translation.source, context__path="title")
    client = trial.site.client(trial.site.superuser)
    return client.put(
        url("edit_string_translation", translation.pk, segment.pk),
        f"value={UNSIGNED}",
        content_type="application/x-www-form-urlencoded",
    )


def _po(trial: Trial) -> polib.POFile:
    po = fresh(trial.case).export_po()
    for entry in po:
        if entry.msgctxt != "slug":
            entry.msgstr = f"{UNSIGNED} {entry.msgid}"
    return po


@path("a PO file uploaded, then “publish” posted", room="localize", asks=True)
def upload(trial: Trial) -> Any:
    trial.replaces_draft = True
    file = SimpleUploadedFile("es.po", str(_po(trial)).encode())
    where = url("upload_pofile", fresh(trial.case).pk)
    trial.post(where, {"file": file, "next": "/admin/"})
    return trial.post(address("edit", trial.page_id), {"action": "publish"})


@path("a PO file imported in code, then save_target(publish=True)", room="localize")
def import_po(trial: Trial) -> None:
    trial.replaces_draft = True
    fresh(trial.case).import_po(_po(trial))
    fresh(trial.case).save_target(publish=True)


@path("the trees synchronised", room="localize", states=ONE, alone=True)
def synchronise(trial: Trial) -> None:
    synchronize_tree(locale_of(other(trial.language)), locale_of(trial.language))


@path("the trees synchronised, then the source published", room="localize", states=ONE, alone=True)
def synchronise_and_publish(trial: Trial) -> None:
    synchronize_tree(locale_of(other(trial.language)), locale_of(trial.language))
    untranslated(trial).latest_revision.publish()


@path("sync_locale_trees", room="localize", states=ONE, alone=True)
def sync_locale_trees(trial: Trial) -> None:
    call_command("sync_locale_trees", verbosity=0)


@path("converted to an alias in the admin", room="localize")
def convert(trial: Trial) -> Any:
    trial.replaces_draft = True
    return trial.post(url("convert_to_alias", trial.page_id))


@path("converted to an alias in code, then its source is published", room="localize", ends=True)
def convert_in_code(trial: Trial) -> None:
    trial.replaces_draft = True
    source, page = source_of(trial.case), trial.page()
    sync_alias(source, page, revision=source.get_latest_revision())
    page.alias_of_id = source.pk
    page.save(update_fields=["alias_of_id"], clean=False)
    source.latest_revision.publish()


@path("translation stopped, then changed and published", room="localize", asks=True)
def stop(trial: Trial) -> Any:
    trial.post(url("stop_translation", fresh(trial.case).pk), {"next": "/admin/"})
    form = form_of(trial.draft(), **edited(trial), **PUBLISH)
    return trial.post(address("edit", trial.page_id), form)


@path("translation stopped and restarted, then saved and published", room="localize")
def restart(trial: Trial) -> None:
    trial.replaces_draft = True
    trial.post(url("stop_translation", fresh(trial.case).pk), {"next": "/admin/"})
    trial.post(address("edit", trial.page_id), {"localize-restart-translation": "1"})
    fresh(trial.case).save_target(publish=True)


@path("an alias in the other language, converted by translating", room="localize", states=ONE)
def alias_then_translate(trial: Trial) -> None:
    untranslated(trial).copy_for_translation(
        locale_of(trial.language), copy_parents=True, alias=True
    )
    with override_settings(**SYNC_LIVE):
        translate_object(untranslated(trial), [locale_of(trial.language)])

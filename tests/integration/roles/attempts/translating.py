"""Translating pages."""

from __future__ import annotations

import polib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from pages.translation.actions import submit_for_review
from pages.translation.exchange.exporting import FORMATS, export
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, address, attempt, stored


@attempt("start the Spanish translation of an English page", may="AES")
def start_translation(client: Client, site: RolesSite) -> Outcome:
    source = site.pages["en"].withdrawn
    url = reverse("firma_translation:start", args=[source.pk])
    response = client.post(url, {"language": "es"})
    spanish = Locale.objects.get(language_code="es")
    return response, source.get_translation_or_none(spanish) is not None


@attempt("start the English translation of a Spanish page", may="AEN")
def start_english_translation(client: Client, site: RolesSite) -> Outcome:
    source = site.pages["es"].live
    url = reverse("firma_translation:start", args=[source.pk])
    response = client.post(url, {"language": "en"})
    english = Locale.objects.get(language_code="en")
    return response, source.get_translation_or_none(english) is not None


@attempt("edit a Spanish segment", may="AES")
def edit_segment(client: Client, site: RolesSite) -> Outcome:
    translation = site.translation
    segment = StringSegment.objects.get(source=translation.source, context__path="title")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = client.generic(
        "PUT", url, "value=Mejor", content_type="application/x-www-form-urlencoded"
    )
    return response, StringTranslation.objects.filter(data="Mejor").exists()


@attempt("save the draft of a translation", may="AES", button="firma-save-draft")
@attempt("submit a translation for review", may="AES", button="firma-submit-for-review")
def post_translation(client: Client, site: RolesSite, *, button: str) -> Outcome:
    target = site.translation.get_target_instance()
    response = client.post(address("edit", target.pk), {button: "1"})
    if button == "firma-save-draft":
        return response, stored(target).title.startswith("ES ")
    return response, bool(stored(target).workflow_in_progress)


@attempt("cancel the review of a translation", may="AES")
def cancel_translation(client: Client, site: RolesSite) -> Outcome:
    target = site.translation.get_target_instance()
    submit_for_review(translation=site.translation, user=site.users["translator_es"])
    response = client.post(address("edit", target.pk), {"firma-cancel-review": "1"})
    return response, not stored(target).workflow_in_progress


@attempt("take a translation out as a file", may="AES")
def export_translation(client: Client, site: RolesSite) -> Outcome:
    response = client.get(reverse("firma_translation:download", args=[site.translation.pk]))
    return response, b"<xliff" in response.content


@attempt("bring a translated file back", may="AES")
def import_translation(client: Client, site: RolesSite) -> Outcome:
    content = export([site.translation], kind=FORMATS["po"], now=timezone.now()).content
    file = polib.pofile(content.decode())
    for entry in file:
        if entry.msgctxt == "title#1":
            entry.msgstr = "Mejor"
    response = client.post(
        reverse("firma_translation:exchange", args=[site.translation.pk]),
        {"file": SimpleUploadedFile("es.po", str(file).encode())},
    )
    return response, StringTranslation.objects.filter(data="Mejor").exists()


@attempt("change a Spanish segment in review", may="")
def edit_segment_in_review(client: Client, site: RolesSite) -> Outcome:
    submit_for_review(translation=site.translation, user=site.users["translator_es"])
    return edit_segment(client, site)


@attempt("publish a translation with localize's button", may="")
def publish_translation(client: Client, site: RolesSite) -> Outcome:
    target = site.translation.get_target_instance()
    response = client.post(address("edit", target.pk), {"action": "publish"})
    return response, stored(target).live


@attempt("delete a translation that is not public", may="AE")
def delete_translation(client: Client, site: RolesSite) -> Outcome:
    target = site.translation.get_target_instance()
    response = client.post(address("delete", target.pk))
    return response, not Page.objects.filter(pk=target.pk).exists()

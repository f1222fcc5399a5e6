"""Writing, translating and signing disclaimers."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import rich_text
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from tests.factories.disclaimers import DisclaimerFactory
from tests.factories.review import PASSWORD
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import EVERYBODY, Outcome, attempt, seen, snippet


def disclaimer_form(**changes: str) -> dict[str, str]:
    data = {"key": "new", "title": "A new disclaimer"}
    return {**data, "text": rich_text("<p>Ask a doctor.</p>"), **changes}


@attempt("see the disclaimers", may=EVERYBODY)
def see_disclaimers(client: Client, site: RolesSite) -> Outcome:
    return seen(client, snippet(Disclaimer, "list"))


@attempt("add a disclaimer in English", may="AE", language="en")
@attempt("add a disclaimer in Spanish", may="AE", language="es")
def add_disclaimer(client: Client, site: RolesSite, *, language: str) -> Outcome:
    response = client.post(f"{snippet(Disclaimer, 'add')}?locale={language}", disclaimer_form())
    made = Disclaimer.objects.filter(key="new", locale__language_code=language)
    return response, made.exists()


@attempt("change a disclaimer", may="AE")
def change_disclaimer(client: Client, site: RolesSite) -> Outcome:
    existing = Disclaimer.objects.filter(key="treatment-results").first()
    assert existing is not None
    data = disclaimer_form(key=existing.key)
    response = client.post(snippet(Disclaimer, "edit", existing.pk), data)
    return response, Disclaimer.objects.filter(title="A new disclaimer").exists()


@attempt("delete a disclaimer that nobody signed", may="A")
def delete_disclaimer(client: Client, site: RolesSite) -> Outcome:
    existing = DisclaimerFactory(key="unused", signed=False)
    response = client.post(snippet(Disclaimer, "delete", existing.pk))
    return response, not Disclaimer.objects.filter(pk=existing.pk).exists()


@attempt("delete a disclaimer that was signed", may="")
def delete_signed_disclaimer(client: Client, site: RolesSite) -> Outcome:
    existing = DisclaimerFactory(key="unused")
    response = client.post(snippet(Disclaimer, "delete", existing.pk))
    return response, not Disclaimer.objects.filter(pk=existing.pk).exists()


def a_translated_disclaimer() -> tuple[Translation, Disclaimer]:
    source = DisclaimerFactory(key="translated", text="<p>Ask a doctor.</p>")
    spanish = Locale.objects.get(language_code="es")
    translate_object(source, [spanish])
    translation = Translation.objects.get(source__object_id=source.translation_key)
    return translation, translation.get_target_instance()


@attempt("start the Spanish translation of a disclaimer", may="AES")
def start_disclaimer(client: Client, site: RolesSite) -> Outcome:
    source = DisclaimerFactory(key="translated")
    spanish = Locale.objects.get(language_code="es")
    url = reverse(
        "wagtail_localize:submit_snippet_translation", args=["pages", "disclaimer", source.pk]
    )
    response = client.post(url, {"locales": [spanish.pk]})
    return response, Disclaimer.objects.filter(key="translated", locale=spanish).exists()


@attempt("translate a segment of a disclaimer into Spanish", may="AES")
def translate_disclaimer(client: Client, site: RolesSite) -> Outcome:
    translation, _target = a_translated_disclaimer()
    segment = StringSegment.objects.get(source=translation.source, context__path="title")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = client.generic(
        "PUT", url, "value=Aviso", content_type="application/x-www-form-urlencoded"
    )
    return response, StringTranslation.objects.filter(data="Aviso").exists()


@attempt("save the translation of a disclaimer", may="AES", button="firma-save-wording")
@attempt("publish the translation of a disclaimer", may="AES", button="action", value="publish")
def save_disclaimer(client: Client, site: RolesSite, *, button: str, value: str = "1") -> Outcome:
    translation, target = a_translated_disclaimer()
    segment = StringSegment.objects.get(source=translation.source, context__path="title")
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        data="Aviso",
    )
    response = client.post(snippet(Disclaimer, "edit", target.pk), {button: value})
    version = target.versions.latest("version")
    assert not DisclaimerApproval.objects.filter(version=version).exists()
    return response, version.title == "Aviso"


@attempt("stop the translation of a disclaimer", may="AE")
def stop_disclaimer(client: Client, site: RolesSite) -> Outcome:
    translation, _target = a_translated_disclaimer()
    url = reverse("wagtail_localize:stop_translation", args=[translation.pk])
    response = client.post(url)
    translation.refresh_from_db()
    return response, not translation.enabled


def a_waiting_wording(language: str) -> DisclaimerVersion:
    disclaimer = DisclaimerFactory(key="waits", language=language, signed=False)
    version: DisclaimerVersion = disclaimer.versions.get()
    return version


@attempt("see the review of an English disclaimer", may="R", language="en")
@attempt("see the review of a Spanish disclaimer", may="R", language="es")
def see_wording(client: Client, site: RolesSite, *, language: str) -> Outcome:
    version = a_waiting_wording(language)
    return seen(client, reverse("pages_review:wording", args=[version.pk]), showing=version.title)


@attempt("sign an English disclaimer", may="R", language="en")
@attempt("sign a Spanish disclaimer", may="R", language="es")
def sign_disclaimer(client: Client, site: RolesSite, *, language: str) -> Outcome:
    version = a_waiting_wording(language)
    data = {
        "answer": "sign",
        "content": version.wording.fingerprint,
        "confirm": "on",
        "password": PASSWORD,
        "comment": "",
    }
    response = client.post(reverse("pages_review:wording", args=[version.pk]), data)
    return response, DisclaimerApproval.objects.filter(version=version).exists()


@attempt("send an English disclaimer back", may="R", language="en")
@attempt("send a Spanish disclaimer back", may="R", language="es")
def send_disclaimer_back(client: Client, site: RolesSite, *, language: str) -> Outcome:
    version = a_waiting_wording(language)
    data = {"answer": "send_back", "comment": "Say which number to call."}
    response = client.post(reverse("pages_review:wording", args=[version.pk]), data)
    return response, version.returns.exists()

"""The exchange in the admin: downloads, uploads, the report, and selections of pages."""

from __future__ import annotations

from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from pages.translation.exchange.exporting import FORMATS, export
from tests.factories.review import make_reviewer
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_editor,
    make_translator,
    start_translation,
    translate,
)

SENTENCE = "The immune system attacks the joints."
SPANISH = "El sistema inmunitario ataca las articulaciones."
CITED = "It inflames the joints"


@pytest.fixture
def translator(client: Client, site: BilingualSite) -> Any:
    user = make_translator(site)
    client.force_login(user)
    return user


@pytest.fixture
def translation(site: BilingualSite, translator: Any) -> Translation:
    return start_translation(make_condition(site), site.spanish, user=translator)


def url(name: str, translation: Translation) -> str:
    return reverse(f"firma_translation:{name}", args=[translation.pk])


def upload(content: bytes | str, name: str = "gout.po") -> dict[str, Any]:
    data = content if isinstance(content, bytes) else content.encode()
    return {"file": SimpleUploadedFile(name, data)}


def translated(translation: Translation, texts: dict[str, str]) -> str:
    file = polib.pofile(export([translation], kind=FORMATS["po"]).content.decode())
    for entry in file:
        for source, target in texts.items():
            if entry.msgid.startswith(source):
                entry.msgstr = target
    return str(file)


def test_the_editor_leads_to_the_files(
    client: Client, translation: Translation, translator: Any
) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    assert url("exchange", translation) in client.get(edit).content.decode()
    html = client.get(url("exchange", translation)).content.decode()
    assert "Export" in html
    assert 'enctype="multipart/form-data"' in html


@pytest.mark.parametrize(
    ("kind", "begins", "extension"),
    [("xliff", b"<?xml", ".xlf"), ("xliff12", b"<?xml", ".xlf"), ("po", b"#", ".po")],
)
def test_a_translation_is_downloaded_in_the_format_chosen(
    client: Client, translation: Translation, kind: str, begins: bytes, extension: str
) -> None:
    response = client.get(url("download", translation), {"format": kind})
    assert response.content.startswith(begins)
    assert response["Content-Disposition"] == (
        f'attachment; filename="rheumatoid-arthritis.en-es{extension}"'
    )


def test_an_unknown_format_leads_back(client: Client, translation: Translation) -> None:
    response = client.get(url("download", translation), {"format": "docx"})
    assert response.status_code == 302


def test_a_file_is_imported_and_the_report_names_what_was_refused(
    client: Client, translation: Translation
) -> None:
    content = translated(translation, {SENTENCE: SPANISH, CITED: "Inflama."})
    html = client.post(url("exchange", translation), upload(content)).content.decode()
    assert "What became of gout.po" in html
    assert "1 segment was imported." in html
    assert "1 segment was refused." in html
    assert "is missing." in html
    assert "Section" in html
    assert StringTranslation.objects.get().data == SPANISH


def test_the_report_speaks_spanish_to_those_who_do(
    client: Client, translation: Translation, translator: Any
) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.create(user=translator, preferred_language="es")
    content = translated(translation, {SENTENCE: SPANISH, CITED: "Inflama."})
    html = client.post(url("exchange", translation), upload(content)).content.decode()
    assert "Se importó 1 segmento." in html
    assert "Se rechazó 1 segmento." in html
    assert "Falta el marcador" in html


@pytest.mark.parametrize("content", ["rubbish", "<xliff", "<html/>", " "])
def test_what_is_no_file_of_translations_is_refused_on_the_form(
    client: Client, translation: Translation, content: str
) -> None:
    response = client.post(url("exchange", translation), upload(content))
    assert response.status_code == 200
    assert 'class="error-message"' in response.content.decode()


def test_without_a_file_the_form_says_so(client: Client, translation: Translation) -> None:
    assert "Choose a file." in client.post(url("exchange", translation)).content.decode()


def test_what_the_file_says_is_shown_and_never_run(
    client: Client, translation: Translation
) -> None:
    content = translated(translation, {SENTENCE: "<script>alert(1)</script>"})
    html = client.post(url("exchange", translation), upload(content)).content.decode()
    assert "<script>alert(1)" not in html
    assert "is not allowed" in html


def test_localizes_addresses_lead_to_the_same_road(
    client: Client, translation: Translation
) -> None:
    response = client.get(reverse("wagtail_localize:download_pofile", args=[translation.pk]))
    assert b"X-Firma-Exported" in response.content
    where = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    content = translated(translation, {SENTENCE: SPANISH, CITED: "Inflama."})
    assert "1 segment was refused." in client.post(where, upload(content)).content.decode()
    assert StringTranslation.objects.get().tool_name == "gout.po"


def test_a_file_that_localize_exported_itself_is_taken(
    client: Client, translation: Translation, translator: Any
) -> None:
    translate(translation, user=translator)
    file = translation.export_po()
    for entry in file:
        if entry.msgid == SENTENCE:
            entry.msgstr = SPANISH
    client.post(url("exchange", translation), upload(str(file)))
    assert StringTranslation.objects.get(translation_of__data=SENTENCE).data == SPANISH


def test_others_neither_download_nor_upload(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    for user in (make_translator(site, language="en"), make_reviewer()):
        client.force_login(user)
        for name in ("exchange", "download"):
            assert client.get(url(name, translation)).status_code == 302
        client.post(url("exchange", translation), upload(translated(translation, {SENTENCE: "x"})))
        assert not StringTranslation.objects.exists()
        old = reverse("wagtail_localize:download_pofile", args=[translation.pk])
        assert client.get(old).status_code == 302


def test_a_selection_is_one_file_and_what_is_left_out_is_said(
    client: Client, site: BilingualSite, translation: Translation, translator: Any
) -> None:
    other = start_translation(make_condition(site, title="Gout"), site.spanish, user=translator)
    unstarted = make_condition(site, title="Lupus")
    ids = [
        translation.source.get_source_instance().pk,
        other.get_target_instance().pk,
        unstarted.pk,
        999_999,
    ]
    where = reverse("firma_translation:export_selection")
    response = client.get(where, {"id": ids, "language": "es", "format": "xliff"})
    assert response.content.count(b"<file ") == 2
    html = client.get(reverse("firma_translation:worklist")).content.decode()
    assert "1 page was not exported" in html
    for data in (
        {"id": [unstarted.pk], "language": "es"},
        {"language": "es"},
        {"id": ids, "language": "es", "format": "docx"},
    ):
        assert client.get(where, data).status_code == 302
    assert client.get(where, {"id": ids, "language": "fr"}).status_code == 404


def test_a_file_of_several_pages_is_brought_back_at_once(
    client: Client, site: BilingualSite, translation: Translation, translator: Any
) -> None:
    other = start_translation(make_condition(site, title="Gout"), site.spanish, user=translator)
    where = reverse("firma_translation:import_file")
    assert "Translated file" in client.get(where).content.decode()
    content = export([translation, other], kind=FORMATS["po"]).content
    html = client.post(where, upload(content, "en-es.zip")).content.decode()
    assert html.count("data-firma-document") == 2


def test_pages_ticked_in_the_explorer_are_exported(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    client.force_login(make_editor(site))
    source = translation.source.get_source_instance()
    unstarted = make_condition(site, title="Lupus")
    where = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "export_translations"])
    query = f"?id={source.pk}&id={unstarted.pk}&id={site.conditions.pk}&next=/admin/pages/"
    html = client.get(where + query).content.decode()
    assert "Rheumatoid arthritis" in html
    assert 'name="language"' in html
    response = client.post(where + query, {"language": site.spanish.pk, "format": "xliff12"})
    assert response.content.count(b"<file ") == 1
    lupus = f"?id={unstarted.pk}&next=/admin/pages/"
    response = client.post(where + lupus, {"language": site.spanish.pk, "format": "po"})
    assert response.url == "/admin/pages/"

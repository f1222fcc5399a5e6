"""Disclaimers in the admin: who writes them, who confirms them, and which cannot go."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import rich_text

from pages.disclaimers import GROUP_PERMISSIONS
from pages.disclaimers.confirmation import CONFIRMED
from pages.disclaimers.models import Disclaimer
from pages.ledger.models import LedgerEntry
from pages.publishing import guards
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import DisclaimerFactory, locale
from tests.factories.people import an_account

pytestmark = pytest.mark.django_db

URLS = "wagtailsnippets_pages_disclaimer"


def form_data(**changes: Any) -> dict[str, Any]:
    text = changes.pop("text", "<p>A text.</p>")
    return {
        "key": "medical-information",
        "title": "Medical information",
        "text": rich_text(text),
        "ready": "on",
        **changes,
    }


def url(name: str, disclaimer: Disclaimer | None = None) -> str:
    return reverse(f"{URLS}:{name}", args=[disclaimer.pk] if disclaimer else [])


@pytest.fixture
def editor(client: Client) -> Client:
    locale("en")
    locale("es")
    client.force_login(an_account(*GROUP_PERMISSIONS["editors"]))
    return client


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(an_account(is_superuser=True))
    return client


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_editor_writes_a_disclaimer_in_a_language(editor: Client, language: str) -> None:
    response = editor.post(f"{url('add')}?locale={language}", form_data())

    assert response.status_code == 302
    disclaimer = Disclaimer.objects.get()
    assert disclaimer.locale.language_code == language
    assert disclaimer.ready
    assert disclaimer.versions.get().created_by is not None


def test_the_form_cannot_change_the_key(editor: Client) -> None:
    disclaimer = DisclaimerFactory()

    editor.post(url("edit", disclaimer), form_data(key="another", title="Changed"))

    disclaimer.refresh_from_db()
    assert (disclaimer.key, disclaimer.title, disclaimer.version) == (
        "medical-information",
        "Changed",
        2,
    )


@pytest.mark.parametrize("ticked", [True, False])
def test_the_tick_on_the_form_is_the_confirmation(editor: Client, ticked: bool) -> None:
    english = DisclaimerFactory()
    copy = english.copy_for_translation(locale("es"))
    copy.save()
    data = form_data(title="Información", text="<p>Un texto.</p>")
    if not ticked:
        del data["ready"]

    editor.post(url("edit", copy), data)

    copy.refresh_from_db()
    assert copy.title == "Información"
    assert copy.ready is ticked


def test_the_same_key_twice_in_a_language_is_refused_in_words(editor: Client) -> None:
    DisclaimerFactory()

    response = editor.post(url("add"), form_data(title="Again"))

    assert response.status_code == 200
    assert "already has a disclaimer with this key" in response.content.decode()


def test_the_list_shows_language_version_and_the_way_to_confirm(editor: Client) -> None:
    DisclaimerFactory(ready=False)

    html = editor.get(url("list")).content.decode()

    assert "Confirm as complete" in html
    assert "medical-information" in html


def test_the_versions_are_shown_with_the_pages_that_need_them(editor: Client) -> None:
    disclaimer = DisclaimerFactory(text="<p>First wording.</p>")
    disclaimer.text = "<p>Second wording.</p>"
    disclaimer.save()

    html = editor.get(url("inspect", disclaimer)).content.decode()

    assert "First wording." in html
    assert "Second wording." in html
    assert "0 live pages" in html


def test_the_preview_shows_the_text_as_it_stands_on_a_page(editor: Client) -> None:
    disclaimer = DisclaimerFactory(language="es")
    preview = url("preview_on_edit", disclaimer)
    editor.post(preview, form_data(title="En vista previa", text="<p>Un texto.</p>"))

    html = editor.get(preview).content.decode()

    assert '<html lang="es">' in html
    assert "En vista previa" in html
    assert "Un texto." in html


def confirmable() -> Disclaimer:
    DisclaimerFactory(text="<p>English words.</p>")
    return DisclaimerFactory(language="es", text="<p>Palabras españolas.</p>", ready=False)


def test_an_editor_reads_both_languages_and_confirms(editor: Client) -> None:
    disclaimer = confirmable()

    page = editor.get(url("confirm", disclaimer)).content.decode()
    editor.post(url("confirm", disclaimer), {"version": disclaimer.version})

    assert "English words." in page
    assert "Palabras españolas." in page
    disclaimer.refresh_from_db()
    assert disclaimer.ready
    assert disclaimer.version == 1
    assert ModelLogEntry.objects.filter(action=CONFIRMED).count() == 1
    entry = LedgerEntry.objects.get(action="disclaimer.confirmed")
    assert entry.data == {"key": "medical-information", "language": "es", "version": 1}


@pytest.mark.parametrize("version", ["", "0", "2", "x", "-1"])
def test_only_the_version_that_was_read_is_confirmed(editor: Client, version: str) -> None:
    disclaimer = confirmable()

    response = editor.post(url("confirm", disclaimer), {"version": version}, follow=True)

    assert "has changed since you read it" in response.content.decode()
    disclaimer.refresh_from_db()
    assert not disclaimer.ready


@pytest.mark.parametrize("group", ["translators", "reviewers"])
def test_those_who_only_read_confirm_and_change_nothing(client: Client, group: str) -> None:
    disclaimer = confirmable()
    client.force_login(an_account(*GROUP_PERMISSIONS[group]))

    assert client.get(url("list")).status_code == 200
    assert client.get(url("inspect", disclaimer)).status_code == 200
    assert client.get(url("confirm", disclaimer)).status_code == 302
    for name in ("confirm", "edit", "delete"):
        data = form_data(version=1, title="Changed")
        assert client.post(url(name, disclaimer), data).status_code == 302

    disclaimer.refresh_from_db()
    assert not disclaimer.ready
    assert disclaimer.title != "Changed"


def test_a_stranger_to_disclaimers_sees_none(client: Client) -> None:
    disclaimer = confirmable()
    client.force_login(an_account())

    for name in ("inspect", "confirm", "edit"):
        response = client.get(url(name, disclaimer))
        assert response.status_code == 302
        assert "Palabras" not in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_needed_disclaimer_cannot_be_deleted(administrator: Client, method: str) -> None:
    disclaimer = DisclaimerFactory()
    page = ConditionPageFactory()
    with guards.suspended():
        type(page)._base_manager.filter(pk=page.pk).update(live=True)

    response = getattr(administrator, method)(url("delete", disclaimer), follow=True)

    assert response.status_code == 200
    assert "live pages in its language require it" in response.content.decode()
    assert Disclaimer.objects.exists()


def test_a_needed_disclaimer_cannot_be_deleted_in_bulk(administrator: Client) -> None:
    needed, unneeded = DisclaimerFactory(), DisclaimerFactory(key="unneeded")
    page = ConditionPageFactory()
    with guards.suspended():
        type(page)._base_manager.filter(pk=page.pk).update(live=True)
    bulk = reverse("wagtail_bulk_action", args=["pages", "disclaimer", "delete"])

    response = administrator.post(f"{bulk}?id={needed.pk}&id={unneeded.pk}", follow=True)

    assert "live pages in its language require it" in response.content.decode()
    assert Disclaimer.objects.count() == 2


def test_an_unneeded_disclaimer_is_deleted(administrator: Client) -> None:
    disclaimer = DisclaimerFactory()

    administrator.post(url("delete", disclaimer))

    assert not Disclaimer.objects.exists()

"""Disclaimers in the admin: who writes them, what became of each wording, and which cannot go."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from pages.disclaimers import GROUP_PERMISSIONS
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.signing import SendWordingBack
from pages.publishing import guards
from tests.factories.content import ConditionPageFactory
from tests.factories.disclaimers import SIGNER, DisclaimerFactory, a_signer, locale, reworded
from tests.factories.people import an_account
from tests.factories.review import make_reviewer

pytestmark = pytest.mark.django_db

URLS = "wagtailsnippets_pages_disclaimer"


def form_data(**changes: Any) -> dict[str, Any]:
    text = changes.pop("text", "<p>A text.</p>")
    return {
        "key": "medical-information",
        "title": "Medical information",
        "text": rich_text(text),
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
    assert "now waits for a medical reviewer" in words(response)
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


def test_the_same_key_twice_in_a_language_is_refused_in_words(editor: Client) -> None:
    DisclaimerFactory()

    response = editor.post(url("add"), form_data(title="Again"))

    assert response.status_code == 200
    assert "already has a disclaimer with this key" in response.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_list_shows_what_is_signed_and_what_became_of_the_newest_wording(
    client: Client, language: str
) -> None:
    call_command("setup_pages", verbosity=0)
    reviewer = make_reviewer()
    client.force_login(reviewer)
    reworded(DisclaimerFactory(language=language, key="a"), "<p>Second.</p>")
    DisclaimerFactory(language=language, key="b")
    DisclaimerFactory(language=language, key="c", signed=False)
    returned = DisclaimerFactory(language=language, key="d", signed=False)
    SendWordingBack(version_id=returned.versions.get().pk, user=reviewer).execute(comment="No.")

    html = client.get(f"{url('list')}?locale={language}").content.decode()

    rows = {
        row.select("td")[2].get_text(strip=True): [
            cell.get_text(" ", strip=True) for cell in row.select("td")[4:7]
        ]
        for row in BeautifulSoup(html, "html.parser").select("main tbody tr")
    }
    assert rows == {
        "a": ["2", "1", "waits for a signature"],
        "b": ["1", "1", "signed"],
        "c": ["1", "–", "waits for a signature"],
        "d": ["1", "–", "sent back"],
    }
    links = html.count("Review the wording")
    assert links == 3


def test_the_way_to_the_review_is_shown_to_reviewers_alone(editor: Client) -> None:
    disclaimer = DisclaimerFactory(signed=False)

    for name in ("list", "inspect"):
        html = editor.get(url(name, disclaimer if name == "inspect" else None)).content.decode()
        assert "Review the wording" not in html


def test_the_versions_are_shown_with_what_reviewers_answered(editor: Client) -> None:
    disclaimer = DisclaimerFactory(text="<p>First wording.</p>")
    reworded(disclaimer, "<p>Second wording.</p>")
    SendWordingBack(version_id=disclaimer.versions.latest("version").pk, user=a_signer()).execute(
        comment="Name a number."
    )

    html = editor.get(url("inspect", disclaimer)).content.decode()

    assert "First wording." in html
    assert "Second wording." in html
    assert "Pages show version 1." in html
    assert f"Signed by Dr. {SIGNER}, MD, Rheumatology" in html
    assert f"Sent back by Dr. {SIGNER}" in html
    assert "Name a number." in html
    assert "0 live pages" in html


def test_the_editor_says_what_the_reviewer_wants_changed(editor: Client) -> None:
    disclaimer = DisclaimerFactory(signed=False)
    SendWordingBack(version_id=disclaimer.versions.get().pk, user=a_signer()).execute(
        comment="Name a <number>."
    )

    html = editor.get(url("edit", disclaimer)).content.decode()
    assert f"Sent back by Dr. {SIGNER}" in html
    assert "“Name a &lt;number&gt;.”" in html

    response = editor.post(url("edit", disclaimer), form_data(text="<p>Call 112.</p>"))
    assert "Version 2 now waits for a medical reviewer" in words(response)
    assert "Name a" not in editor.get(url("edit", disclaimer)).content.decode()


def test_a_new_wording_says_what_pages_show_until_it_is_signed(editor: Client) -> None:
    disclaimer = DisclaimerFactory()

    response = editor.post(url("edit", disclaimer), form_data(text="<p>Call 112.</p>"))

    assert "Until it is signed, pages show version 1." in words(response)


def words(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_preview_shows_the_text_as_it_stands_on_a_page(editor: Client) -> None:
    disclaimer = DisclaimerFactory(language="es")
    preview = url("preview_on_edit", disclaimer)
    editor.post(preview, form_data(title="En vista previa", text="<p>Un texto.</p>"))

    html = editor.get(preview).content.decode()

    assert '<html lang="es">' in html
    assert "En vista previa" in html
    assert "Un texto." in html


@pytest.mark.parametrize("group", ["translators", "reviewers"])
def test_those_who_do_not_write_them_change_nothing(client: Client, group: str) -> None:
    disclaimer = DisclaimerFactory(language="es", signed=False)
    client.force_login(an_account(*GROUP_PERMISSIONS[group]))

    assert client.get(url("list")).status_code == 200
    assert client.get(url("inspect", disclaimer)).status_code == 200
    for name in ("edit", "delete"):
        response = client.post(url(name, disclaimer), form_data(title="Changed"))
        assert response.status_code == 302

    disclaimer.refresh_from_db()
    assert disclaimer.version == 1
    assert disclaimer.title != "Changed"


def test_a_stranger_to_disclaimers_sees_none(client: Client) -> None:
    disclaimer = DisclaimerFactory(text="<p>Palabras.</p>", language="es", signed=False)
    client.force_login(an_account())

    for name in ("inspect", "edit"):
        response = client.get(url(name, disclaimer))
        assert response.status_code == 302
        assert "Palabras" not in response.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_needed_disclaimer_cannot_be_deleted(administrator: Client, method: str) -> None:
    disclaimer = DisclaimerFactory(signed=False)
    page = ConditionPageFactory()
    with guards.suspended():
        type(page)._base_manager.filter(pk=page.pk).update(live=True)

    response = getattr(administrator, method)(url("delete", disclaimer), follow=True)

    assert response.status_code == 200
    assert "live pages in its language require it" in response.content.decode()
    assert Disclaimer.objects.exists()


def test_a_needed_disclaimer_cannot_be_deleted_in_bulk(administrator: Client) -> None:
    needed = DisclaimerFactory(signed=False)
    unneeded = DisclaimerFactory(key="unneeded", signed=False)
    page = ConditionPageFactory()
    with guards.suspended():
        type(page)._base_manager.filter(pk=page.pk).update(live=True)
    bulk = reverse("wagtail_bulk_action", args=["pages", "disclaimer", "delete"])

    response = administrator.post(f"{bulk}?id={needed.pk}&id={unneeded.pk}", follow=True)

    assert "live pages in its language require it" in response.content.decode()
    assert Disclaimer.objects.count() == 2


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_disclaimer_that_was_signed_cannot_be_deleted(administrator: Client, method: str) -> None:
    disclaimer = DisclaimerFactory()

    response = getattr(administrator, method)(url("delete", disclaimer), follow=True)

    assert response.status_code == 200
    assert "stays on record" in response.content.decode()
    assert Disclaimer.objects.exists()


def test_an_unneeded_disclaimer_that_nobody_signed_is_deleted(administrator: Client) -> None:
    disclaimer = DisclaimerFactory(signed=False)

    administrator.post(url("delete", disclaimer))

    assert not Disclaimer.objects.exists()

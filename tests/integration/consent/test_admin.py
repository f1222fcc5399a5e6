"""Authorizations in the admin: who records them, who reads them, and the way to a scan."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from pages.consent import GROUP_PERMISSIONS
from pages.consent.models import Authorization
from pages.consent.views import DOWNLOADED
from tests.factories.consent import HTML, LEGAL_NAME, PDF, PNG, AuthorizationFactory, upload
from tests.factories.content import TestimonialPageFactory
from tests.factories.people import an_account

pytestmark = pytest.mark.django_db

URLS = "wagtailsnippets_pages_authorization"


def url(name: str, authorization: Authorization | None = None) -> str:
    return reverse(f"{URLS}:{name}", args=[authorization.pk] if authorization else [])


def form_data(**changes: Any) -> dict[str, Any]:
    data = {
        "reference_code": "A-42",
        "patient_legal_name": LEGAL_NAME,
        "scan": upload(),
        "uses": ["quotation", "story"],
        "purpose": "To tell others.",
        "channels": ["website"],
        "languages": ["en", "es"],
        "signed_on": "2024-01-15",
        "expires_on": "2999-01-15",
        "expires_event": "",
        "revoked_on": "",
        **changes,
    }
    return {key: value for key, value in data.items() if value is not None}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(an_account(*GROUP_PERMISSIONS["editors"]))
    return client


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(an_account(is_superuser=True))
    return client


def test_an_editor_records_an_authorization(editor: Client) -> None:
    response = editor.post(url("add"), form_data())

    assert response.status_code == 302
    authorization = Authorization.objects.get()
    assert authorization.patient_legal_name == LEGAL_NAME
    assert authorization.uses == ["quotation", "story"]
    assert authorization.channels == ["website"]
    assert authorization.languages == ["en", "es"]
    assert "Zenobia" not in authorization.scan.name


def test_an_edit_without_a_new_file_keeps_the_document(editor: Client) -> None:
    authorization = AuthorizationFactory()

    editor.post(url("edit", authorization), form_data(scan=None, purpose="Changed."))

    before = authorization.scan.name
    authorization.refresh_from_db()
    assert (authorization.purpose, authorization.scan.name) == ("Changed.", before)


@pytest.mark.parametrize(
    ("name", "content"),
    [("scan.pdf", HTML), ("scan.html", HTML), ("scan.pdf", PNG), ("scan.svg", b"<svg/>")],
)
def test_a_file_that_is_no_scan_is_refused(editor: Client, name: str, content: bytes) -> None:
    response = editor.post(url("add"), form_data(scan=upload(name, content)))

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"scan"}
    assert not Authorization.objects.exists()


def test_the_document_itself_is_required(editor: Client) -> None:
    response = editor.post(url("add"), form_data(scan=None))

    assert response.context["form"].errors.keys() == {"scan"}


def test_the_form_offers_choices_and_the_document_on_file(editor: Client) -> None:
    authorization = AuthorizationFactory()

    html = editor.get(url("edit", authorization)).content.decode()

    assert html.count('type="checkbox" name="uses"') == 5
    assert html.count('type="checkbox" name="channels"') == 4
    assert html.count('type="checkbox" name="languages"') == 2
    assert url("scan", authorization) in html
    assert authorization.scan.name not in html


@pytest.mark.parametrize(
    ("group", "allowed"), [("editors", True), ("reviewers", True), ("translators", False)]
)
def test_the_document_is_for_those_who_may_see_authorizations(
    client: Client, group: str, allowed: bool
) -> None:
    authorization = AuthorizationFactory()
    client.force_login(an_account(*GROUP_PERMISSIONS[group]))

    response = client.get(url("scan", authorization))

    assert response.status_code == (200 if allowed else 302)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert (content == PDF) is allowed
    assert ModelLogEntry.objects.filter(action=DOWNLOADED).exists() is allowed


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    response = client.get(url("scan", AuthorizationFactory()))

    assert response.status_code == 302
    assert "login" in response["Location"]


def test_the_document_is_never_cached_nor_shown_in_the_browser(editor: Client) -> None:
    authorization = AuthorizationFactory()

    response = editor.get(url("scan", authorization))

    assert {part.strip() for part in response["Cache-Control"].split(",")} >= {
        "private",
        "no-store",
    }
    assert "public" not in response["Cache-Control"]
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == (
        f'attachment; filename="{authorization.reference_code}.pdf"'
    )
    assert b"".join(response.streaming_content) == PDF


@pytest.mark.parametrize("kind", ["no scan", "no file", "no authorization"])
def test_what_is_not_there_is_not_found(editor: Client, kind: str) -> None:
    authorization = AuthorizationFactory()
    if kind == "no file":
        authorization.scan.storage.delete(authorization.scan.name)
    elif kind == "no scan":
        Authorization.objects.update(scan="")
    else:
        authorization.pk += 1

    assert editor.get(url("scan", authorization)).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_authorization_in_use_cannot_be_deleted(administrator: Client, method: str) -> None:
    authorization = AuthorizationFactory()
    TestimonialPageFactory(title="Her story", authorization=authorization)

    response = getattr(administrator, method)(url("delete", authorization), follow=True)

    html = response.content.decode()
    assert "Her story" in html
    assert "Zenobia" not in html
    assert Authorization.objects.exists()


def test_an_authorization_in_use_cannot_be_deleted_in_bulk(administrator: Client) -> None:
    authorization = AuthorizationFactory()
    TestimonialPageFactory(title="Her story", authorization=authorization)
    bulk = reverse("wagtail_bulk_action", args=["pages", "authorization", "delete"])

    response = administrator.post(f"{bulk}?id={authorization.pk}", follow=True)

    assert "Her story" in response.content.decode()
    assert Authorization.objects.exists()


def test_an_unused_authorization_is_deleted(administrator: Client) -> None:
    authorization = AuthorizationFactory()

    administrator.post(url("delete", authorization))

    assert not Authorization.objects.exists()


@pytest.mark.parametrize(
    ("group", "allowed"), [("editors", {"list", "inspect", "add", "edit"}),
                           ("reviewers", {"list", "inspect"}), ("translators", set())]
)  # fmt: skip
def test_each_group_reaches_its_own_screens(client: Client, group: str, allowed: set[str]) -> None:
    authorization = AuthorizationFactory()
    client.force_login(an_account(*GROUP_PERMISSIONS[group]))

    reached = {
        name
        for name in ("list", "inspect", "add", "edit", "delete")
        if client.get(
            url(name, authorization if name in {"inspect", "edit", "delete"} else None)
        ).status_code
        == 200
    }

    assert reached == allowed


def test_there_is_no_copying_of_authorizations(administrator: Client) -> None:
    authorization = AuthorizationFactory()

    html = administrator.get(url("list")).content.decode()

    assert f"/copy/{authorization.pk}/" not in html

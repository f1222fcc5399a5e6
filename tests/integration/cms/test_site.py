"""The addresses of the site, and what stands between them and the world."""

from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


def test_the_start_leads_to_the_admin(client: Client) -> None:
    response = client.get("/")
    assert response.status_code == 302
    assert response["Location"] == "/admin/"


def test_the_health_address_answers_while_the_database_does(client: Client) -> None:
    response = client.get("/healthz")
    assert response.json() == {"status": "ok"}
    with patch("cms.health.connection.cursor", side_effect=OperationalError("gone")):
        response = client.get("/healthz")
    assert response.status_code == 503


def test_a_load_balancer_may_ask_without_https(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/admin/login/").status_code == 301


def test_wagtail_serves_no_pages_here() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("wagtail_serve", args=["en/"])


def test_uploaded_files_are_not_served_by_their_path(client: Client) -> None:
    name = default_storage.save("documents/letter.txt", ContentFile(b"private"))
    assert client.get(f"/media/{name}").status_code == 404
    assert client.get(f"/private/{name}").status_code == 404


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "Sign in"), ("es", "Iniciar sesión"), ("de", "Sign in")]
)
def test_the_login_page_speaks_the_visitors_language(
    client: Client, language: str, sentence: str
) -> None:
    response = client.get("/admin/login/", headers={"accept-language": language})
    assert sentence in response.content.decode()


def test_the_api_answers_everybody_in_the_same_way(client: Client) -> None:
    response = client.get("/api/v2/nothing/", headers={"accept-language": "es"})
    assert "Accept-Language" not in response.get("Vary", "")
    assert "Content-Language" not in response


@pytest.mark.parametrize(
    ("address", "origin", "allowed"),
    [
        ("/api/v2/nothing/", "https://www.example.org", True),
        ("/api/v2/nothing/", "https://elsewhere.example", False),
        ("/admin/login/", "https://www.example.org", False),
    ],
)
def test_only_the_frontend_may_read_and_only_the_api(
    client: Client, address: str, origin: str, allowed: bool
) -> None:
    response = client.get(address, headers={"origin": origin})
    assert response.get("Access-Control-Allow-Origin") == (origin if allowed else None)
    assert "Access-Control-Allow-Credentials" not in response


def test_the_static_files_can_be_gathered_for_production(
    settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()

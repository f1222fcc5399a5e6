"""Caches in front of the API are purged with the change, through the outbox."""

from __future__ import annotations

import logging
from typing import Any, ClassVar
from urllib.error import HTTPError

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.backends import http as http_backend

from pages import outbox
from pages.delivery.purging import FastlyBackend, PurgeFailed, purge, put_purge
from pages.outbox.models import OutboxMessage

pytestmark = pytest.mark.django_db

HERE = "tests.integration.delivery.test_purging"


class AddressesOnly(BaseBackend):
    """A cache of Wagtail's kind, which remembers what it was told."""

    told: ClassVar[list[Any]] = []

    def purge(self, url: str) -> None:
        self.told.append(url)


class WithKeys(AddressesOnly):
    """One that knows keys too."""

    def purge_keys(self, keys: list[str]) -> None:
        self.told.append(keys)


class Complaining(BaseBackend):
    """One that logs its failure and returns, as Wagtail's own backends do."""

    logger_name = "wagtail.frontendcache"

    def purge(self, url: str) -> None:
        logging.getLogger(self.logger_name).error("Couldn't purge '%s'", url)


class ComplainingToRoot(Complaining):
    """Cloudflare's backend does this with some of its failures."""

    logger_name = ""


class Broken(BaseBackend):
    """One that raises."""

    def purge(self, url: str) -> None:
        raise OSError("with a t0ken in its words")


@pytest.fixture(autouse=True)
def _nothing_told():
    AddressesOnly.told.clear()


def caches(settings: Any, *names: str, **options: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {
        name: {"BACKEND": f"{HERE}.{name}", **options} for name in names
    }


def deliver() -> list[str]:
    return [one.result for one in outbox.deliver_due()]


def test_addresses_of_the_api_are_purged(settings):
    caches(settings, "AddressesOnly")
    put_purge(paths=["/api/v2/pages/12/", "/api/v2/pages/?type=x"], keys=["page-12"])
    assert deliver() == ["delivered"]
    assert AddressesOnly.told == [
        "http://testserver/api/v2/pages/12/",
        "http://testserver/api/v2/pages/?type=x",
    ]


def test_keys_are_purged_where_a_cache_knows_them(settings):
    caches(settings, "WithKeys")
    put_purge(paths=["/api/v2/pages/12/"], keys=["page-12", "list", "list"])
    assert deliver() == ["delivered"]
    assert AddressesOnly.told == ["http://testserver/api/v2/pages/12/", ["list", "page-12"]]


def test_keys_alone_ask_nothing_of_a_cache_that_knows_addresses_only(settings):
    caches(settings, "AddressesOnly")
    put_purge(paths=[], keys=["page-12"])
    assert deliver() == ["delivered"]
    assert AddressesOnly.told == []


def test_languages_make_no_more_addresses_of_one(settings):
    """Wagtail's own task would ask for each language, which the API's addresses do not have."""
    caches(settings, "AddressesOnly")
    put_purge(paths=["/en/"], keys=[])
    deliver()
    assert AddressesOnly.told == ["http://testserver/en/"]


def test_a_cache_of_another_host_is_left_alone(settings):
    caches(settings, "AddressesOnly", HOSTNAMES=["www.example.org"])
    put_purge(paths=["/api/v2/pages/12/"], keys=[])
    assert deliver() == ["delivered"]
    assert AddressesOnly.told == []


@pytest.mark.parametrize("value", [None, {}])
def test_without_a_cache_nothing_is_written(settings, value):
    settings.WAGTAILFRONTENDCACHE = value
    assert put_purge(paths=["/api/v2/pages/12/"], keys=["page-12"]) is None
    assert OutboxMessage.objects.count() == 0


def test_nothing_to_purge_is_nothing_to_write(settings):
    caches(settings, "AddressesOnly")
    assert put_purge(paths=[], keys=[]) is None


def test_a_cache_that_was_taken_away_meanwhile_is_not_asked(settings):
    caches(settings, "AddressesOnly")
    put_purge(paths=["/api/v2/pages/12/"], keys=[])
    settings.WAGTAILFRONTENDCACHE = None
    assert deliver() == ["moot"]


def test_what_is_undone_purges_nothing(settings):
    caches(settings, "AddressesOnly")
    with transaction.atomic():
        put_purge(paths=["/api/v2/pages/12/"], keys=[])
        transaction.set_rollback(True)
    assert deliver() == []


@pytest.mark.parametrize("name", ["Complaining", "ComplainingToRoot", "Broken"])
def test_a_cache_that_fails_is_tried_again_and_the_others_have_their_turn(settings, caplog, name):
    caches(settings, name, "AddressesOnly")
    message = put_purge(paths=["/api/v2/pages/12/"], keys=[])
    assert deliver() == ["postponed"]
    assert AddressesOnly.told == ["http://testserver/api/v2/pages/12/"]
    assert message is not None
    message.refresh_from_db()
    assert "PurgeFailed" in message.last_error
    assert "t0ken" not in message.last_error


@pytest.mark.parametrize(("status", "fails"), [(404, False), (500, True)])
def test_an_address_that_the_cache_does_not_have_is_as_good_as_purged(
    settings, monkeypatch, caplog, status, fails
):
    settings.WAGTAILFRONTENDCACHE = {
        "varnish": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": "http://127.0.0.1:6081",
        }
    }

    def answer(request: Any) -> None:
        raise HTTPError(request.full_url, status, "No", None, None)

    monkeypatch.setattr(http_backend, "urlopen", answer)
    if fails:
        with pytest.raises(PurgeFailed):
            purge({"paths": ["/api/v2/pages/12/"], "keys": []})
    else:
        purge({"paths": ["/api/v2/pages/12/"], "keys": []})


def test_without_an_address_of_the_api_somebody_is_told(settings):
    caches(settings, "AddressesOnly")
    settings.WAGTAILAPI_BASE_URL = None
    with pytest.raises(ImproperlyConfigured, match="WAGTAILAPI_BASE_URL"):
        purge({"paths": ["/api/v2/pages/12/"], "keys": []})


# The two that know keys


class Answer:
    """What a content delivery network answers."""

    def __init__(self, status: int) -> None:
        self.status_code = status

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise requests.HTTPError(str(self.status_code))

    def json(self) -> Any:
        return {"success": True}


@pytest.fixture
def asked(monkeypatch):
    """Return what was asked of the network; set ``status`` for another answer."""

    class Asked(list):
        status = 200

    found = Asked()

    def post(url: str, *, headers: Any, timeout: float, json: Any = None) -> Answer:
        assert timeout
        found.append((url, json, headers))
        return Answer(found.status)

    monkeypatch.setattr(requests, "post", post)
    return found


def test_fastly_is_asked_by_address_and_by_key(settings, asked):
    settings.WAGTAILFRONTENDCACHE = {
        "fastly": {
            "BACKEND": "pages.delivery.purging.FastlyBackend",
            "SERVICE_ID": "S1",
            "TOKEN": "t",
        }
    }
    keys = [f"page-{number:03}" for number in range(300)]
    purge({"paths": ["/api/v2/pages/?a=b"], "keys": keys})
    assert [(url, body) for url, body, _ in asked] == [
        ("https://api.fastly.com/purge/testserver/api/v2/pages/?a=b", None),
        ("https://api.fastly.com/service/S1/purge", {"surrogate_keys": keys[:256]}),
        ("https://api.fastly.com/service/S1/purge", {"surrogate_keys": keys[256:]}),
    ]
    assert all(headers["Fastly-Key"] == "t" for _, _, headers in asked)


def test_cloudflare_is_asked_by_address_and_by_tag(settings, asked):
    settings.WAGTAILFRONTENDCACHE = {
        "cloudflare": {
            "BACKEND": "pages.delivery.purging.CloudflareTagsBackend",
            "ZONEID": "Z1",
            "BEARER_TOKEN": "t",
        }
    }
    tags = [f"page-{number:03}" for number in range(40)]
    purge({"paths": ["/api/v2/pages/12/"], "keys": tags})
    zone = "https://api.cloudflare.com/client/v4/zones/Z1/purge_cache"
    assert [(url, body) for url, body, _ in asked] == [
        (zone, {"files": ["http://testserver/api/v2/pages/12/"]}),
        (zone, {"tags": tags[:30]}),
        (zone, {"tags": tags[30:]}),
    ]
    assert all(headers["Authorization"] == "Bearer t" for _, _, headers in asked)


@pytest.mark.parametrize(
    ("backend", "options"),
    [
        ("FastlyBackend", {"SERVICE_ID": "S1", "TOKEN": "t0ken"}),
        ("CloudflareTagsBackend", {"ZONEID": "Z1", "EMAIL": "a@b.invalid", "API_KEY": "t0ken"}),
    ],
)
def test_a_refusal_is_tried_again_and_no_token_is_written_down(
    settings, asked, caplog, backend, options
):
    settings.WAGTAILFRONTENDCACHE = {
        "cdn": {"BACKEND": f"pages.delivery.purging.{backend}", **options}
    }
    asked.status = 503
    message = put_purge(paths=[], keys=["page-12"])
    assert deliver() == ["postponed"]
    assert message is not None
    message.refresh_from_db()
    assert message.last_error == "PurgeFailed: cdn: HTTPError"
    assert "t0ken" not in caplog.text


def test_a_cache_that_does_not_answer_is_waited_for_once_in_a_run(settings, monkeypatch, caplog):
    def silence(url: str, **kwargs: Any) -> None:
        tried.append(url)
        raise requests.ConnectTimeout

    tried: list[str] = []
    monkeypatch.setattr(requests, "post", silence)
    settings.WAGTAILFRONTENDCACHE = {
        "cdn": {
            "BACKEND": "pages.delivery.purging.FastlyBackend",
            "SERVICE_ID": "S1",
            "TOKEN": "t",
        }
    }
    for number in range(3):
        put_purge(paths=[], keys=[f"page-{number}"])
    assert deliver() == ["postponed"]
    assert len(tried) == 1
    assert deliver() == ["postponed"]
    assert len(tried) == 2


def test_fastly_without_its_settings_says_which():
    with pytest.raises(ImproperlyConfigured, match="TOKEN"):
        FastlyBackend({"SERVICE_ID": "S1"})

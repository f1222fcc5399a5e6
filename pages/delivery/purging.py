"""Taking answers of the API out of the caches in front of it, when they have changed.

The caches are those of Wagtail's setting ``WAGTAILFRONTENDCACHE``. What is to be purged is written
into the outbox with the change, so that a page which was withdrawn is purged even if the cache
could not be reached in that moment. See ``docs/webhooks.md``.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, Protocol, runtime_checkable
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from wagtail.api.utils import get_base_url
from wagtail.contrib.frontend_cache.backends import BaseBackend, CloudflareBackend
from wagtail.contrib.frontend_cache.utils import get_backends

from pages.delivery.feed.hearing import heard_by_all
from pages.outbox import Moot, Unreachable, put_all
from pages.outbox.models import OutboxMessage
from pages.outbox.writing import Outgoing

KIND: Final = "purge"
"""Kind of these messages in the outbox."""

TIME_ALLOWED: Final = 15.0
"""Seconds for a cache to answer."""


class PurgeFailed(Exception):
    """A cache did not do as it was told; the outbox tries again."""


class CacheUnreachable(Unreachable):
    """A cache did not answer; other purges wait for the next run, and nobody else for them."""


@runtime_checkable
class PurgesKeys(Protocol):
    """A backend that can purge by surrogate keys, or cache tags."""

    def purge_keys(self, keys: list[str]) -> None:
        """Purge every answer that carries one of these keys.

        Raises:
            requests.RequestException: the cache did not do it.
        """
        ...


def put_purge(*, paths: Iterable[str], keys: Iterable[str]) -> OutboxMessage | None:
    """Have answers purged, in the transaction of the change that made them old.

    They are purged when no process gives the old ones any more: a cache asks again at once.

    Args:
        paths: paths on the API's host, such as ``/api/v2/pages/12/``, with a query where it counts.
        keys: surrogate keys, as the answers carry them.

    Returns:
        The message, or None where there is nothing to purge, or no cache to purge it from.
    """
    payload = {"paths": sorted(set(paths)), "keys": sorted(set(keys))}
    if not any(payload.values()) or not is_configured():
        return None
    outgoing = Outgoing(payload=payload, lane=KIND)
    [message] = put_all(kind=KIND, messages=[outgoing], not_before=heard_by_all())
    return message


def is_configured() -> bool:
    """Tell whether the site has a cache in front of it that can be purged."""
    names = ("WAGTAILFRONTENDCACHE", "WAGTAILFRONTENDCACHE_LOCATION")
    return any(getattr(settings, name, None) for name in names)


def purge(payload: Mapping[str, Any]) -> None:
    """Purge paths and keys from every cache that answers for the API's host.

    The outbox's handler. Wagtail's own function would hand the work to a background task, whose
    failure nobody would see.

    Raises:
        Moot: no cache is configured any more.
        ImproperlyConfigured: ``WAGTAILAPI_BASE_URL`` is not set.
        PurgeFailed: a cache did not do as it was told.
        CacheUnreachable: one did not answer.
    """
    backends: dict[str, Any] = get_backends()
    if not backends:
        raise Moot("No cache is configured.")
    base = get_base_url()
    if not base:
        raise ImproperlyConfigured("Set WAGTAILAPI_BASE_URL: caches are purged by whole addresses.")
    urls = [base + path for path in payload["paths"]]
    failures: list[str] = []
    silent = False
    for name, backend in backends.items():
        if not backend.invalidates_hostname(urlsplit(base).netloc):
            continue
        try:
            failures += _purge_from(backend, urls=urls, keys=payload["keys"])
        except Exception as error:  # the other caches still have their turn
            silent = silent or isinstance(error, (requests.ConnectionError, requests.Timeout))
            failures.append(f"{name}: {type(error).__name__}")
    if failures:
        raise (CacheUnreachable if silent else PurgeFailed)("; ".join(failures))


def _purge_from(backend: Any, *, urls: list[str], keys: list[str]) -> list[str]:
    """Purge from one cache; return what it complained about."""
    with _complaints() as complaints:
        if urls:
            backend.purge_batch(urls)
        if keys and isinstance(backend, PurgesKeys):
            backend.purge_keys(keys)
    return complaints


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what Wagtail's backends log as errors: they log, and return as if nothing were.

    A cache that does not have an address answers 404, which is as good as purged.
    """
    found: list[str] = []
    thread = threading.get_ident()

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            if record.thread == thread and "HTTPError: 404" not in message:
                found.append(message)

    collector = Collector(level=logging.ERROR)
    # Cloudflare's backend writes some of it to the root logger itself.
    own = logging.getLogger("wagtail.frontendcache")
    root = logging.getLogger()
    collected = [root] if own.propagate else [own, root]
    for logger in collected:
        logger.addHandler(collector)
    try:
        yield found
    finally:
        for logger in collected:
            logger.removeHandler(collector)


class CloudflareTagsBackend(CloudflareBackend):
    """Cloudflare, purged by cache tags as well. Settings as of Wagtail's own backend."""

    TAGS_AT_ONCE: Final = 30

    def purge_keys(self, keys: list[str]) -> None:
        """Purge every answer that carries one of these cache tags."""
        headers = {"X-Auth-Email": self.cloudflare_email, "X-Auth-Key": self.cloudflare_api_key}
        if self.cloudflare_token:
            headers = {"Authorization": f"Bearer {self.cloudflare_token}"}
        for start in range(0, len(keys), self.TAGS_AT_ONCE):
            response = requests.post(
                self.cloudflare_purge_endpoint_url,
                json={"tags": keys[start : start + self.TAGS_AT_ONCE]},
                headers=headers,
                timeout=TIME_ALLOWED,
            )
            response.raise_for_status()


class FastlyBackend(BaseBackend):
    """Fastly, purged by addresses and by surrogate keys.

    Settings: ``SERVICE_ID`` and ``TOKEN``, of an API token that may purge.
    """

    ADDRESS: Final = "https://api.fastly.com"
    KEYS_AT_ONCE: Final = 256

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        try:
            self._service, self._token = params["SERVICE_ID"], params["TOKEN"]
        except KeyError as missing:
            raise ImproperlyConfigured(
                f"WAGTAILFRONTENDCACHE needs {missing.args[0]} for Fastly."
            ) from None

    def purge(self, url: str) -> None:
        """Purge one address."""
        parts = urlsplit(url)
        query = f"?{parts.query}" if parts.query else ""
        self._ask(f"/purge/{parts.netloc}{parts.path}{query}")

    def purge_keys(self, keys: list[str]) -> None:
        """Purge every answer that carries one of these keys."""
        for start in range(0, len(keys), self.KEYS_AT_ONCE):
            chunk = keys[start : start + self.KEYS_AT_ONCE]
            self._ask(f"/service/{self._service}/purge", json={"surrogate_keys": chunk})

    def _ask(self, path: str, **kwargs: Any) -> None:
        response = requests.post(
            f"{self.ADDRESS}{path}",
            headers={"Fastly-Key": self._token, "Accept": "application/json"},
            timeout=TIME_ALLOWED,
            **kwargs,
        )
        response.raise_for_status()

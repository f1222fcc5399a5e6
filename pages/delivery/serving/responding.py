"""Answers as they go over the wire: their headers, and whether the client has them already."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import http_date, parse_http_date_safe

from pages import conf

if TYPE_CHECKING:
    from django.http import HttpRequest

Headers = tuple[tuple[str, str], ...]

JSON_TYPE = "application/json"

NOT_KEPT = "no-store"
"""How long a refusal may be kept, whatever the site chooses for its answers: what is not there may
be published in the next moment, and no key tells a cache which of its refusals that ends."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer that can be sent any number of times.

    Attributes:
        status: its HTTP status.
        body: its bytes.
        headers: all of its headers but those of a 304.
        etag: the strong validator, quoted; empty for none.
        modified: seconds of the clock at which it last changed; None if that is not known.
    """

    status: int
    body: bytes
    headers: Headers
    etag: str = ""
    modified: int | None = None
    size: int = field(default=0)


def prepared(
    body: bytes,
    *,
    status: int = 200,
    headers: Sequence[tuple[str, str]] = (),
    keys: Sequence[str] = (),
    changed_at: datetime.datetime | None = None,
) -> Prepared:
    """Return an answer with its validators and what caches need to know.

    Args:
        body: JSON as bytes.
        status: its HTTP status.
        headers: further headers.
        keys: surrogate keys by which a content delivery network can forget it.
        changed_at: when it last became another, if that is known.
    """
    etag = f'"{hashlib.sha256(body).hexdigest()[:40]}"' if status == 200 else ""
    modified = int(changed_at.timestamp()) if changed_at is not None and etag else None
    every = [
        ("Content-Type", JSON_TYPE if body else "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", conf.api_cache_control() if status < 400 else NOT_KEPT),
    ]
    if etag:
        every.append(("ETag", etag))
    if modified is not None:
        every.append(("Last-Modified", http_date(modified)))
    if keys:
        every.append(("Surrogate-Key", " ".join(keys)))
    every += headers
    size = len(body) + sum(len(name) + len(value) for name, value in every)
    return Prepared(status, body, tuple(every), etag, modified, size)


def respond(request: HttpRequest, answer: Prepared) -> HttpResponse:
    """Return the response to a GET or HEAD: the answer, or 304 where the client has it."""
    has_it = bool(answer.etag) and _has_it(request.META, answer)
    response: HttpResponse
    if has_it:
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    elif answer.status == 302:
        response = HttpResponseRedirect(dict(answer.headers)["Location"])
    else:
        body = b"" if request.method == "HEAD" else answer.body
        response = HttpResponse(body, status=answer.status)
    for name, value in answer.headers:
        if not (has_it and name in _OF_A_BODY):
            response.headers[name] = value
    return response


_OF_A_BODY = frozenset({"Content-Type", "Content-Length"})


def _has_it(headers: dict[str, str], answer: Prepared) -> bool:
    """Apply RFC 9110, section 13.2.2: ``If-None-Match`` decides, where there is one."""
    asked = headers.get("HTTP_IF_NONE_MATCH")
    if asked is not None:
        if asked == answer.etag:
            return True
        tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
        return "*" in tags or answer.etag in tags
    since = headers.get("HTTP_IF_MODIFIED_SINCE")
    if since is None or answer.modified is None:
        return False
    moment = parse_http_date_safe(since)
    return moment is not None and answer.modified <= moment

"""Public answers that are the same for everybody: built apart from any request, then sent.

A builder returns a `Built`: bytes, and what they depend on. Whoever keeps answers builds one and
drops it when any of that changes; a view sends it with a validator, so that a client which has it
already is told so in a 304.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, Final, cast

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

MAX_AGE: Final = 60
"""Seconds for which a cache may answer without asking."""

_IN_MEMORY: Final = 2**20
_PIECE: Final = 2**16


@dataclass(frozen=True)
class Built:
    """An answer.

    Attributes:
        body: what is sent.
        content_type: its media type.
        depends_on: labels of the models whose rows it was built from.
        language: code of the language that it is in; empty for none.
    """

    body: bytes
    content_type: str
    depends_on: frozenset[str]
    language: str = ""

    @cached_property
    def etag(self) -> str:
        """The strong validator: the SHA-256 of the body, in quotes."""
        return f'"{hashlib.sha256(self.body).hexdigest()}"'


def json_body(value: Any) -> bytes:
    """Return plain JSON values as compact UTF-8, the same bytes for the same values."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def answer(request: HttpRequest, built: Built, *, key: str = "") -> HttpResponseBase:
    """Return the response to a request for something built: the body, or a 304.

    Args:
        request: the request.
        built: the answer.
        key: surrogate key by which a content delivery network can forget it; empty for none.
    """
    response = HttpResponse(built.body, content_type=built.content_type)
    if built.language:
        response["Content-Language"] = built.language
    return _validated(request, response, built.etag, key=key)


def answer_in_pieces(
    request: HttpRequest, pieces: Iterable[bytes], *, content_type: str, key: str = ""
) -> HttpResponseBase:
    """Return the response of a body that is too large to be held in memory.

    It is written to a temporary file once, which tells its length and its hash before the first
    byte is sent.

    Args:
        request: the request.
        pieces: the body.
        content_type: its media type.
        key: as `answer` takes it.
    """
    digest = hashlib.sha256()
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when all is sent
    for piece in pieces:
        digest.update(piece)
        file.write(piece)
    length = file.tell()
    file.seek(0)
    # The handler of WSGI reads the body of an answer to HEAD as well; servers drop it.
    body = () if request.method == "HEAD" else _read(file)
    response = StreamingHttpResponse(body, content_type=content_type)
    response["Content-Length"] = str(length)
    sent = _validated(request, response, f'"{digest.hexdigest()}"', key=key)
    if sent is not response or request.method == "HEAD":
        file.close()
    return sent


def _read(file: Any) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece


def _validated(
    request: HttpRequest, response: HttpResponseBase, etag: str, *, key: str
) -> HttpResponseBase:
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    # Whatever has headers will do; only the stubs ask for a body in memory.
    sent = get_conditional_response(request, etag=etag, response=cast("HttpResponse", response))
    found = cast("HttpResponseBase", sent)
    if key:
        found["Surrogate-Key"] = key  # a 304 does not take it over
    return found

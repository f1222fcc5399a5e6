"""``/api/v2/openapi.json``: the description, made once per process."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from pages.delivery.openapi.document import describe

NAME: Final = "openapi.json"
SECONDS: Final = 300
"""How long a client may use it without asking: it changes when the software does."""


@csrf_exempt
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Answer with the description of the API at this address."""
    content, etag = _made(request.path.removesuffix(f"/{NAME}"))
    # Anybody may read it from a browser, as all that is public.
    response = HttpResponse(content, content_type="application/json", headers={"ETag": etag})
    patch_cache_control(response, public=True, max_age=SECONDS)
    return get_conditional_response(request, etag=etag, response=response) or response


@lru_cache(maxsize=4)
def _made(server: str) -> tuple[bytes, str]:
    """Return the description as bytes, and its ETag."""
    content = serialized(describe(server=server)).encode()
    return content, f'"{hashlib.sha256(content).hexdigest()}"'


def serialized(document: object) -> str:
    """Return a description as the text that is served and kept."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

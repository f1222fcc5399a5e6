"""What ``PAGES["PREVIEW_URL"]`` may hold."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

PLACEHOLDERS: Final = ("token", "locale", "path", "content_type")

_PLACEHOLDER: Final = re.compile(r"\{(.*?)\}")


def fault_in_preview_url(value: object) -> str:
    """Return what is wrong with a value, after "must", or nothing."""
    if not isinstance(value, str):
        return "must be an address, or empty"
    if not value:
        return ""
    address = urlsplit(value)
    if address.scheme not in ("http", "https") or not address.netloc or "{" in address.netloc:
        return "must be an address that starts with http:// or https:// and a host"
    named = _PLACEHOLDER.findall(value)
    if "token" not in named:
        return "must have {token} in it, in whose place the preview's token goes"
    if unknown := sorted(set(named) - set(PLACEHOLDERS)):
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        return f"must have no other places than {known}, and has {{{unknown[0]}}}"
    return ""

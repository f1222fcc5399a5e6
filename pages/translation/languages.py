"""Codes of languages."""

from __future__ import annotations


def language_of(code: str) -> str:
    """Return a language without its region: ``"es"`` for ``"es-MX"`` and ``"es_MX"``."""
    return code.replace("_", "-").partition("-")[0].lower()

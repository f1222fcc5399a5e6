"""System checks of machine translators: a mistake in their configuration is found at start."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.machine_translators.deepl import (
    SUPPORTED_FORMALITY_OPTIONS,
    DeepLTranslator,
)
from wagtail_localize.machine_translators.dummy import DummyTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator

from pages.translation.machine.registry import configurations

HINT: Final = "docs/machine-translation.md says how machine translators are set up."


def check_machine_translators(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report machine translators that would fail, write nonsense, or send texts unprotected."""
    try:
        known = configurations()
    except (TypeError, ValueError):
        # PAGES has another shape than it should, which has a check of its own.
        return []
    return [
        message for name, configuration in known.items() for message in _faults(name, configuration)
    ]


def _faults(name: str, configuration: Any) -> Iterator[checks.CheckMessage]:
    if not isinstance(configuration, Mapping) or "CLASS" not in configuration:
        yield _error(f"The machine translator “{name}” has no CLASS.")
        return
    try:
        translator = import_string(configuration["CLASS"])
    except ImportError:
        yield _error(f"The class of the machine translator “{name}” cannot be imported.")
        return
    if not (isinstance(translator, type) and issubclass(translator, BaseMachineTranslator)):
        yield _error(f"The machine translator “{name}” is not behind wagtail-localize's port.")
        return
    options: Mapping[str, Any] = configuration.get("OPTIONS", {})
    if issubclass(translator, DummyTranslator) and not settings.DEBUG:
        yield checks.Warning(
            f"The machine translator “{name}” puts words in another order, and translates nothing.",
            hint=f"Use it in development alone. {HINT}",
            id="pages.W421",
        )
    if issubclass(translator, DeepLTranslator):
        yield from _faults_of_deepl(name, options)
    if issubclass(translator, LibreTranslator):
        yield from _faults_of_address(name, options)


def _faults_of_deepl(name: str, options: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    if not options.get("AUTH_KEY"):
        yield _error(f"The machine translator “{name}” has no AUTH_KEY.")
    formality = options.get("FORMALITY")
    if formality and formality not in SUPPORTED_FORMALITY_OPTIONS:
        known = ", ".join(sorted(SUPPORTED_FORMALITY_OPTIONS))
        yield _error(f"The FORMALITY of the machine translator “{name}” is none of {known}.")


def _faults_of_address(name: str, options: Mapping[str, Any]) -> Iterator[checks.CheckMessage]:
    address = urlsplit(str(options.get("LIBRETRANSLATE_URL", "")))
    if address.scheme not in ("http", "https") or not address.hostname:
        yield _error(f"The LIBRETRANSLATE_URL of the machine translator “{name}” is no address.")
    elif address.scheme == "http" and not _is_private(address.hostname):
        yield checks.Warning(
            f"The machine translator “{name}” is sent unpublished texts, and its key, over plain "
            "HTTP.",
            hint=f"Use https, or a server in your own network. {HINT}",
            id="pages.W422",
        )


def _is_private(host: str) -> bool:
    """Tell whether a host is this machine, or one of its own network by address or bare name."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host


def _error(message: str) -> checks.CheckMessage:
    return checks.Error(message, hint=HINT, id="pages.E420")


def fault_in_machine_translators(value: object) -> str:
    """Return what is wrong with `PAGES["MACHINE_TRANSLATORS"]`, or nothing."""
    if not isinstance(value, Mapping) or not all(isinstance(name, str) for name in value):
        return "must be a dict whose keys are names that you choose"
    if not all(
        isinstance(one, Mapping) and isinstance(one.get("CLASS"), str) for one in value.values()
    ):
        return 'must give each name a dict with "CLASS", a dotted path, and "OPTIONS"'
    return ""

"""Which machine translators a site has, and which of them is asked where nobody chooses.

They are classes behind wagtail-localize's port. `PAGES["MACHINE_TRANSLATORS"]` gives each a name;
localize's own setting, `WAGTAILLOCALIZE_MACHINE_TRANSLATOR`, is the one that is asked by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pages import conf
from pages.translation.machine.failures import MachineTranslationFailed

if TYPE_CHECKING:
    from wagtail_localize.machine_translators.base import BaseMachineTranslator
    from wagtail_localize.models import Translation

LOCALIZE: Final = "default"
"""The name of localize's own translator where `PAGES` does not name it."""

Configuration = Mapping[str, Any]
"""As localize has it: ``{"CLASS": "dotted.path", "OPTIONS": {…}}``."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A machine translator that can translate a page.

    Attributes:
        name: what it is chosen by.
        label: what it is called on the screen.
        is_default: whether it is asked where nobody chooses.
    """

    name: str
    label: str
    is_default: bool


def configurations() -> dict[str, Configuration]:
    """Return the configuration of every machine translator by name, the default one first."""
    named: dict[str, Configuration] = conf.machine_translators()
    default: Configuration | None = getattr(settings, "WAGTAILLOCALIZE_MACHINE_TRANSLATOR", None)
    if not default:
        return named
    for name, configuration in named.items():
        if configuration == default:
            return {name: configuration} | named
    return {LOCALIZE: default} | named


def translator_named(name: str = "") -> BaseMachineTranslator:
    """Return a machine translator; the default one where no name is given.

    Raises:
        MachineTranslationFailed: there is none, or none of this name.
    """
    known = configurations()
    if not known:
        raise MachineTranslationFailed(
            _("No machine translator is set up on this site. Ask an administrator.")
        )
    chosen = known.get(name) if name else next(iter(known.values()))
    if chosen is None:
        raise MachineTranslationFailed(
            _("There is no machine translator “%(name)s” on this site.") % {"name": name}
        )
    return built(chosen)


def built(configuration: Configuration) -> BaseMachineTranslator:
    """Return the machine translator of a configuration.

    Raises:
        ImportError: its class is not there.
    """
    translator: BaseMachineTranslator = import_string(configuration["CLASS"])(
        configuration.get("OPTIONS", {})
    )
    return translator


def offers(translation: Translation) -> list[Offer]:
    """Return the machine translators that can translate a page, the default one first."""
    return [
        Offer(name=name, label=str(translator.display_name), is_default=not place)
        for place, (name, translator) in enumerate(
            (name, built(configuration)) for name, configuration in configurations().items()
        )
        if translator.can_translate(translation.source.locale, translation.target_locale)
    ]

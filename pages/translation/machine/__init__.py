"""Machine translators behind wagtail-localize's port, and the quarantine of what they say."""

from pages.translation.machine.failures import MachineTranslationFailed
from pages.translation.machine.registry import Offer, offers
from pages.translation.machine.translating import MachineReport, MachineTranslate

__all__ = [
    "MachineReport",
    "MachineTranslate",
    "MachineTranslationFailed",
    "Offer",
    "offers",
]

"""Disclaimers in either language, complete unless said otherwise."""

from __future__ import annotations

from typing import Any

import factory
from wagtail.models import Locale

from pages.disclaimers.models import Disclaimer

TEXTS = {
    "en": ("Medical information", "<p>This page does not replace your doctor.</p>"),
    "es": ("Información médica", "<p>Esta página no sustituye a su médico.</p>"),
}


def locale(language: str) -> Locale:
    """Return the locale of a language, made if need be."""
    return Locale.objects.get_or_create(language_code=language)[0]


class DisclaimerFactory(factory.django.DjangoModelFactory):
    """``DisclaimerFactory(language="es", key="treatment-results")``."""

    class Meta:
        model = Disclaimer

    class Params:
        language = "en"

    key = "medical-information"
    locale = factory.LazyAttribute(lambda made: locale(made.language))
    title = factory.LazyAttribute(lambda made: TEXTS[made.language][0])
    text = factory.LazyAttribute(lambda made: f"{TEXTS[made.language][1]}<p>{made.key}</p>")


def disclaimers_in(language: str, *keys: str, **fields: Any) -> list[Disclaimer]:
    """Return a complete disclaimer for each key."""
    return [DisclaimerFactory(language=language, key=key, **fields) for key in keys]

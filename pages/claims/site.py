"""What this site decides about the rules: the `PAGES` setting as the engine takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pages import conf
from pages.claims.catalogue import BY_CODE
from pages.claims.engine import Choices
from pages.claims.lexicon import LEXICONS, lexicon_of
from pages.claims.phrases import PhraseError, parsed

SEVERITIES: Final = ("block", "warn", "off")


def site_choices() -> Choices:
    """Return the site's severities and further phrases; what is faulty in them is left out.

    `faults_of_severities` and `faults_of_terms` tell of it when the site starts.
    """
    severities: dict[str, Any] = {
        code: severity
        for code, severity in conf.claim_severities().items()
        if code in BY_CODE and severity in SEVERITIES
    }
    terms: dict[str, dict[str, list[str]]] = {}
    for code, by_language in conf.claim_terms().items():
        for language, phrases in by_language.items():
            sound = [phrase for phrase in phrases if not _fault_of(phrase, language)]
            if code in BY_CODE and BY_CODE[code].phrases and sound:
                terms.setdefault(code, {})[language] = sound
    return Choices(severities=severities, terms=terms)


def faults_of_severities(value: Any) -> str:
    """Return what is wrong with `CLAIM_SEVERITIES`; empty when nothing is."""
    if not isinstance(value, Mapping):
        return "is not a dict of severities by code of rule"
    for code, severity in value.items():
        if code not in BY_CODE:
            return f"names a rule that there is not, {code!r}"
        if severity not in SEVERITIES:
            return f'gives {code!r} another severity than "block", "warn" or "off"'
    return ""


def faults_of_terms(value: Any) -> str:
    """Return what is wrong with `CLAIM_TERMS`; empty when nothing is."""
    if not isinstance(value, Mapping):
        return "is not a dict of phrases by code of rule and language"
    return next(_faults_of_terms(value), "")


def _faults_of_terms(value: Mapping[Any, Any]) -> Iterator[str]:
    for code, by_language in value.items():
        if code not in BY_CODE:
            yield f"names a rule that there is not, {code!r}"
        elif not BY_CODE[code].phrases:
            yield f"adds phrases to {code!r}, which does not look for phrases"
        elif not isinstance(by_language, Mapping):
            yield f"holds no dict of phrases by language for {code!r}"
        else:
            for language, phrases in by_language.items():
                if language not in LEXICONS:
                    yield f"names a language without rules, {language!r}"
                elif not isinstance(phrases, list | tuple):
                    yield f"holds no list of phrases for {code!r} in {language!r}"
                else:
                    yield from filter(None, (_fault_of(phrase, language) for phrase in phrases))


def _fault_of(phrase: Any, language: str) -> str:
    lexicon = lexicon_of(language)
    if lexicon is None or not isinstance(phrase, str):
        return f"holds something that is no phrase, {phrase!r}"
    try:
        parsed(phrase, classes=lexicon.classes)
    except PhraseError as error:
        return f"holds a phrase that cannot be read: {error}"
    return ""

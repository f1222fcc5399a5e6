"""How hard a page is to read: Flesch-Kincaid for English, INFLESZ for Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from pages.claims.findings import Hit
from pages.claims.reading import Reading
from pages.claims.rule import Examples, Rule

FEWEST_WORDS: Final = 100
"""Below this many words, a measure of readability says nothing."""

HARDEST_GRADE: Final = 12.0
"""Flesch-Kincaid grade above which a page is hard: what takes more than twelve years of school."""

LOWEST_INFLESZ: Final = 45.0
"""INFLESZ below which a page is hard; the scale calls 40 to 55 “somewhat difficult”."""

_ENGLISH_VOWELS: Final = re.compile(r"[aeiouy]+")
_SPANISH_GROUPS: Final = re.compile(
    r"[aeoáéó][iuy](?![aeiouáéíóú])|[iu][aeoáéó][iu]?|[iu][iu]|[aeiouáéíóúü]", re.I
)


def english_syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    count = len(_ENGLISH_VOWELS.findall(word))
    if count < 2:
        return 1
    is_silent = word.endswith("e") and not word.endswith(("le", "ee"))
    is_ending = word.endswith(("es", "ed")) and word[-3:-2] not in "tdszxc"
    return count - 1 if is_silent or is_ending else count


def spanish_syllables(word: str) -> int:
    """Return how many syllables a Spanish word has, by its vowels and diphthongs."""
    return max(1, len(_SPANISH_GROUPS.findall(word)))


def flesch_kincaid(*, words: int, sentences: int, syllables: int) -> float:
    """Return the school grade that a text takes (Kincaid et al., 1975)."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def inflesz(*, words: int, sentences: int, syllables: int) -> float:
    """Return the perspicuity of a Spanish text (Szigriszt-Pazos, 1993; INFLESZ, 2008)."""
    return 206.835 - 62.3 * syllables / words - words / sentences


def _measured(reading: Reading) -> tuple[int, int, int]:
    """Return the words, sentences and syllables of the running text."""
    syllables_of = spanish_syllables if reading.lexicon.language == "es" else english_syllables
    counts: dict[str, int] = {}
    words = sentences = syllables = 0
    for sentence in reading.prose:
        spoken = [token for token in sentence.words if token.word[0].isalpha()]
        if not spoken:
            continue
        sentences += 1
        words += len(spoken)
        text = sentence.block.text
        for token in spoken:
            written = text[token.start : token.end].lower()
            if written not in counts:
                counts[written] = syllables_of(written)
            syllables += counts[written]
    return words, sentences, syllables


def _hard(reading: Reading, rule: Rule) -> Iterator[Hit]:
    words, sentences, syllables = _measured(reading)
    if words < FEWEST_WORDS:
        return
    if reading.lexicon.language == "es":
        score = inflesz(words=words, sentences=sentences, syllables=syllables)
        if score < LOWEST_INFLESZ:
            yield Hit(values={"measure": f"INFLESZ {score:.0f}"})
    else:
        grade = flesch_kincaid(words=words, sentences=sentences, syllables=syllables)
        if grade > HARDEST_GRADE:
            yield Hit(values={"measure": f"Flesch-Kincaid {grade:.0f}"})


_HARD_ENGLISH = (
    "Notwithstanding considerable methodological heterogeneity, contemporary rehabilitation "
    "programmes incorporating progressively individualised neuromuscular strengthening "
    "interventions, proprioceptive retraining and comprehensive biomechanical recommendations "
    "demonstrate compatibility with interdisciplinary organisational requirements "
)
_HARD_SPANISH = (
    "Independientemente de la considerable heterogeneidad metodológica, los programas "
    "contemporáneos de rehabilitación neuromuscular progresivamente individualizada incorporan "
    "recomendaciones biomecánicas interdisciplinarias extraordinariamente especializadas "
)

RULES = (
    Rule(
        code="readability.hard",
        severity="warn",
        title=_("Hard to read"),
        message=_(
            "The text is hard to read (%(measure)s). Shorten sentences, and use everyday words "
            "where there are any."
        ),
        source="NIH, Clear Communication; Barrio-Cantalejo et al., INFLESZ (2008)",
        check=_hard,
        examples={
            "en": Examples(
                found=(_HARD_ENGLISH * 5,), clean=("Rest the foot. Put ice on the heel. " * 20,)
            ),
            "es": Examples(
                found=(_HARD_SPANISH * 6,), clean=("Repose el pie. Ponga hielo en el talón. " * 20,)
            ),
        },
    ),
)

"""The text of the workload, from a seed: the same pages, references and queries on every machine.

Pure: no database, no clock. A page's words are some that every page has and a few that only
pages of its topics have, so that queries find anything from one page to nearly all of them.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

LANGUAGES: Final = ("en", "es")
PARAGRAPHS: Final = 20
REFERENCES: Final = 10
SECTIONS: Final = 5
"""Sections of a body; its paragraphs and references are dealt out evenly."""

FAMILIES: Final = 10
"""How many different lists of references there are: pages whose numbers differ by it share one."""

SENTENCES: Final = 3
TOPICS: Final = 900
TOPICS_OF_A_PAGE: Final = 6


def _split(words: str) -> list[str]:
    return words.split()


_NOUNS: Final = {
    "en": _split(
        "joint lining cartilage tendon muscle shoulder elbow wrist finger hip knee ankle heel "
        "neck back spine morning evening walk rest stretch visit clinic nurse doctor family "
        "home kitchen garden chair bed diary question answer appointment season weather "
        "swelling stiffness warmth movement posture balance grip step stair meal water sleep "
        "breathing skin blood sample picture scan"
    ),
    "es": _split(
        "articulación membrana cartílago tendón músculo hombro codo muñeca dedo cadera "
        "rodilla tobillo talón cuello espalda columna mañana tarde paseo reposo estiramiento "
        "visita clínica enfermera médico familia casa cocina jardín silla cama diario "
        "pregunta respuesta cita estación tiempo hinchazón rigidez calor movimiento postura "
        "equilibrio fuerza paso escalera comida agua sueño respiración piel sangre muestra "
        "imagen prueba"
    ),
}
_ADJECTIVES: Final = {
    "en": _split(
        "plain round narrow broad inner outer slow quiet common usual gentle firm warm cool "
        "dry steady short long"
    ),
    "es": _split(
        "sencillo redondo estrecho amplio interno externo lento tranquilo común habitual "
        "suave firme templado fresco seco constante corto largo"
    ),
}
_SENTENCES: Final = {
    "en": (
        "The {a} {n} near the {m} changes with {t}, and people notice it after a {o}.",
        "Some people with {t} describe a {a} {n}, and others a {b} {m}.",
        "During {t} the {n} and the {m} are examined, and the {o} is written down.",
        "A {a} {n} often comes before the {m}, and {t} is one of several reasons for it.",
        "How the {n} feels with {t} differs from one person to the next, as the {m} does.",
        "The team asks about the {n}, the {m} and the {o}, and looks for {t}.",
    ),
    "es": (
        "El aspecto {a} de {n} junto a {m} cambia con {t}, y se nota después de {o}.",
        "Algunas personas con {t} describen {n} de tipo {a}, y otras {m} de tipo {b}.",
        "Durante {t} se examinan {n} y {m}, y se anota {o}.",
        "El signo {a} de {n} aparece antes que {m}, y {t} es una de varias razones.",
        "La sensación de {n} con {t} es distinta en cada persona, igual que {m}.",
        "El equipo pregunta por {n}, {m} y {o}, y busca {t}.",
    ),
}
_TITLES: Final = {"en": "{t} of the {a} {n}", "es": "{t} de {n} de tipo {a}"}
_SUMMARIES: Final = {
    "en": "What {t} is, how the {n} and the {m} change with it, and whom to ask.",
    "es": "Qué es {t}, cómo cambian {n} y {m}, y a quién preguntar.",
}
_HEADINGS: Final = {"en": "The {n} and the {m}", "es": "Sobre {n} y {m}"}
_SYLLABLES: Final = (
    "ar",
    "bel",
    "cor",
    "dar",
    "fen",
    "gal",
    "lum",
    "mer",
    "nol",
    "par",
    "ral",
    "tev",
)
_ENDINGS: Final = ("itis", "osis", "ema", "algia")


@dataclass(frozen=True, slots=True)
class PageText:
    """What one page says.

    Attributes:
        title: of the page.
        summary: two lines.
        headings: of its sections.
        paragraphs: of its body, `PARAGRAPHS` of them.
        references: places in the library of the references that it cites, `REFERENCES` of them.
    """

    title: str
    summary: str
    headings: tuple[str, ...]
    paragraphs: tuple[str, ...]
    references: tuple[int, ...]


def page_text(number: int, language: str, *, seed: int) -> PageText:
    """Return the text of the page of this number in a language."""
    chance = random.Random(f"{seed}/{number}")  # the same topics in both languages
    topics = _page_topics(chance)
    chance = random.Random(f"{seed}/{number}/{language}")
    return PageText(
        title=_written(_TITLES[language], topics[:1], language, chance).capitalize(),
        summary=_written(_SUMMARIES[language], topics[:1], language, chance),
        headings=tuple(
            f"{_written(_HEADINGS[language], topics, language, chance)} {_letter(place)}"
            for place in range(SECTIONS)
        ),
        paragraphs=tuple(
            " ".join(
                _written(sentence, topics, language, chance)
                for sentence in chance.choices(_SENTENCES[language], k=SENTENCES)
            )
            for _ in range(PARAGRAPHS)
        ),
        references=references_of(number),
    )


def references_of(number: int) -> tuple[int, ...]:
    """Return the places in the library of the references that a page cites."""
    family = number % FAMILIES
    return tuple(range(family * REFERENCES, (family + 1) * REFERENCES))


def library_size() -> int:
    """Return how many references all pages together cite."""
    return FAMILIES * REFERENCES


def queries(language: str, *, seed: int, count: int = 100) -> list[str]:
    """Return different queries of one and of two words in a language, of common and rare words."""
    chance = random.Random(f"{seed}/queries/{language}")
    common = list(_NOUNS[language])
    found: dict[str, None] = {}
    while len(found) < count:
        topic = chance.choices(_topics(), cum_weights=_topic_weights())[0]
        ways = (
            (topic,),
            (chance.choice(common),),
            (topic, chance.choice(common)),
            (chance.choice(common), chance.choice(common)),
        )
        found.setdefault(" ".join(dict.fromkeys(ways[len(found) % len(ways)])))
    return list(found)


def _written(pattern: str, topics: Sequence[str], language: str, chance: random.Random) -> str:
    nouns, adjectives = _NOUNS[language], _ADJECTIVES[language]
    n, m, o = (nouns[int(chance.random() * len(nouns))] for _ in range(3))
    a, b = (adjectives[int(chance.random() * len(adjectives))] for _ in range(2))
    t = topics[int(chance.random() * len(topics))]
    return pattern.format(n=n, m=m, o=o, a=a, b=b, t=t)


def _letter(place: int) -> str:
    return "ABCDEFGHIJ"[place]


def _page_topics(chance: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < TOPICS_OF_A_PAGE:
        found.setdefault(chance.choices(_topics(), cum_weights=_topic_weights())[0])
    return list(found)


@cache
def _topics() -> list[str]:
    """Return words that no dictionary has, in the form that names of conditions take."""
    stems = ("".join(parts) for parts in itertools.permutations(_SYLLABLES, 3))
    ends = itertools.cycle(_ENDINGS)
    words = [stem + next(ends) for stem in stems]
    random.Random(0).shuffle(words)
    return words[:TOPICS]


@cache
def _topic_weights() -> list[float]:
    return list(itertools.accumulate(1 / (place + 1) for place in range(TOPICS)))

"""A translation memory of any size, and the segments of a page that is much like what it knows."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from wordfreq import top_n_list, word_frequency

from pages.translation.memory.models import UnitOrigin
from pages.translation.memory.storing import Pair, Provider, store

UNITS_OF_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Segments:
    """The segments of a page: those that the memory has, those like them, and others."""

    known: list[str]
    alike: list[str]
    others: list[str]

    @property
    def all(self) -> list[tuple[str, str]]:
        """All of them as `suggestions` takes them."""
        texts = [*self.known, *self.alike, *self.others]
        return [(text, f"body.{number}.text") for number, text in enumerate(texts)]


class Speaker:
    """Makes sentences whose words are as frequent as they are in English."""

    def __init__(self, seed: int = 5) -> None:
        self.random = random.Random(seed)
        self.words = top_n_list("en", 20_000)
        self.weights = [word_frequency(word, "en") for word in self.words]

    def sentence(self) -> str:
        """Return a sentence of 3 to 30 words, now and then with a dose."""
        length = self.random.randint(3, 30)
        words = self.random.choices(self.words, self.weights, k=length)
        if self.random.random() < 0.2:
            words[length // 2] = f"{self.random.randint(1, 500)} mg"
        return " ".join(words).capitalize() + "."

    def edited(self, sentence: str) -> str:
        """Return a sentence with about one word in eight replaced, added or left out."""
        words = sentence.rstrip(".").split()
        for _ in range(max(1, len(words) // 8)):
            place = self.random.randrange(len(words))
            [other] = self.random.choices(self.words, self.weights)
            words[place : place + self.random.randint(0, 1)] = [other] * self.random.randint(0, 1)
        return " ".join(words or ["it"]).capitalize() + "."


def fill_memory(sentences: Sequence[str]) -> None:
    """Store sentences page by page, each with a translation of its own, as if signed."""
    for start in range(0, len(sentences), UNITS_OF_A_PAGE):
        page = sentences[start : start + UNITS_OF_A_PAGE]
        store(
            [Pair(text, f"ES {text}", f"body.{number}.text") for number, text in enumerate(page)],
            provider=Provider(
                origin=UnitOrigin.PAGE,
                source_language="en",
                target_language="es",
                title=f"Página {start}",
                translation_key=uuid.UUID(int=start + 1),
            ),
        )


def make_segments(speaker: Speaker, sentences: Sequence[str], count: int) -> Segments:
    """Return the segments of a page: a quarter known, half of them alike, a quarter new."""
    chosen = speaker.random.sample(list(sentences), 3 * count // 4)
    known, alike = chosen[: count // 4], chosen[count // 4 :]
    return Segments(
        known=known,
        alike=[speaker.edited(text) for text in alike],
        others=[speaker.sentence() for _ in range(count - len(chosen))],
    )

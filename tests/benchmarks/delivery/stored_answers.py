"""The stored answers of copies: those of a few that were made as publications make them, reworded.

To make an answer takes as long as to publish it, which nobody waits for a hundred thousand times.
So the first copies of each page get theirs from the product, and all others get the same with their
own words, ids, slugs, times and keys in the places of the others'. A sample is made anew by the
product and has to be the same: `check_answers`.
"""

from __future__ import annotations

import datetime
import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from wagtail.models import Page

from pages.delivery.answers import moment
from pages.delivery.feed.targets import family
from pages.delivery.models import DocumentDependency, PublishedDocument
from pages.delivery.search.indexing import index_documents
from pages.delivery.search.models import SearchEntry
from pages.delivery.serving.rendering import render
from pages.delivery.serving.storing import answer_hash
from tests.benchmarks.delivery import rows
from tests.benchmarks.measuring import WorkloadShrank

FIRST_ID: Final = 761_300
"""Of the copies whose answers are the models of others: no such number is in a text."""


class Template:
    """A text in which a page's words can be replaced by another page's, fast."""

    def __init__(self, text: str, slots: Sequence[str]) -> None:
        """Cut the text at its slots, the words of the page that it is of."""
        places = {word: at for at, word in enumerate(slots)}
        longest_first = sorted(map(re.escape, places), key=len, reverse=True)
        parts = re.split(f"({'|'.join(longest_first)})", text)
        self._parts = [places.get(part, part) for part in parts]

    @property
    def used(self) -> set[int]:
        """The places of the slots that are in the text."""
        return {part for part in self._parts if isinstance(part, int)}

    def filled(self, slots: Sequence[str]) -> str:
        """Return the text with other words."""
        return "".join(slots[part] if isinstance(part, int) else part for part in self._parts)


@dataclass(frozen=True, slots=True)
class Subject:
    """What an answer names of its own page: everything in which copies differ.

    Attributes:
        words: title, summary, headings and paragraphs.
        slug: of the page, in both languages.
        key: its translation key.
        published_at: when it was first public.
        fingerprints: of what was signed of the page and of its translation, in the order of the
            languages.
        ids: of the same.
    """

    words: Sequence[str]
    slug: str
    key: UUID
    published_at: datetime.datetime
    fingerprints: Sequence[str]
    ids: Sequence[int]

    @classmethod
    def of(
        cls, page: Any, *, words: Sequence[str], fingerprints: Sequence[str], ids: Sequence[int]
    ) -> Subject:
        """Return what is named of a page."""
        published_at = page.first_published_at
        return cls(words, page.slug, page.translation_key, published_at, fingerprints, ids)

    @property
    def slots(self) -> list[str]:
        """The texts to be replaced, always in the same order."""
        day = self.published_at.date().isoformat()
        times = str(moment(self.published_at)), f'"datePublished":"{day}"'
        names = f"/{self.slug}/", f'"{self.slug}"', self.key.hex, *times
        return [*self.words, *names, *self.fingerprints, *map(str, self.ids)]


class Model:
    """A stored answer, and what it rests on, as a pattern for those of other pages."""

    def __init__(self, document: PublishedDocument, subject: Subject) -> None:
        """Take the answer of a page.

        Raises:
            WorkloadShrank: it does not name everything in which pages differ.
        """
        slots = subject.slots
        self._document = document
        self._texts = [
            Template(text, slots) for text in (document.answer, document.item, document.links)
        ]
        self._targets = [
            Template(target, slots)
            for target in document.dependencies.values_list("target", flat=True)
        ]
        # The key is in what it rests on alone, and an English page does not name the Spanish text.
        elsewhere = {subject.key.hex, *subject.fingerprints}
        missing = {
            slot for place, slot in enumerate(slots) if place not in self._texts[0].used
        } - elsewhere
        if missing:
            raise WorkloadShrank(f"An answer does not have {sorted(missing)[:3]}.")

    def write(self, document: PublishedDocument, subject: Subject) -> list[str]:
        """Give an unsaved document its answer; return what it rests on."""
        slots = subject.slots
        document.answer, document.item, document.links = (
            text.filled(slots) for text in self._texts
        )
        document.answer_hash = hashlib.sha256(document.answer.encode()).hexdigest()
        document.answered_at = timezone.now()
        document.circumstances = self._document.circumstances
        return [target.filled(slots) for target in self._targets]


def insert_documents(
    documents: Sequence[PublishedDocument], targets: Sequence[Sequence[str]]
) -> None:
    """Write documents, what their answers rest on, and their index, as publications would."""
    made = PublishedDocument.objects.bulk_create(documents, batch_size=rows.BATCH)
    DocumentDependency.objects.bulk_create(
        (
            DocumentDependency(document_id=document.pk, target=target)
            for document, own in zip(made, targets, strict=True)
            for target in own
        ),
        batch_size=5 * rows.BATCH,
    )
    index_documents(made)


def check_answers(*, seed: int, sample: int) -> None:
    """Make some answers anew, and hold those that are stored to them.

    Raises:
        WorkloadShrank: one is another.
    """
    ids = list(PublishedDocument.objects.order_by("page_id").values_list("page_id", flat=True))
    chosen = random.Random(seed).sample(ids, min(sample, len(ids)))
    pages = list(Page.objects.filter(pk__in=chosen).select_related("locale"))
    for pk, made in render(pages).items():
        document = PublishedDocument.objects.get(page_id=pk)
        stored = document.answer, document.item, document.links, document.answer_hash
        if stored != (made.answer, made.item, made.links, answer_hash(made.answer)):
            raise WorkloadShrank(f"The stored answer about page {pk} is not the product's.")
        rests_on = set(document.dependencies.values_list("target", flat=True))
        if rests_on != made.targets or family(_key(pk)) not in rests_on:
            raise WorkloadShrank(f"What the answer about page {pk} rests on is not on record.")
        if document.search_entry.weights != SearchEntry.of(document).weights:
            raise WorkloadShrank(f"Page {pk} is not found by what it says.")


def _key(page_id: int) -> UUID:
    key: UUID = Page.objects.values_list("translation_key", flat=True).get(pk=page_id)
    return key

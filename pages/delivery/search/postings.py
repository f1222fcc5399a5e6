"""Which pages have a word, by how much it says about them: what a search is answered from.

A question is put together from the postings of its words. So what was read of a word once serves
every question that has it, and a page that changes is put into its new place without asking for all
others again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import Exists, OuterRef
from wagtail.models import Page

from pages.delivery.search.asking import MOST_LOOKUPS, PLAIN, Lookup, groups_for
from pages.delivery.search.models import SearchEntry
from pages.delivery.search.passages import TITLE, Passage
from pages.delivery.search.questions import holds
from pages.delivery.search.weights import unit_weight, weights
from pages.delivery.search.words import words
from pages.delivery.statements import (
    SIZES,
    Statement,
    asked_of_families,
    family_placeholders,
    size_for,
    written,
    written_once,
)
from pages.delivery.visibility import plain_pages

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Posting:
    """The pages that have a word or phrase.

    Attributes:
        pages: their ids, each once, in ascending order.
        weights: how much it weighs on each.
    """

    pages: NDArray[np.uint32]
    weights: NDArray[np.uint16]

    @classmethod
    def of(cls, weights: Mapping[int, int]) -> Posting:
        """Return that of pages whose weights are known, by id."""
        count = len(weights)
        return cls._ordered(
            np.fromiter(weights.keys(), dtype=np.uint32, count=count),
            np.fromiter(weights.values(), dtype=np.uint16, count=count),
        )

    @classmethod
    def _ordered(cls, pages: NDArray[np.uint32], weights: NDArray[np.uint16]) -> Posting:
        order = np.argsort(pages, kind="stable")  # fast where most are in order already
        return cls(pages[order], weights[order])

    def with_others(self, weights: Mapping[int, int], *, instead_of: Collection[int]) -> Posting:
        """Return the same with other pages in the place of some."""
        stay = ~np.isin(self.pages, np.fromiter(instead_of, dtype=np.int64))
        new = Posting.of(weights)
        return self._ordered(
            np.concatenate([self.pages[stay], new.pages]),
            np.concatenate([self.weights[stay], new.weights]),
        )


Postings = Mapping[Lookup, Posting]

PostingsOf = Callable[[Collection[Lookup]], Postings]
"""Tells where words are; what is public is not asked here."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of one page as the search knows them.

    Attributes:
        page_id: the page.
        language: code of its language.
        terms: of its text in reading order.
        weights: of those of them that weigh more than once in the text.
    """

    page_id: int
    language: str
    terms: tuple[str, ...]
    weights: Mapping[str, int]

    @classmethod
    def of_title(cls, page_id: int, title: str, language: str) -> PageWords:
        """Return those of a plain page, of which the title is searched."""
        read = tuple(word.term for word in words(title, language))
        return cls(page_id, language, read, weights([Passage(TITLE, title)], language))

    def weight_of(self, lookup: Lookup) -> int | None:
        """Return how much a word or phrase says about the page; None if it does not have it."""
        if lookup.language != self.language or not holds(self.terms, lookup.unit):
            return None
        return unit_weight(lookup.unit.alternatives, self.weights)


class FamilyWords(NamedTuple):
    """The words of a page and its translations.

    Attributes:
        page_ids: of all of them, those too that are not searched.
        searched: those that are.
    """

    page_ids: set[int]
    searched: list[PageWords]


def read_postings(lookups: Collection[Lookup]) -> dict[Lookup, Posting]:
    """Return where words are, from the database.

    Of reviewed pages the documents are searched, of all others the titles. It is one query, none if
    nothing is looked for, and several for questions in very many languages.
    """
    asked = list(lookups)
    found: dict[Lookup, dict[int, int]] = {lookup: {} for lookup in asked}
    for start in range(0, len(asked), MOST_LOOKUPS):
        some = asked[start : start + MOST_LOOKUPS]
        for group in groups_for(some):
            if group.at != PLAIN:
                lookup = some[group.at]
                weight = unit_weight(lookup.unit.alternatives, group.weights)
                found[lookup].update(dict.fromkeys(group.page_ids, weight))
                continue
            for page_id in group.page_ids:
                title = PageWords.of_title(page_id, group.title, group.language)
                for lookup in some:
                    found[lookup].update(weights_of([title], lookup))
    return {lookup: Posting.of(weights) for lookup, weights in found.items()}


def weights_of(pages: Iterable[PageWords], lookup: Lookup) -> dict[int, int]:
    """Return how much a word or phrase says about those of some pages that have it."""
    weights = {page.page_id: page.weight_of(lookup) for page in pages}
    return {page_id: weight for page_id, weight in weights.items() if weight is not None}


def mended(
    posting: Posting, lookup: Lookup, *, gone: Collection[int], there: Iterable[PageWords]
) -> Posting:
    """Return where a word is after some pages have changed.

    Args:
        posting: where it was; it is left as it is.
        lookup: the word or phrase.
        gone: the pages that changed.
        there: the words of those of them that are searched.
    """
    return posting.with_others(weights_of(there, lookup), instead_of=gone)


def words_of_families(families: Collection[UUID]) -> dict[UUID, FamilyWords]:
    """Return the words of pages and their translations as they are now, in one query.

    What was indexed before terms were stored is read from its text, in one query more.
    """
    found = {key: FamilyWords(set(), []) for key in families}
    keys, from_texts = list(families), {}
    for start in range(0, len(keys), SIZES[-1]):
        some = keys[start : start + SIZES[-1]]
        statement = _about_families(connection.alias, size_for(len(some)))
        for values in asked_of_families(statement, some, using=connection.alias):
            row = _FamilyRow(*values)
            family = found[row.key if isinstance(row.key, UUID) else UUID(row.key)]
            family.page_ids.add(row.page_id)
            if row.is_plain:
                title = PageWords.of_title(row.page_id, row.title, row.language)
                family.searched.append(title)
            elif row.indexed_hash is not None and row.indexed_hash == row.content_hash:
                if row.terms:
                    terms, known = tuple(row.terms.split()), json.loads(row.weights)
                    words_of_page = PageWords(row.page_id, row.document_language, terms, known)
                    family.searched.append(words_of_page)
                else:
                    from_texts[row.page_id] = family
    if from_texts:
        for entry in SearchEntry.objects.filter(pk__in=from_texts).select_related("document"):
            terms, language = tuple(entry.terms.split()), entry.document.locale
            read = PageWords(entry.document.page_id, language, terms, entry.weights)
            from_texts[read.page_id].searched.append(read)
    return found


class _FamilyRow(NamedTuple):
    page_id: int
    key: Any
    is_plain: Any
    title: str
    language: str
    document_language: str
    content_hash: str | None
    indexed_hash: str | None
    weights: str
    terms: str


# For each size once.
@written_once(most=len(SIZES))
def _about_families(alias: str, size: int) -> Statement:
    is_plain = Exists(plain_pages().filter(pk=OuterRef("pk")))
    pages = Page.objects.filter(translation_key__in=family_placeholders(size))
    statement = written(
        pages.annotate(is_plain=is_plain)
        .order_by()
        .values_list(
            "pk",
            "translation_key",
            "is_plain",
            "title",
            "locale__language_code",
            "published_document__locale",
            "published_document__content_hash",
            "published_document__search_entry__content_hash",
            "published_document__search_entry__weights",
            "published_document__search_entry__stored_terms",
        ),
        using=alias,
    )
    if statement is None:
        raise RuntimeError("The words of pages were asked for as if there could be none.")
    return statement

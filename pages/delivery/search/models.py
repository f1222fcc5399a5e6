"""The rows that the search reads: what it knows of each published document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from pages.delivery.search.passages import Passage, passages
from pages.delivery.search.weights import weights
from pages.delivery.search.words import words

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from pages.delivery.models import PublishedDocument

LONGEST_INDEX = 400_000
"""Characters of terms that are indexed of one document; PostgreSQL can hold no much longer ones."""


class SearchEntry(index.Indexed, models.Model):
    """What the search knows of one published document: an index of its signed content.

    It says where words are, and shows nobody anything. Of which content it is the index it tells by
    the hash, and it counts only as long as that is the content that is public: an entry that was
    left behind finds nothing.
    """

    # By the document's page, so that a search learns from its own rows which pages it has found.
    document = models.OneToOneField(
        "pages.PublishedDocument",
        to_field="page",
        db_column="page_id",
        verbose_name=_("published document"),
        on_delete=models.CASCADE,
        related_name="search_entry",
        primary_key=True,
    )
    content_hash = models.CharField(_("content hash"), max_length=64)
    weights = models.JSONField(_("weights of words"), default=dict)
    # What `terms` says; empty in entries from before it was stored, and of texts without a word.
    stored_terms = models.TextField(_("terms"), blank=True, default="")

    search_fields = [index.SearchField("terms")]
    # Not by signals, which may come late or not at all: see `pages.delivery.search.indexing`.
    search_auto_update = False
    # Wagtail's index of references has nothing to find here.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        default_permissions = ()
        indexes = [
            # Wagtail's index knows objects by their key as text; this leads from it to the row.
            models.Index(
                Cast("document", models.CharField(max_length=50)), name="pages_search_key_as_text"
            )
        ]

    def __str__(self) -> str:
        return str(self.document_id)

    @classmethod
    def of(cls, document: PublishedDocument) -> SearchEntry:
        """Return the entry of a document as it is now, not stored."""
        entry = cls(document=document, content_hash=document.content_hash)
        entry.weights = weights(entry.passages, document.locale)
        entry.stored_terms = entry.terms
        return entry

    @classmethod
    def get_indexed_objects(cls) -> QuerySet[SearchEntry]:
        """Return all entries with what they are made from."""
        return cls.objects.select_related("document")

    @cached_property
    def passages(self) -> list[Passage]:
        """What is searched of the document."""
        return passages(self.document.content)

    @cached_property
    def terms(self) -> str:
        """The terms of the document for Wagtail's index, in reading order.

        Words that are several read as one come after all others, or they would break phrases.
        """
        if self.stored_terms:
            return self.stored_terms
        simple: list[str] = []
        joined: list[str] = []
        for passage in self.passages:
            for word in words(passage.text, self.document.locale):
                (joined if word.parts else simple).append(word.term)
        return " ".join(simple + joined)[:LONGEST_INDEX]

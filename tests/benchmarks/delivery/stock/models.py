"""A page as a plain Wagtail site would model it: rich text in a stream, references beside it."""

from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from rest_framework.serializers import CharField
from wagtail import blocks
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index


class StockAuthor(models.Model):
    """Who wrote a page: a snippet, as the library below is made of snippets."""

    name = models.CharField(max_length=255)
    credentials = models.CharField(max_length=255, blank=True)

    def __str__(self) -> str:
        return self.name


class LibraryEntry(models.Model):
    """A reference of the library that all pages share."""

    text = models.TextField()
    doi = models.CharField(max_length=255, blank=True)
    url = models.CharField(max_length=255, blank=True)

    def __str__(self) -> str:
        return self.text


class StockPage(Page):
    """A condition, explained to patients, without review."""

    author = models.ForeignKey(StockAuthor, null=True, on_delete=models.PROTECT, related_name="+")
    summary = models.TextField(blank=True)
    body = StreamField(
        [
            (
                "section",
                blocks.StructBlock(
                    [("heading", blocks.CharBlock()), ("text", blocks.RichTextBlock())]
                ),
            )
        ]
    )
    causes = RichTextField(blank=True)
    urgent_care = RichTextField(blank=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("causes"),
        index.SearchField("urgent_care"),
    ]
    api_fields = [
        APIField("summary"),
        APIField("author", serializer=CharField(source="author.name")),
        APIField("body"),
        APIField("causes"),
        APIField("urgent_care"),
        APIField("sources"),
    ]


class Source(Orderable):
    """A reference of a page: its place in the page's list, and an entry of the library."""

    page = ParentalKey(StockPage, on_delete=models.CASCADE, related_name="sources")
    entry = models.ForeignKey(LibraryEntry, on_delete=models.PROTECT, related_name="+")

    api_fields = [
        APIField("text", serializer=CharField(source="entry.text")),
        APIField("doi", serializer=CharField(source="entry.doi")),
        APIField("url", serializer=CharField(source="entry.url")),
    ]

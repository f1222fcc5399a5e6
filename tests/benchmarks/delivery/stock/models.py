"""A page as a plain Wagtail site would model it: rich text in a stream, references beside it."""

from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index


class StockPage(Page):
    """A condition, explained to patients, without review."""

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
        APIField("body"),
        APIField("causes"),
        APIField("urgent_care"),
        APIField("sources"),
    ]


class Source(Orderable):
    """A reference of a page."""

    page = ParentalKey(StockPage, on_delete=models.CASCADE, related_name="sources")
    text = models.TextField()
    doi = models.CharField(max_length=255, blank=True)
    url = models.CharField(max_length=255, blank=True)

    api_fields = [APIField("text"), APIField("doi"), APIField("url")]

"""Verifying that what is served of a document is made from it."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.models import Page

from pages.delivery.feed.settling import awaits_settling
from pages.delivery.findings import Finding
from pages.delivery.models import PublishedDocument
from pages.delivery.serving.rendering import circumstances, render


def verify_answer(document: PublishedDocument) -> Iterator[Finding]:
    """Make the answer of a document again and compare it with the stored one.

    One that is known to be out of date is not compared: nobody is served it.
    """
    if document.circumstances != circumstances() or awaits_settling(document):
        return
    page = Page.objects.filter(pk=document.page_id).select_related("locale").get()
    made = render([page]).get(page.pk)
    if made is not None and (made.answer, made.item, made.links) != (
        document.answer,
        document.item,
        document.links,
    ):
        yield Finding(
            "answer.differs",
            "What the API says of the page is not what its document and its surroundings make. "
            "Find out who changed it, and run rebuild_documents.",
            page_id=document.page_id,
            title=str(document.content.get("title", "")),
            language=document.locale,
        )

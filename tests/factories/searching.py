"""Many public documents at once, to search in: stored as if they had been signed one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from pages.content.condition import ConditionPage
from pages.content.index import ConditionIndexPage
from pages.delivery.documents import content_hash
from pages.delivery.models import PublishedDocument
from pages.delivery.search.indexing import index_documents
from pages.people.models import Person
from pages.publishing import guards
from pages.review.models import Approval
from tests.factories.content import index_page, locale
from tests.factories.delivery import a_reviewer


@dataclass(frozen=True, slots=True)
class Written:
    """What a page says: its title, a summary, and sections of a heading and paragraphs each."""

    title: str
    summary: str = ""
    sections: Sequence[tuple[str, Sequence[str]]] = ()
    language: str = "en"
    fields: dict[str, Any] = field(default_factory=dict)

    def content(self) -> dict[str, Any]:
        """Return it as a document holds it."""
        body = [
            {
                "type": "section",
                "id": f"section-{number}",
                "value": {
                    "heading": heading,
                    "text": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
                },
            }
            for number, (heading, paragraphs) in enumerate(self.sections)
        ]
        return {
            "title": self.title,
            "summary": self.summary,
            "body": body,
            "references": [],
            "disclaimers": [],
            "seo": {"title": "", "description": ""},
            "json_ld": {},
            "hero_image": None,
            "author": None,
        } | self.fields


def stored(pages: Iterable[Written], *, indexed: bool = True) -> list[int]:
    """Store pages that are public, with their documents; return their ids in the same order."""
    written = list(pages)
    with guards.suspended():
        rows = [row for language in ("en", "es") for row in _rows(written, language)]
        rows.sort(key=lambda row: row[0])
        pages_made = Page.objects.bulk_create([page for _place, page in rows], batch_size=500)
        for _place, page in rows:
            ConditionPage(page_ptr=page, body=[], summary="").save_base(raw=True)
        reviewer = a_reviewer()
        person = Person.objects.get(user=reviewer)
        approvals = Approval.objects.bulk_create(
            [_approval(page, reviewer, person) for page in pages_made], batch_size=200
        )
        documents = PublishedDocument.objects.bulk_create(
            [
                _document(one, page, approval)
                for one, page, approval in zip(written, pages_made, approvals, strict=True)
            ],
            batch_size=200,
        )
    if indexed:
        for start in range(0, len(documents), 500):
            index_documents(documents[start : start + 500])
    return [page.pk for page in pages_made]


def _rows(written: Sequence[Written], language: str) -> list[tuple[int, Page]]:
    mine = [(place, one) for place, one in enumerate(written) if one.language == language]
    if not mine:
        return []
    parent = index_page(ConditionIndexPage, language)
    content_type = ContentType.objects.get_for_model(ConditionPage)
    now, last = timezone.now(), parent.get_last_child()
    path = last._inc_path() if last else Page._get_path(parent.path, parent.depth + 1, 1)
    made = []
    for place, one in mine:
        page = Page(
            title=one.title,
            draft_title=one.title,
            slug=slugify(f"{one.title}-{place}"),
            content_type=content_type,
            locale=locale(language),
            path=path,
            depth=parent.depth + 1,
            live=True,
            first_published_at=now,
            url_path=f"{parent.url_path}{slugify(one.title)}-{place}/",
        )
        made.append((place, page))
        path = page._inc_path()
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(made))
    return made


def _approval(page: Page, reviewer: Any, person: Person) -> Approval:
    return Approval(
        page_id=page.pk,
        language_code=page.locale.language_code,
        fingerprint=f"{page.pk:064x}",
        row_fingerprint=f"{page.pk:064x}",
        reviewer=reviewer,
        person=person,
        reviewer_name="A reviewer",
        meaning="I have read it.",
        signed_at=timezone.now(),
        activated_at=timezone.now(),
    )


def _document(one: Written, page: Page, approval: Approval) -> PublishedDocument:
    content = one.content()
    return PublishedDocument(
        page_id=page.pk,
        locale=one.language,
        approval=approval,
        content=content,
        content_hash=content_hash(content),
    )

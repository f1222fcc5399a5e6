"""Documents: the public content of a page, built from signed content, stored and taken back.

`build_content` makes the content of a draft or a live row alike, so that a preview shows what the
public will read. `publish_document` and `withdraw_document` are called in the transaction in which
the page's public state changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from pages.citations.page import cited_references
from pages.content.files import files_linked_in, files_of, linked_files
from pages.delivery import json_ld
from pages.delivery.blocks import BlockReader
from pages.delivery.feed.settling import settle_after_commit
from pages.delivery.images import prefetch_renditions, public_image
from pages.delivery.links import linked_page_ids, page_marker
from pages.delivery.models import PublishedDocument
from pages.delivery.page_types import ALT_TEXTS, base_label, shaped_fields, type_fields
from pages.delivery.references import public_reference
from pages.delivery.rich_text import public_html
from pages.delivery.search.indexing import index_documents
from pages.delivery.serving.storing import store_answers
from pages.delivery.sizes import make_sizes_of
from pages.disclaimers.resolution import disclaimers_for, texts_of
from pages.disclaimers.signed import public_wordings
from pages.people.profile import public_data
from pages.publishing.passes import holding_pass
from pages.publishing.reading import pointed_to
from pages.publishing.values import as_read, canonical, children, content_relations
from pages.review.approvals import active_approval

if TYPE_CHECKING:
    from pages.disclaimers.wording import Wording
    from pages.people.models import Person
    from pages.review.models import Approval

Json = dict[str, Any]


class NothingSigned(LookupError):
    """Raised where a document would be stored without an active approval to build it from."""


def build_content(page: Page, *, wordings: Sequence[Wording] | None = None) -> Json:
    """Return the public content of a page in its language, as plain JSON values.

    Args:
        page: a specific instance of a reviewed page type, with draft or live content.
        wordings: what its disclaimers say; the signed wordings of those that its type requires,
            unless given.

    Returns:
        What `docs/api.md` describes, apart from what depends on the moment of asking (address,
        alternates, review, retractions). Links to pages are still unsettled: see
        `pages.delivery.links`. ``seo`` and ``json_ld`` are parts of it too.
    """
    cited = cited_references(page)
    reader = BlockReader(
        numbers={entry.reference.key: entry.number for entry in cited},
        files={file.pk: file for file in linked_files(page)},
    )
    prefetch_renditions(pointed_to(page, get_image_model()))
    content: Json = {
        "title": as_read(page.title),
        "summary": as_read(page.summary),
        "hero_image": public_image(page.hero_image, alt=as_read(page.hero_alt)),
        "body": reader.stream(page.body),
    }
    for name in type_fields(type(page)):
        content[name] = _field(page, name, reader)
    if shaped_fields(type(page)):
        content |= _story(page)
    language = page.locale.language_code
    content["author"] = _author(page.author, language=language)
    content["references"] = [public_reference(entry, language=language) for entry in cited]
    content["disclaimers"] = public_disclaimers(
        disclaimers_for(page) if wordings is None else wordings
    )
    content["seo"] = {
        "title": as_read(page.seo_title),
        "description": as_read(page.search_description),
    }
    content["json_ld"] = json_ld.described(content, kind=base_label(type(page)), language=language)
    return content


def content_hash(content: Json) -> str:
    """Return the SHA-256 (hex) of public content in canonical form."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def build_for(page: Page, approval: Approval) -> Json:
    """Return the public content of a live row, with the disclaimers that were signed with it.

    They say what a reviewer signed last.

    Raises:
        VersionMissingError: one of them has no wording that was signed as it is stored.
    """
    return build_content(page, wordings=public_wordings(approval.disclaimer_versions))


def public_disclaimers(wordings: Iterable[Wording]) -> list[Json]:
    """Return what disclaimers say as public content shows it."""

    def as_html(source: str) -> str:
        return public_html(source, {}, {file.pk: file for file in files_linked_in([source])})

    return texts_of(wordings, expand=as_html)


def publish_document(page: Page) -> PublishedDocument:
    """Build the document of a page that has just gone live, and put it before the public.

    Whoever calls it holds what the page rests on (see `pages.publishing.locks`): a wording of a
    disclaimer that is signed at the same moment would miss a document that is not there yet.

    Args:
        page: the specific live row.

    Raises:
        NothingSigned: no approval of the page is active.
    """
    approval = active_approval(page)
    if approval is None:
        raise NothingSigned(f"Page {page.pk} has no active approval to build a document from.")
    # Most are there since the draft was saved: see `pages.delivery.sizes`.
    make_sizes_of(page)
    content = build_for(page, approval)
    with holding_pass(page.pk, approval_id=approval.pk):
        document, _ = PublishedDocument.objects.update_or_create(
            page_id=page.pk,
            defaults={
                "locale": page.locale.language_code,
                "approval": approval,
                "content": content,
                "content_hash": content_hash(content),
            },
        )
        document.images.set(image_ids(content))
        document.documents.set(files_of(page))
        store_answers([page.pk])
    index_documents([document])
    settle_after_commit()
    return document


def withdraw_document(page: Page) -> None:
    """Take a page's document away from the public; nothing happens where there is none."""
    PublishedDocument.objects.filter(page_id=page.pk).delete()
    settle_after_commit()


class PublishDocument:
    """Effect of publication: the public reads a document of what went live, or none."""

    def went_live(self, page: Any, *, now: Any) -> None:
        """Build and store the document of the content that went live."""
        publish_document(page)

    def left_public(self, page: Any, *, now: Any, reason: str) -> None:
        """Remove the document."""
        withdraw_document(page)


def _field(page: Page, name: str, reader: BlockReader) -> Any:
    relations = {
        relation.get_accessor_name(): relation for relation in content_relations(type(page))
    }
    if name in relations:
        relation = relations[name]
        return [_row(row, parent=relation.field.name) for row in children(page, relation)]
    field = page._meta.get_field(name)
    value = getattr(page, name)
    if isinstance(field, StreamField):
        return reader.stream(value)
    if isinstance(field, RichTextField):
        return reader.rich_text(value)
    if isinstance(field, models.ManyToManyField):
        return [_plain(one) for one in sorted(value.all(), key=lambda one: one.pk)]
    if isinstance(value, AbstractImage):
        return public_image(value, alt=as_read(getattr(page, ALT_TEXTS.get(name, ""), "")))
    return _plain(value)


def _row(row: models.Model, *, parent: str) -> Any:
    """Return an inline child as an object of its fields, or as the page that is all it names."""
    left_out = {"id", "sort_order", "translation_key", "locale", parent}
    values = {
        field.name: _row_value(row, field)
        for field in row._meta.concrete_fields
        if field.name not in left_out
    }
    only = next(iter(values.values())) if len(values) == 1 else None
    return only if linked_page_ids(only) else values


def _row_value(row: models.Model, field: models.Field[Any, Any]) -> Any:
    """Return one value of an inline child; what it points to is named and need not be read."""
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Page):
        page_id = getattr(row, field.attname)
        return None if page_id is None else page_marker(page_id)
    return _plain(getattr(row, field.name))


def _plain(value: Any) -> Any:
    if isinstance(value, Page):
        return page_marker(value.pk)
    if isinstance(value, models.Model):
        return {"id": value.pk}
    return canonical(value)


def _story(page: Any) -> Json:
    """Return what a testimonial says in another form than it is stored in.

    The patient's permission and the name in it are in no way part of this.
    """
    is_translation = bool(page.quotation_language) and not page.is_in_patients_language
    original = None
    if is_translation and (original_words := as_read(page.original_quotation)):
        original = {"text": original_words, "language": page.quotation_language}
    return {
        "quotation": {
            "text": as_read(page.quotation),
            "language": page.locale.language_code,
            "is_translation": is_translation,
            "original": original,
        },
        "material_connection": {
            "kind": page.material_connection,
            "details": as_read(page.material_connection_details),
        },
    }


def _author(author: Person | None, *, language: str) -> Json | None:
    if author is None:
        return None
    data = public_data(author, role="author", language=language)
    if "photograph" in data:
        data["photograph"] = public_image(author.photograph, alt=author.name)
    return data


def image_ids(value: Any) -> set[int]:
    """Return the ids of the images that public content shows, wherever in it they are."""
    if isinstance(value, dict):
        found: set[int] = set().union(*map(image_ids, value.values()))
        return found | {value["id"]} if "renditions" in value else found
    if isinstance(value, list):
        return set().union(*map(image_ids, value))
    return set()

"""Serializer fields of the public API: each asks the answer that its page is part of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.fields import Field
from wagtail.api.v2.serializers import PageSerializer

from pages.delivery.addresses import html_url
from pages.delivery.links import public_links
from pages.delivery.nesting import pruned

if TYPE_CHECKING:
    from wagtail.models import Page

    from pages.delivery.answers import Answer


class AnswerField(Field):  # type: ignore[type-arg]  # its type parameters exist in the stubs only
    """A field whose value is not the row's but what the answer says about the page."""

    def __init__(self, **options: Any) -> None:
        """Make a read-only field."""
        super().__init__(read_only=True, source="*", **options)

    def get_attribute(self, instance: Page) -> Any:
        """Return the page's value, cut to the nested fields that were asked for."""
        value = self.read(self.context["view"].answer, instance)
        asked = getattr(self.parent, "nested_fields", {}).get(self.field_name)
        return value if asked is None else pruned(value, asked)

    def to_representation(self, value: Any) -> Any:
        """Return the value, which is plain JSON already."""
        return value

    def read(self, answer: Answer, page: Page) -> Any:
        """Return what the answer says of this page."""
        raise NotImplementedError("Each kind of field says where it reads.")


class DocumentField(AnswerField):
    """A field of the signed content, under the serializer field's own name."""

    def read(self, answer: Answer, page: Page) -> Any:
        """Return the field from the page's document, None where it has none."""
        return answer.field(page, str(self.field_name))


class TitleField(AnswerField):
    """The signed title, or the row's for pages that carry no medical prose."""

    def read(self, answer: Answer, page: Page) -> str:
        """Return the title."""
        return answer.title(page)


class SeoField(AnswerField):
    """What was signed for search engines: the serializer field's ``seo_title`` or description."""

    def read(self, answer: Answer, page: Page) -> str:
        """Return the text, which may be empty."""
        return answer.seo(page, "title" if self.field_name == "seo_title" else "description")


class HtmlUrlField(AnswerField):
    """The page's address on the frontend."""

    def read(self, answer: Answer, page: Page) -> str | None:
        """Return the address."""
        return html_url(page)


class ReviewField(AnswerField):
    """Who signed the page, and how current that is."""

    def read(self, answer: Answer, page: Page) -> Any:
        """Return the review."""
        return answer.review(page)


class JsonLdField(AnswerField):
    """The page's schema.org description."""

    def read(self, answer: Answer, page: Page) -> Any:
        """Return the JSON-LD object."""
        return answer.json_ld(page)


class AlternatesField(AnswerField):
    """The page's public translations."""

    def read(self, answer: Answer, page: Page) -> Any:
        """Return locale and addresses of each."""
        return answer.alternates(page)


class TranslationField(AnswerField):
    """Where a translated page comes from."""

    def read(self, answer: Answer, page: Page) -> Any:
        """Return source language, whether the translation is current, and what it lacks."""
        return answer.translation(page)


class ParentField(AnswerField):
    """The page above, where the public may read that one too."""

    def read(self, answer: Answer, page: Page) -> Any:
        """Return it in the form in which Wagtail's API nests pages."""
        parent = page.get_parent()
        public = self.context["base_queryset"].filter(pk=parent.pk).select_related("locale")
        links = public_links(public)
        return answer.nested(links[parent.pk]) if parent.pk in links else None


class SnippetField(AnswerField):
    """The text around what was searched for, as HTML; None for pages without a document."""

    def get_attribute(self, instance: Page) -> str | None:
        """Return the snippet, which depends on the request and not on the page alone."""
        found: dict[int, str | None] = self.context["view"].snippets
        return found.get(instance.pk)


class PublicPageSerializer(PageSerializer):
    """Wagtail's page serializer with every value that could be a draft's replaced."""

    nested_fields: dict[str, Any] = {}

    title = TitleField()
    html_url = HtmlUrlField()
    seo_title = SeoField()
    search_description = SeoField()
    parent = ParentField()
    alternates = AlternatesField()
    translation = TranslationField()
    search_snippet = SnippetField()
    review = ReviewField()
    json_ld = JsonLdField()

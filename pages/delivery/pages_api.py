"""The pages endpoint: Wagtail's v2 protocol, answered from signed documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.utils.functional import cached_property
from rest_framework.response import Response
from wagtail.api.utils import get_full_url
from wagtail.api.v2.utils import (
    BadRequestError,
    get_object_detail_url,
    page_models_from_string,
    parse_fields_parameter,
)
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page

from pages.delivery.addresses import page_for_html_path
from pages.delivery.answers import Answer
from pages.delivery.fields import DocumentField, PublicPageSerializer
from pages.delivery.nesting import FieldsConfig, checked
from pages.delivery.page_types import COMMON, document_fields
from pages.delivery.parameters import asked_id, refuse_unanswerable
from pages.delivery.visibility import public_pages
from pages.publishing import is_reviewed

if TYPE_CHECKING:
    from django.db.models import Model
    from rest_framework.request import Request
    from rest_framework.serializers import Serializer
    from wagtail.query import PageQuerySet

FILTERABLE = (
    "id",
    "title",
    "slug",
    "show_in_menus",
    "seo_title",
    "search_description",
    "first_published_at",
    "locale",
)
"""What may be filtered and ordered by. Other columns say what the row holds, not the document."""

REVIEW_FIELDS = ("review", "json_ld")


class PublicPagesAPIViewSet(PagesAPIViewSet):
    """Public pages: signed content for reviewed types, titles for the pages between them.

    Content never comes from the page's row. What the row may be asked for is where the page is and
    when it was first published.
    """

    base_serializer_class = PublicPageSerializer
    meta_fields: ClassVar[list[str]] = [
        "type",
        "detail_url",
        "html_url",
        "slug",
        "show_in_menus",
        "seo_title",
        "search_description",
        "first_published_at",
        "locale",
        "parent",
        "alternates",
        "translation",
    ]
    detail_only_fields: ClassVar[list[str]] = ["parent"]

    answer: Answer

    @classmethod
    def get_body_fields_names(cls, model: type[Model]) -> list[str]:
        """Return ``id``, ``title`` and the fields that a document of this type has.

        Without a type, these are the fields that all reviewed types have in common.
        """
        if is_reviewed(model):
            return [*cls.body_fields, *document_fields(model), *REVIEW_FIELDS]
        if model is Page:
            return [*cls.body_fields, *COMMON, *REVIEW_FIELDS]
        return list(cls.body_fields)

    @classmethod
    def get_meta_fields_names(cls, model: type[Model]) -> list[str]:
        """Return the fields of ``meta``; a model cannot add to them."""
        return list(cls.meta_fields)

    @classmethod
    def get_field_serializer_overrides(cls, model: type[Model]) -> dict[str, Any]:
        """Return a serializer field for everything that is answered from documents."""
        names = set(cls.get_body_fields_names(model)) - {"id", "title", *REVIEW_FIELDS}
        return {name: DocumentField() for name in names}

    @classmethod
    def get_available_fields(cls, model: type[Model], db_fields_only: bool = False) -> list[str]:
        """Return what may be asked for, or what may be filtered and ordered by."""
        if db_fields_only:
            return list(FILTERABLE)
        return [*cls.get_body_fields_names(model), *cls.get_meta_fields_names(model)]

    @classmethod
    def _get_serializer_class(
        cls,
        router: Any,
        model: type[Model],
        fields_config: FieldsConfig,
        show_details: bool = False,
        nested: bool = False,
    ) -> type[Serializer[Any]]:
        """Build the serializer; nested field lists are for our own fields to apply."""
        flat = [(name, is_left_out, None) for name, is_left_out, _ in fields_config]
        serializer_class: Any = super()._get_serializer_class(
            router, model, flat, show_details=show_details, nested=nested
        )
        serializer_class.nested_fields = {
            name: checked(name, inner) for name, _, inner in fields_config if inner
        }
        return serializer_class

    def get_base_queryset(self) -> PageQuerySet[Page]:
        """Return the public pages of the site that was asked."""
        return self._base_queryset

    @cached_property
    def _base_queryset(self) -> PageQuerySet[Page]:
        stock: PageQuerySet[Page] = super().get_base_queryset()
        return stock.filter(pk__in=public_pages().values("pk")).select_related("locale")

    def get_queryset(self) -> PageQuerySet[Page]:
        """Return the public pages of the types that were asked for."""
        types = self._asked_types  # an unknown one is refused before an unknown site
        queryset = self.get_base_queryset()
        return queryset.type(*types) if types else queryset

    def get_object(self) -> Page:
        """Return the page of a detail view: its row as a place, never its content.

        Raises:
            Http404: it is not public, or has stopped being so in this moment.
        """
        if not hasattr(self, "_cached_object"):
            # Two levels up: Wagtail's own next step would read the specific row.
            self._cached_object = super(PagesAPIViewSet, self).get_object()
            self.answer = self._answer_about([self._cached_object])
            if not self.answer.is_public(self._cached_object):
                raise Http404("not found")
        page: Page = self._cached_object
        return page

    def get_serializer_class(self) -> type[Serializer[Any]]:
        """Return the serializer of the page's own type, or of the one type that was asked for."""
        if self.action == "listing_view":
            model = self._asked_types[0] if len(self._asked_types) == 1 else Page
        else:
            model = self.get_object().specific_class or Page
        try:
            asked = parse_fields_parameter(self.request.GET.get("fields", ""))
        except ValueError as error:
            raise BadRequestError(f"fields error: {error}") from error
        return self._get_serializer_class(
            self.request.wagtailapi_router,
            model,
            asked,
            show_details=self.action != "listing_view",
        )

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what no database can be asked.

        Raises:
            BadRequestError: a parameter is none that can be asked.
        """
        super().initial(request, *args, **kwargs)
        refuse_unanswerable(request)

    def filter_queryset(self, queryset: PageQuerySet[Page]) -> Any:
        """Apply Wagtail's filters; a title is looked for in what the public reads.

        A row that got past the gate, as `loaddata` writes it, is not found by a title that nobody
        signed.

        Raises:
            BadRequestError: a value does not have the form of its field.
        """
        if title := self.request.GET.get("title"):
            queryset = queryset.filter(
                Q(published_document__isnull=True) | Q(published_document__content__title=title)
            )
        try:
            return super().filter_queryset(queryset)
        except ValidationError as error:
            raise BadRequestError(f"field filter error. {' '.join(error.messages)}") from error

    def paginate_queryset(self, queryset: PageQuerySet[Page]) -> Sequence[Page]:
        """Return one page of results, and read once what the answer needs to know about them."""
        found = list(super().paginate_queryset(queryset))
        self.answer = self._answer_about(found)
        return [page for page in found if self.answer.is_public(page)]

    def detail_view(self, request: Request, pk: int) -> Response:
        """Answer with one page, its language and its translations in the headers too."""
        response: Response = super().detail_view(request, pk)
        page = self.get_object()
        response["Content-Language"] = page.locale.language_code
        if links := self._alternate_links(page):
            response["Link"] = ", ".join(links)
        return response

    def find_object(self, queryset: PageQuerySet[Page], request: Request) -> Page | None:
        """Return the public page at ``?html_path=``, a path of the frontend, or with ``?id=``.

        Raises:
            Http404: the id is not a number.
        """
        if "html_path" in request.GET:
            page = page_for_html_path(request.GET["html_path"])
            return page if page and queryset.filter(pk=page.pk).exists() else None
        found: Page | None = queryset.filter(pk=asked_id(request)).first()
        return found

    @cached_property
    def _asked_types(self) -> tuple[type[Page], ...]:
        names = self.request.GET.get("type")
        try:
            return tuple(page_models_from_string(names)) if names else ()
        except (LookupError, ValueError) as error:
            raise BadRequestError("type doesn't exist") from error

    def _answer_about(self, pages: Sequence[Page]) -> Answer:
        router, request = self.request.wagtailapi_router, self.request
        return Answer(
            pages,
            detail_url=lambda page: get_object_detail_url(router, request, Page, page.pk),
            absolute=lambda path: get_full_url(request, path),
        )

    def _alternate_links(self, page: Page) -> list[str]:
        return [
            f'<{alternate["html_url"]}>; rel="alternate"; hreflang="{alternate["locale"]}"'
            for alternate in self.answer.alternates(page)
            if alternate["html_url"]
        ]

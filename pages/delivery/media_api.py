"""Images, files and redirects on the API: only those that something public shows or leads to."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.http import Http404
from django.utils.cache import get_conditional_response
from rest_framework.fields import Field
from rest_framework.status import HTTP_200_OK, HTTP_400_BAD_REQUEST
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter, SearchFilter
from wagtail.api.v2.utils import get_full_url
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.contrib.redirects.api.v2 import RedirectsAPIViewSet, RedirectSerializer
from wagtail.documents.api.v2.serializers import DocumentSerializer
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.serializers import ImageSerializer
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Site
from wagtail.search.backends import get_search_backend

from pages.delivery.addresses import page_for_html_path, roots_seen_from, sites_of
from pages.delivery.images import (
    focal_point,
    ready_sizes,
    ready_sizes_prefetch,
    with_addresses,
)
from pages.delivery.parameters import asked_id, refuse_unanswerable
from pages.delivery.redirects import find_redirect, public_redirects
from pages.delivery.redirects.lookup import location_of, without_occupied
from pages.delivery.serving.memory import memory
from pages.delivery.serving.responding import NOT_KEPT
from pages.delivery.visibility import public_documents

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse
    from rest_framework.request import Request
    from rest_framework.response import Response
    from wagtail.contrib.redirects.models import Redirect


SEARCHING: Final = frozenset({"search", "search_operator"})
"""Parameters of a search."""


class RenditionsField(Field):  # type: ignore[type-arg]  # its type parameters exist in the stubs only
    """The ready sizes of an image: the field's own name is ``renditions`` or ``srcset``.

    What is not ready is left out; a visitor's request makes none.
    """

    def get_attribute(self, instance: Any) -> dict[str, Any]:
        """Return what the pages say of the image, with addresses that work from another host."""
        request = self.context["request"]
        ready = with_addresses(ready_sizes(instance), lambda path: get_full_url(request, path))
        return dict(ready[str(self.field_name)])

    def to_representation(self, value: Any) -> Any:
        """Return the sizes, which are plain JSON already."""
        return value


class FocalPointField(Field):  # type: ignore[type-arg]  # its type parameters exist in the stubs only
    """The point to keep in view, as shares of width and height from the upper left corner."""

    def get_attribute(self, instance: Any) -> dict[str, float] | None:
        """Return ``x`` and ``y``, or None."""
        return focal_point(instance)

    def to_representation(self, value: Any) -> Any:
        """Return the point, which is plain JSON already."""
        return value


class DownloadUrlField(Field):  # type: ignore[type-arg]  # its type parameters exist in the stubs only
    """The address of the original file."""

    def get_attribute(self, instance: Any) -> str:
        """Return it with its host."""
        return str(get_full_url(self.context["request"], instance.file.url))

    def to_representation(self, value: str) -> str:
        """Return the address."""
        return value


class TagsField(Field):  # type: ignore[type-arg]  # its type parameters exist in the stubs only
    """The tags' names in order, without a query for each row."""

    def get_attribute(self, instance: Any) -> list[str]:
        """Return the names of the tags that the queryset has fetched."""
        return sorted(tag.name for tag in instance.tags.all())

    def to_representation(self, value: list[str]) -> list[str]:
        """Return the names."""
        return value


ASK_EACH_TIME: Final = "public, max-age=0, must-revalidate"
"""Not the site's choice for pages: no cache is told the addresses of images and files to forget."""


class CacheableAPIViewSet(BaseAPIViewSet):
    """Answers as the pages endpoint does: without blanks, and with what caches need to know."""

    def get_renderer_context(self) -> dict[str, Any]:
        """Return Wagtail's context without its indent."""
        return {**super().get_renderer_context(), "indent": None}

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Return the answer with a validator, or a 304 where the client has it."""
        final = super().finalize_response(request, response, *args, **kwargs)
        if final.status_code >= HTTP_400_BAD_REQUEST:
            final["Cache-Control"] = NOT_KEPT
        if final.status_code == HTTP_200_OK:
            final["Cache-Control"] = ASK_EACH_TIME
            final.add_post_render_callback(lambda made: _validated(request, made))
        return final


def _validated(request: Request, made: HttpResponse) -> HttpResponse | None:
    made["ETag"] = f'"{hashlib.sha256(made.content).hexdigest()}"'
    return get_conditional_response(request._request, etag=made["ETag"], response=made)


class WordsFilter(SearchFilter):
    """Wagtail's search, which finds nothing where nothing but blanks is asked for.

    On SQLite its backend would break at them.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        """Return what is found, or all where nothing is searched for."""
        found = super().filter_queryset(request, queryset, view)
        if "search" in request.GET and not request.GET["search"].split():
            return get_search_backend().search("", queryset)
        return found


FILTERS: Final = [FieldsFilter, OrderingFilter, WordsFilter]


class PublicImageSerializer(ImageSerializer):
    """Wagtail's image serializer with addresses that work from another host, and ready sizes."""

    download_url = DownloadUrlField(read_only=True)
    tags = TagsField(read_only=True)
    renditions = RenditionsField(read_only=True)
    srcset = RenditionsField(read_only=True)
    focal_point = FocalPointField(read_only=True)


class PublicImagesAPIViewSet(CacheableAPIViewSet, ImagesAPIViewSet):
    """The images that public documents show. Their alt texts are part of the pages."""

    base_serializer_class = PublicImageSerializer
    filter_backends: ClassVar[list[Any]] = FILTERS
    body_fields: ClassVar[list[str]] = [
        *ImagesAPIViewSet.body_fields,
        "focal_point",
        "renditions",
        "srcset",
    ]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what cannot be asked before anything is looked up."""
        super().initial(request, *args, **kwargs)
        refuse_unanswerable(request)

    def get_queryset(self) -> QuerySet[Any]:
        """Return the images in public documents, outside private collections."""
        return self._shown.all()

    @cached_property
    def _shown(self) -> QuerySet[Any]:
        # Each request asks for it twice, and Wagtail looks up which collections are private.
        queryset = super().get_queryset().filter(pk__in=public_documents().values("images"))
        shown: QuerySet[Any] = queryset.prefetch_related(ready_sizes_prefetch(), "tags")
        return shown

    @classmethod
    def get_available_fields(cls, model: Any, db_fields_only: bool = False) -> list[str]:
        """Return Wagtail's own; by the sizes, which are rows of their own, nothing is filtered."""
        names: list[str] = super().get_available_fields(model, db_fields_only=db_fields_only)
        return [name for name in names if not (db_fields_only and name == "renditions")]

    def find_object(self, queryset: QuerySet[Any], request: Request) -> Any:
        """Return the one with ``?id=``, or None.

        Raises:
            Http404: the id is not a number.
        """
        return queryset.filter(pk=asked_id(request)).first()


class PublicDocumentSerializer(DocumentSerializer):
    """Wagtail's document serializer, with tags read for all rows together."""

    tags = TagsField(read_only=True)


class PublicDocumentsAPIViewSet(CacheableAPIViewSet, DocumentsAPIViewSet):
    """The files that public documents link to."""

    base_serializer_class = PublicDocumentSerializer
    filter_backends: ClassVar[list[Any]] = FILTERS

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what cannot be asked before anything is looked up."""
        super().initial(request, *args, **kwargs)
        refuse_unanswerable(request)

    def get_queryset(self) -> QuerySet[Any]:
        """Return the files linked in public documents, outside private collections."""
        return self._linked.all()

    @cached_property
    def _linked(self) -> QuerySet[Any]:
        linked: QuerySet[Any] = (
            super().get_queryset().filter(pk__in=public_documents().values("documents"))
        )
        return linked.prefetch_related("tags")

    def find_object(self, queryset: QuerySet[Any], request: Request) -> Any:
        """Return the one with ``?id=``, or None.

        Raises:
            Http404: the id is not a number.
        """
        return queryset.filter(pk=asked_id(request)).first()


class LocationField(Field):  # type: ignore[type-arg]  # its type parameters exist in the stubs only
    """Where a redirect leads: a page's address on the frontend, or the link that was entered."""

    def get_attribute(self, instance: Redirect) -> str:
        """Return the address."""
        return location_of(instance) or ""

    def to_representation(self, value: str) -> str:
        """Return the address."""
        return value


class PublicRedirectSerializer(RedirectSerializer):
    """Wagtail's redirect serializer, leading to the frontend."""

    location = LocationField(read_only=True)


class PublicRedirectsAPIViewSet(CacheableAPIViewSet, RedirectsAPIViewSet):
    """Redirects, except those to pages that the public may not know of."""

    base_serializer_class = PublicRedirectSerializer
    body_fields: ClassVar[list[str]] = [*RedirectsAPIViewSet.body_fields, "is_permanent"]
    listing_default_fields: ClassVar[list[str]] = [
        *RedirectsAPIViewSet.listing_default_fields,
        "is_permanent",
    ]
    # There is no index of words for them.
    filter_backends: ClassVar[list[Any]] = [FieldsFilter, OrderingFilter]
    known_query_parameters = RedirectsAPIViewSet.known_query_parameters - SEARCHING

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what cannot be asked before anything is looked up."""
        super().initial(request, *args, **kwargs)
        refuse_unanswerable(request)
        memory.follow()  # the addresses of sites are kept

    def get_queryset(self) -> QuerySet[Any]:
        """Return the redirects to links and to public pages, none of them from a live page."""
        asked = Site.find_for_request(self.request)
        found = without_occupied(public_redirects(), site_id=asked.pk if asked else None)
        return found.order_by("id")

    def find_object(self, queryset: QuerySet[Any], request: Request) -> Redirect | None:
        """Return the redirect from ``?html_path=``, or with ``?id=``.

        Raises:
            Http404: there is none that the public may know of, or there is a page at the path.
        """
        if "html_path" not in request.GET:
            by_id: Redirect | None = queryset.filter(pk=asked_id(request)).first()
            return by_id
        path, site = request.GET["html_path"], Site.find_for_request(request)
        roots = roots_seen_from(site.pk if site else None)
        found: Redirect | None = None
        if page_for_html_path(path, roots=roots) is None:
            found = find_redirect(path, sites=sites_of(roots))
        if found is None:
            raise Http404("not found")
        return found

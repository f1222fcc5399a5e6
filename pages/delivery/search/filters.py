"""``?search=`` of the API: Wagtail's parameter, answered from signed content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from rest_framework.filters import BaseFilterBackend
from wagtail.api.v2.utils import BadRequestError

from pages.delivery.search.finding import AND, OPERATORS, search_ids

if TYPE_CHECKING:
    from rest_framework.request import Request
    from wagtail.models import Page
    from wagtail.query import PageQuerySet

MOST_PARAMETERS: Final = 500
"""Ids that the database is asked about one by one; more are compared with its answer here."""


class RankedPages:
    """Pages in the order in which a search found them: as much of a queryset as is paginated."""

    def __init__(self, queryset: PageQuerySet[Page], page_ids: Sequence[int]) -> None:
        """Take the ids of pages of the queryset, in order."""
        self._queryset = queryset
        self._page_ids = page_ids

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._page_ids)

    def __getitem__(self, part: slice) -> list[Page]:
        page_ids = self._page_ids[part]
        found = {page.pk: page for page in self._queryset.order_by().filter(pk__in=page_ids)}
        return [found[page_id] for page_id in page_ids if page_id in found]


class DocumentSearchFilter(BaseFilterBackend):
    """Cuts a listing to the pages that contain what is asked, best first unless ordered."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        """Return the listing, searched if the request asks for it. Must be the last filter.

        Raises:
            BadRequestError: the site allows no search, or the operator does not exist.
        """
        if "search" not in request.GET:
            return queryset
        if not getattr(settings, "WAGTAILAPI_SEARCH_ENABLED", True):
            raise BadRequestError("search is disabled")
        operator = request.GET.get("search_operator", AND).lower()
        if operator not in OPERATORS:
            raise BadRequestError("search_operator must be 'and' or 'or'")
        found = search_ids(
            request.GET["search"], locale=request.GET.get("locale"), operator=operator
        )
        listed = queryset.filter(pk__in=found) if len(found) <= MOST_PARAMETERS else queryset
        if request.GET.get("order"):
            known = set(found)
            ordered = [key for key in listed.values_list("pk", flat=True) if key in known]
        else:
            allowed = set(listed.order_by().values_list("pk", flat=True))
            ordered = [key for key in found if key in allowed]
        return RankedPages(queryset, ordered)

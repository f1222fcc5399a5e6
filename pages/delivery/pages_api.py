"""The pages endpoint, in the form in which Wagtail's API router takes endpoints."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail.api.v2.views import PagesAPIViewSet

from pages.delivery.serving.light_path import detail_view, find_view, listing_view


class PublicPagesAPIViewSet(PagesAPIViewSet):
    """Public pages: signed content for reviewed types, titles for the pages between them.

    Only the addresses are Wagtail's. The answers are those of `pages.delivery.serving`, made from
    documents.
    """

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the addresses of a list, of one page, and of the way to one."""
        return [
            path("", listing_view, name="listing"),
            path("<int:pk>/", detail_view, name="detail"),
            path("find/", find_view, name="find"),
        ]

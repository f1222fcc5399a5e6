"""The public API's endpoints: ``path("api/v2/", api_router.urls)`` puts them in a site."""

from __future__ import annotations

from typing import Any

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter

from pages.delivery.media_api import (
    PublicDocumentsAPIViewSet,
    PublicImagesAPIViewSet,
    PublicRedirectsAPIViewSet,
)
from pages.delivery.openapi import view
from pages.delivery.pages_api import PublicPagesAPIViewSet


class PublicAPIRouter(WagtailAPIRouter):
    """Wagtail's router, with the API's own description beside its endpoints."""

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses of all endpoints and of ``openapi.json``."""
        return [*super().get_urlpatterns(), path(view.NAME, view.openapi, name="openapi")]


api_router = PublicAPIRouter("wagtailapi")
api_router.register_endpoint("pages", PublicPagesAPIViewSet)
api_router.register_endpoint("images", PublicImagesAPIViewSet)
api_router.register_endpoint("documents", PublicDocumentsAPIViewSet)
api_router.register_endpoint("redirects", PublicRedirectsAPIViewSet)

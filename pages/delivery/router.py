"""The public API's endpoints: ``path("api/v2/", api_router.urls)`` puts them in a site."""

from __future__ import annotations

from wagtail.api.v2.router import WagtailAPIRouter

from pages.delivery.drafts.api import DraftsAPIViewSet, PagePreviewAPIViewSet
from pages.delivery.media_api import (
    PublicDocumentsAPIViewSet,
    PublicImagesAPIViewSet,
    PublicRedirectsAPIViewSet,
)
from pages.delivery.pages_api import PublicPagesAPIViewSet
from pages.delivery.site.endpoint import SiteEndpoint

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", PublicPagesAPIViewSet)
api_router.register_endpoint("images", PublicImagesAPIViewSet)
api_router.register_endpoint("documents", PublicDocumentsAPIViewSet)
api_router.register_endpoint("redirects", PublicRedirectsAPIViewSet)
# After "pages": the first endpoint of a model is where its objects have their addresses.
api_router.register_endpoint("drafts", DraftsAPIViewSet)
api_router.register_endpoint("page_preview", PagePreviewAPIViewSet)
api_router.register_endpoint("site", SiteEndpoint)

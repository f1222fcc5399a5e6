"""The public API's endpoints: ``path("api/v2/", api_router.urls)`` puts them in a site."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, JsonResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt
from wagtail.api.v2.router import WagtailAPIRouter

from pages.delivery.drafts.api import DraftsAPIViewSet, PagePreviewAPIViewSet
from pages.delivery.drafts.privacy import WITH_TOKENS, kept_private
from pages.delivery.media_api import (
    PublicDocumentsAPIViewSet,
    PublicImagesAPIViewSet,
    PublicRedirectsAPIViewSet,
)
from pages.delivery.openapi import view
from pages.delivery.pages_api import PublicPagesAPIViewSet
from pages.delivery.serving.responding import NOT_KEPT
from pages.delivery.site.endpoint import SiteEndpoint

PAGES: Final = "pages"


class PublicAPIRouter(WagtailAPIRouter):
    """Wagtail's router, with the API's own description beside its endpoints."""

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses of all endpoints and of ``openapi.json``.

        What is no address below an endpoint is refused in JSON, like what does not exist.
        """
        return [
            *super().get_urlpatterns(),
            path(view.NAME, view.openapi, name="openapi"),
            # With a slash at the end only: without, Django leads to the address that has it.
            re_path(rf"^(?P<endpoint>{'|'.join(self._endpoints)})/.+/$", not_found),
        ]


@csrf_exempt
def not_found(request: HttpRequest, endpoint: str) -> JsonResponse:
    """Answer that there is nothing, which nobody keeps."""
    response = JsonResponse(
        {"message": "not found"}, status=404, headers={"Cache-Control": NOT_KEPT}
    )
    return kept_private(response) if endpoint in WITH_TOKENS else response


api_router = PublicAPIRouter("wagtailapi")
api_router.register_endpoint(PAGES, PublicPagesAPIViewSet)
api_router.register_endpoint("images", PublicImagesAPIViewSet)
api_router.register_endpoint("documents", PublicDocumentsAPIViewSet)
api_router.register_endpoint("redirects", PublicRedirectsAPIViewSet)
# After "pages": the first endpoint of a model is where its objects have their addresses.
api_router.register_endpoint("drafts", DraftsAPIViewSet)
api_router.register_endpoint("page_preview", PagePreviewAPIViewSet)
api_router.register_endpoint("site", SiteEndpoint)

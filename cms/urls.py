"""Addresses of the site: the admin, the public API, documents and little else.

Wagtail's own page serving is not here on purpose: what the public reads is served by the
frontend, from the API, which only knows content that was signed.
"""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.api import api_router
from cms.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="start"),
    path("healthz", health, name="health"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", api_router.urls),
    path("", include("pages.urls")),
]

if settings.DEBUG:
    # Only pictures: a document leaves through Wagtail's view, which knows who may have it.
    urlpatterns.append(
        re_path(
            r"^media/(?P<path>(?:images|original_images)/.+)$",
            serve,
            {"document_root": settings.MEDIA_ROOT},
        )
    )

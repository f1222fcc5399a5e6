"""Addresses for a site that shows pages of its own beside Firma's.

``path("", include("pages.delivery.page_urls"))`` takes the place of ``include(wagtail_urls)``,
which shows the row of whatever page it finds. Here a reviewed page is not found at all: the public
reads its document, on the API. All other pages are served as Wagtail serves them, under the same
names.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import re_path
from wagtail import urls as wagtail_urls
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from pages.publishing import is_reviewed


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page that is not reviewed.

    Raises:
        Http404: there is no page at the address, or a reviewed one.
    """
    route = Page.route_for_request(request, path)
    if route is not None and is_reviewed(route.page):
        raise Http404
    response: HttpResponse = wagtail_serve(request, path)
    return response


urlpatterns = [
    re_path(wagtail_urls.serve_pattern, serve, name=pattern.name)
    if pattern.callback is wagtail_serve
    else pattern
    for pattern in wagtail_urls.urlpatterns
]

"""Addresses of a site with Wagtail's own API of pages beside ours, and an API derived from ours."""

from django.urls import path
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from cms.urls import urlpatterns as site
from pages.delivery.pages_api import PublicPagesAPIViewSet


class OwnPages(PublicPagesAPIViewSet):
    """What a site may do."""


stock = WagtailAPIRouter("stock")
stock.register_endpoint("pages", PagesAPIViewSet)
derived = WagtailAPIRouter("derived")
derived.register_endpoint("pages", OwnPages)

urlpatterns = [*site, path("api/own/", derived.urls), path("api/stock/", stock.urls)]

"""Addresses of a site that serves pages of its own as Firma says."""

from django.urls import include, path

from cms.urls import urlpatterns as site

urlpatterns = [*site, path("site/", include("pages.delivery.page_urls"))]

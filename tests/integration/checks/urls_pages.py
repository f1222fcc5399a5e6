"""Addresses of a site that serves Wagtail's pages as well."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

from cms.urls import urlpatterns as site

urlpatterns = [*site, path("site/", include(wagtail_urls))]

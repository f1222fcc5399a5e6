"""Addresses of a site that serves API v3 as well."""

from django.urls import path
from wagtail.api.v3.urls import api

from cms.urls import urlpatterns as site

urlpatterns = [*site, path("api/v3/", api.urls)]

"""The site's addresses, and Wagtail's API v3 with them, which the site itself leaves out."""

from django.urls import path
from wagtail.api.v3.urls import api

from cms.urls import urlpatterns as site_urls

urlpatterns = [*site_urls, path("api/v3/", api.urls)]

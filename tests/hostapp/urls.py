"""Addresses of a site that existed before Firma, with what README adds to them."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from tests.hostapp.readme import code

before = [path("admin/", include(wagtailadmin_urls))]
exec(code("from pages.delivery.router"))
urlpatterns = [*before, *globals()["urlpatterns"]]

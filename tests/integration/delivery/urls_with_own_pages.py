"""A site that shows pages of its own beside Firma's."""

from django.urls import include, path

urlpatterns = [
    path("", include("pages.urls")),
    path("", include("pages.delivery.page_urls")),
]

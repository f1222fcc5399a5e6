"""Addresses the plugin serves outside the admin and the API; a site includes them at its root."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

"""Addresses the plugin serves outside the admin and the API; a site includes them at its root."""

from django.urls import URLPattern, URLResolver, path

from pages.delivery.sitemaps import views as sitemaps

urlpatterns: list[URLPattern | URLResolver] = [
    path("sitemap.xml", sitemaps.sitemap_index, name=sitemaps.INDEX),
    path("sitemaps/<slug:language>.xml", sitemaps.sitemap, name=sitemaps.SITEMAP),
    path("sitemaps/<slug:language>.<int:part>.xml", sitemaps.sitemap, name=sitemaps.PART),
    path("robots.txt", sitemaps.robots, name="pages_robots"),
]

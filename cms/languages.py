"""Which requests are answered in the visitor's own language."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

SAME_FOR_EVERYBODY = ("/api/", "/sitemap.xml", "/sitemaps/", "/robots.txt")
"""How the paths begin whose answers are in no visitor's language."""


class AdminLocaleMiddleware(LocaleMiddleware):
    """Django's language negotiation for everything but the public API, sitemaps and robots.

    An address of these means the same bytes to everybody: its language is that of the page, and a
    `Vary: Accept-Language` would split every cache in front of it for nothing.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language that the browser asks for, but where it is the same for all."""
        if not _is_the_same(request):
            super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Name the language in the headers, but where it is the same for all."""
        return response if _is_the_same(request) else super().process_response(request, response)


def _is_the_same(request: HttpRequest) -> bool:
    return request.path_info.startswith(SAME_FOR_EVERYBODY)

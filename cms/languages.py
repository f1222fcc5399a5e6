"""Which requests are answered in the visitor's own language."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware


class AdminLocaleMiddleware(LocaleMiddleware):
    """Django's language negotiation for everything but the public API.

    An address of the API means the same bytes to everybody: its language is that of the page, and a
    `Vary: Accept-Language` would split every cache in front of it for nothing.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language that the browser asks for, except on the API."""
        if not _is_api(request):
            super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Name the language in the headers, except on the API."""
        return response if _is_api(request) else super().process_response(request, response)


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")

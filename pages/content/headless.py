"""Pages that have no address on this server: a frontend shows them, from the API."""

from __future__ import annotations

from typing import Any, NoReturn

from django.http import Http404, HttpRequest


class Headless:
    """Keeps a page from being served as HTML where a site mounts Wagtail's own page addresses.

    The row of a page is not what the public may read; its document on the API is.
    """

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        """Answer as if there were nothing.

        Raises:
            Http404: always.
        """
        raise Http404

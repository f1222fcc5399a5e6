"""Pages that have no address on this server: a frontend shows them, from the API."""

from __future__ import annotations

from typing import Any, NoReturn

from django.http import Http404, HttpRequest


class Headless:
    """Keeps a page from being served as HTML, and linked to, where a site has addresses for pages.

    The row of a page is not what the public may read; its document on the API is.
    """

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        """Answer as if there were nothing.

        Raises:
            Http404: always.
        """
        raise Http404

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, None, None] | None:
        """Return the page's site, and no address in it: a link would lead to nothing.

        Nothing of the admin shows "View live" then, nor do mails name the address.
        """
        # The page that this is mixed into has it.
        parts = super().get_url_parts(request)  # type: ignore[misc]
        return None if parts is None else (parts[0], None, None)

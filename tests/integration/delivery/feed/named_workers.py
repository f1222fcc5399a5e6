"""The site as a WSGI application, each answer of which says which worker gave it."""

import os
from typing import Any

from cms.wsgi import application as site


def application(environ: Any, start_response: Any) -> Any:
    """Answer as the site does, with the number of the process in a header of its own."""

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Worker", str(os.getpid()))], *rest)

    return site(environ, start)

"""What can be asked in a query: the names that are documented, and those of all columns."""

from __future__ import annotations

from itertools import chain
from typing import Final

from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from pages.delivery.openapi.document import describe

DESCRIPTION: Final = describe()
OPERATIONS: Final = sorted(DESCRIPTION["paths"])


def documented(path: str) -> set[str]:
    """Return the names of the parameters of a query, as the description has them.

    Args:
        path: as in the description: ``/pages/{id}/``.
    """
    parameters = DESCRIPTION["paths"][path]["get"]["parameters"]
    return {parameter["name"] for parameter in parameters if parameter["in"] == "query"}


DOCUMENTED: Final = frozenset(chain.from_iterable(map(documented, OPERATIONS)))
"""The names of all endpoints together."""

COLUMNS: Final = frozenset(
    field.name
    for model in (Page, get_image_model(), get_document_model(), Redirect)
    for field in model._meta.get_fields()
)
"""What the rows behind the endpoints have, and rows that point to them: Wagtail filters by such."""

NAMES: Final = tuple(sorted({*DOCUMENTED, *COLUMNS}))
"""All that a client might try."""

"""What holds when a disclaimer is deleted by code, a cascade or a query.

Connected to Django's ``pre_delete`` in `pages.receivers`.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.disclaimers.refusals import HistoryFixed
from pages.disclaimers.resolution import require_unneeded


def refuse_needed_disclaimer(*, instance: Disclaimer, **kwargs: Any) -> None:
    """Keep a disclaimer that live pages need, or that a reviewer has answered.

    Raises:
        DisclaimerNeeded: before anything is deleted.
        DisclaimerAnswered: likewise.
    """
    require_unneeded(instance)


def refuse_version(*, instance: DisclaimerVersion, origin: Any = None, **kwargs: Any) -> None:
    """Keep a version, unless it goes together with its disclaimer.

    Raises:
        HistoryFixed: the deletion began with the version itself.
    """
    began_with = origin.model if isinstance(origin, QuerySet) else type(origin)
    if issubclass(began_with, DisclaimerVersion):
        raise HistoryFixed

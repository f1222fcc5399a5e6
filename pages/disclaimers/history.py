"""Rows that can be added and read, and neither changed nor removed: wordings and their answers."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from pages.disclaimers.refusals import HistoryFixed

RowT = TypeVar("RowT", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[RowT]):
    """Refuses every query that changes or removes."""

    def update(self, **kwargs: Any) -> int:
        """Refuse.

        Raises:
            HistoryFixed: always.
        """
        raise HistoryFixed

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refuse.

        Raises:
            HistoryFixed: always.
        """
        raise HistoryFixed

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse.

        Raises:
            HistoryFixed: always.
        """
        raise HistoryFixed


class AppendOnly(models.Model):
    """A row that stays as it was added. The database's guards hold it too."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row.

        Raises:
            HistoryFixed: the row exists already.
        """
        if not self._state.adding:
            raise HistoryFixed
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse.

        Raises:
            HistoryFixed: always.
        """
        raise HistoryFixed

"""Citations in Wagtail's reference index: which record of the library each of them names.

Wagtail asks about one link of one text at a time, so a long page would cost a query for each of its
citations. While its task indexes an object, the library's keys are kept in memory instead, from the
first citation to the end of the task and no longer.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from wagtail.tasks import update_reference_index_task

from pages.citations.models import Reference

if TYPE_CHECKING:
    from django_tasks import TaskResult

_library: ContextVar[dict[str, int] | None] = ContextVar("library", default=None)
"""Primary keys by key while an object is indexed: empty until the first citation; or None."""


def primary_keys(keys: Iterable[str]) -> list[int]:
    """Return the primary keys of the references with these keys; unknown ones are left out."""
    library = _library.get()
    if library is None:
        return list(Reference.objects.filter(key__in=list(keys)).values_list("pk", flat=True))
    if not library:
        library.update(Reference.objects.values_list("key", "pk"))
    return [library[key] for key in keys if key in library]


def begin_indexing(sender: Any, task_result: TaskResult[Any], **kwargs: Any) -> None:
    """Remember the library's keys from here on. Receives ``task_started``."""
    if _is_indexing(task_result):
        _library.set({})


def end_indexing(sender: Any, task_result: TaskResult[Any], **kwargs: Any) -> None:
    """Forget them. Receives ``task_finished``, which is sent for tasks that fail too."""
    if _is_indexing(task_result):
        _library.set(None)


def _is_indexing(task_result: TaskResult[Any]) -> bool:
    return task_result.task.func is update_reference_index_task.func

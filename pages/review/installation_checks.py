"""System checks of the review: it covers every reviewed page, and ends the way it has to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db.models import Q
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask, get_page_models

from pages.publishing import reviewed_models
from pages.publishing.installation_checks import is_migrated, message_for
from pages.review.finish import publish_signed_revision
from pages.review.task import MedicalReviewTask

FINISH_ACTION = f"{publish_signed_revision.__module__}.{publish_signed_revision.__name__}"
NAMED = 3
"""How many places a message names; the others are counted."""


def check_finish_action(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report another end of the review than ours, which publishes what was signed."""
    chosen = getattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION", None)
    if chosen == FINISH_ACTION:
        return []
    return [
        checks.Error(
            "At the end of a review Wagtail would publish the latest revision, whoever wrote it, "
            "instead of the one that was signed.",
            hint=f'Set WAGTAIL_FINISH_WORKFLOW_ACTION = "{FINISH_ACTION}".',
            id="pages.E402",
        )
    ]


def check_review_workflow(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[checks.CheckMessage]:
    """Report reviewed types with places in the tree that no medical review covers.

    A place is a page of the type, or one below which its pages are made. A site without either has
    nothing to review yet, and nothing is said of a database that is not migrated.
    """
    models = reviewed_models()
    if not is_migrated([Page, Workflow, WorkflowTask, WorkflowPage, MedicalReviewTask, *models]):
        return []
    is_enabled = getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True)
    assigned = _assigned() if is_enabled else {}
    found: list[checks.CheckMessage] = []
    for model in models:
        places = _places(model)
        bare = [address for path, address in places if not is_covered(path, assigned)]
        if bare:
            shown = ", ".join(bare[:NAMED])
            rest = f" and {len(bare) - NAMED} more" if len(bare) > NAMED else ""
            found.append(
                message_for(databases)(
                    f"No medical review covers {model._meta.label} at {shown}{rest}: these pages "
                    "could never be signed.",
                    hint=(
                        "Run `manage.py setup_pages`, or assign a workflow with a medical review "
                        "task, which has a group of reviewers, to these pages or to one above "
                        "them (Settings, Workflows). WAGTAIL_WORKFLOW_ENABLED must not be False."
                    ),
                    id="pages.E401",
                )
            )
    return found


def is_covered(path: str, assigned: Mapping[str, bool]) -> bool:
    """Tell whether the nearest workflow at or above a page includes a medical review.

    Args:
        path: treebeard's materialised path of the page.
        assigned: whether the workflow at a path includes a medical review, by path.
    """
    for end in range(len(path), 0, -Page.steplen):
        if path[:end] in assigned:
            return assigned[path[:end]]
    return False


def _assigned() -> dict[str, bool]:
    tasks = MedicalReviewTask.objects.filter(active=True, groups__isnull=False).values("pk")
    medical = set(WorkflowTask.objects.filter(task__in=tasks).values_list("workflow_id", flat=True))
    rows = WorkflowPage.objects.filter(workflow__active=True)
    return {path: pk in medical for path, pk in rows.values_list("page__path", "workflow_id")}


def _places(model: type[Page]) -> list[tuple[str, str]]:
    """Return path and address of the type's pages, and of those below which they are made."""
    condition = Q(pk__in=model._default_manager.values("pk"))
    parents = model.allowed_parent_page_models()
    if len(parents) < len(get_page_models()):
        # A type that may be made anywhere says nothing of where it will be.
        for parent in parents:
            condition |= Q(pk__in=parent._default_manager.values("pk"))
    return list(Page.objects.filter(condition).order_by("path").values_list("path", "url_path"))

"""The admin's viewsets for reviewed page types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.admin.viewsets.pages import PageViewSet

from pages.admin_ui.page_views import (
    ReviewedCollectWorkflowActionDataView,
    ReviewedCreateView,
    ReviewedEditView,
    ReviewedPreviewForTaskView,
    ReviewedRevertView,
    ReviewedWorkflowActionView,
)
from pages.publishing import reviewed_models

if TYPE_CHECKING:
    from wagtail.models import Page


class ReviewedPageViewSet(PageViewSet):
    """The views of a reviewed page type."""

    add_view_class = ReviewedCreateView
    edit_view_class = ReviewedEditView
    revisions_revert_view_class = ReviewedRevertView
    workflow_action_view_class = ReviewedWorkflowActionView
    collect_workflow_action_data_view_class = ReviewedCollectWorkflowActionDataView
    workflow_preview_view_class = ReviewedPreviewForTaskView


def reviewed_page_viewsets() -> list[Any]:
    """Return a viewset for each reviewed page model, those of the host site included."""
    return [_viewset_for(model) for model in reviewed_models()]


def _viewset_for(model: type[Page]) -> Any:
    viewset = type(f"{model.__name__}ViewSet", (ReviewedPageViewSet,), {"model": model})
    return viewset(model._meta.label_lower.replace(".", "_"))

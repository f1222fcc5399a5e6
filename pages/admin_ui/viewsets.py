"""The admin's viewsets for reviewed page types."""

from __future__ import annotations

from typing import Any

from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from pages.admin_ui.explorer import ExplorerView
from pages.admin_ui.page_views import (
    ReviewedCollectWorkflowActionDataView,
    ReviewedCreateView,
    ReviewedEditView,
    ReviewedPreviewForTaskView,
    ReviewedRevertView,
    ReviewedWorkflowActionView,
)
from pages.publishing import is_reviewed, reviewed_models


class ReviewedPageViewSet(PageViewSet):
    """The views of a reviewed page type."""

    index_view_class = ExplorerView
    add_view_class = ReviewedCreateView
    edit_view_class = ReviewedEditView
    revisions_revert_view_class = ReviewedRevertView
    workflow_action_view_class = ReviewedWorkflowActionView
    collect_workflow_action_data_view_class = ReviewedCollectWorkflowActionDataView
    workflow_preview_view_class = ReviewedPreviewForTaskView


class ExplorerViewSet(PageViewSet):
    """The views of a page type below which reviewed pages hang: Wagtail's own, but for its list."""

    index_view_class = ExplorerView


def reviewed_page_viewsets() -> list[Any]:
    """Return a viewset for each reviewed page model, those of the host site included."""
    return [_viewset_for(model, ReviewedPageViewSet) for model in reviewed_models()]


def index_page_viewsets() -> list[Any]:
    """Return a viewset for each page model below which the explorer shows reviewed pages."""
    found: list[type[Page]] = []
    below = list(reviewed_models())
    while below:
        parents = [
            model
            for model in below.pop().allowed_parent_page_models()
            if model not in found and not is_reviewed(model)
        ]
        found += parents
        below += parents
    return [_viewset_for(model, ExplorerViewSet) for model in found if model is not Page]


def _viewset_for(model: type[Page], base: type[PageViewSet]) -> Any:
    viewset = type(f"{model.__name__}ViewSet", (base,), {"model": model})
    return viewset(model._meta.label_lower.replace(".", "_"))

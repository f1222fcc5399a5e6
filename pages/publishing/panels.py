"""The list in the page editor: what stands between this page and the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import Panel
from wagtail.models import TaskState, WorkflowState

from pages.publishing.registry import blockers
from pages.publishing.verdicts import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping


def blockers_context(page: Any) -> dict[str, Any]:
    """Return what the list shows for one content of a page: blocking entries and warnings."""
    found = blockers(page, stage=Stage.PUBLICATION) if page.pk else []
    return {
        "page": page,
        "blocking": [blocker for blocker in found if blocker.blocks],
        "warnings": [blocker for blocker in found if not blocker.blocks],
        "is_new": not page.pk,
        "sent_back": sent_back(page),
    }


def sent_back(page: Any) -> TaskState | None:
    """Return the answer of the reviewer who sent this page back, until it is submitted again."""
    state = page.current_workflow_state if page.pk else None
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    answer: TaskState | None = state.current_task_state
    return answer


class BlockersPanel(Panel):
    """Every blocker of the draft that is being edited, each with a link to its field."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", gettext_lazy("What stands between this page and the public"))
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The list for the instance in the form."""

        template_name = "pages/publishing/blockers_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Any:
            """Add the blockers of the draft."""
            return super().get_context_data(parent_context) | blockers_context(self.instance)

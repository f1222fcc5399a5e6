"""The library in the admin, where a retraction calls in the pages that cite the publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.snippets.views.snippets import EditView

from pages.admin_ui.page_list import page_list
from pages.admin_ui.reference_use import ReferenceUsageView
from pages.citations.models import Reference
from pages.citations.viewsets import ReferenceViewSet
from pages.delivery.recall import ChangeStatus

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from pages.delivery.recall import RecalledPage, StatusChanged

STATUS_FIELDS = ("retraction_status", "retraction_source", "retraction_date")


class ReferenceEditView(EditView):
    """The form of a reference; a change of its retraction status is an action of its own."""

    changed: StatusChanged | None = None

    def save_instance(self) -> Reference:
        """Save the form without the status, then change the status, in one transaction."""
        wanted = {name: getattr(self.form.instance, name) for name in STATUS_FIELDS}
        with transaction.atomic():
            stored = Reference.objects.values(*STATUS_FIELDS).get(pk=self.form.instance.pk)
            for name, value in stored.items():
                setattr(self.form.instance, name, value)
            saved: Reference = super().save_instance()
            self.changed = ChangeStatus(
                reference_id=saved.pk,
                status=wanted["retraction_status"],
                source=wanted["retraction_source"],
                date=wanted["retraction_date"],
                actor=self.request.user,
            ).execute()
        for name, value in wanted.items():
            setattr(saved, name, value)
        if self.changed.pages:
            messages.warning(self.request, recall_message(self.changed.pages))
        return saved


class LibraryViewSet(ReferenceViewSet):
    """Everything the admin does with references, recalls included."""

    edit_view_class = ReferenceEditView
    usage_view_class = ReferenceUsageView


def recall_message(pages: list[RecalledPage]) -> SafeString:
    """Name the pages that were called in, with links, as safe HTML."""
    head = ngettext(
        "One page cites this publication, which was marked as retracted. Its authors and reviewers "
        "are told:",
        "%(count)s pages cite this publication, which was marked as retracted. Their authors and "
        "reviewers are told:",
        len(pages),
    ) % {"count": len(pages)}
    return page_list(
        head, [(page.page_id, page.title, f"{page.language}, {page.state}") for page in pages]
    )

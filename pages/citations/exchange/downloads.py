"""Exporting references from the admin: what the list shows, or what is ticked in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from pages.citations.exchange.formats import FORMATS, Format
from pages.citations.models import Reference

if TYPE_CHECKING:
    from django.http import HttpResponseBase


def download(references: Iterable[Reference], *, kind: Format) -> StreamingHttpResponse:
    """Return a file with references, written as it is sent."""
    name = f"references-{timezone.localdate().isoformat()}{kind.extension}"
    return StreamingHttpResponse(
        kind.write(references),
        content_type=f"{kind.media_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


class ExportForm(forms.Form):
    """In which format."""

    format = forms.ChoiceField(
        label=_("Format"), choices=[(each.name, each.label) for each in FORMATS.values()]
    )


class ExportReferences(SnippetBulkAction):
    """Export the references that are ticked in the list."""

    display_name = _("Export")
    action_type = "export"
    aria_label = _("Export selected references")
    template_name = "pages/citations/export.html"
    action_priority = 20
    form_class = ExportForm

    @classproperty
    def models(cls) -> list[type[Reference]]:  # noqa: N805 -- it is a property of the class
        """Offer it for references only."""
        return [Reference]

    def check_perm(self, snippet: Reference) -> bool:
        """Tell whether the user may export it: whoever may see it in the list."""
        return bool(
            self.permission_policy.user_has_any_permission(
                self.request.user, {"add", "change", "delete", "view"}
            )
        )

    def prepare_action(
        self, objects: list[Reference], objects_without_access: Any
    ) -> HttpResponseBase:
        """Answer with the file, instead of changing anything."""
        return download(objects, kind=FORMATS[self.cleaned_form.cleaned_data["format"]])

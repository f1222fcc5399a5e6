"""A list of the admin that can be imported into, and had as a file: the library, the glossary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import IndexView

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


class FileListView(IndexView):
    """Wagtail's list of a snippet, with a way in for files and a way out in each format.

    Attributes:
        upload_view: name of the address where a file is imported.
        file_parameter: what names the format in the list's address.
        file_formats: formats by name, each with ``name`` and ``label``.
    """

    upload_view: ClassVar[str]
    file_parameter: ClassVar[str]
    file_formats: ClassVar[Mapping[str, Any]]

    def as_file(self, kind: Any) -> HttpResponseBase:
        """Return all that the list shows in one of the formats."""
        raise NotImplementedError("A list knows how its rows become a file.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with the list, or with all that it shows as a file."""
        kind = self.file_formats.get(request.GET.get(self.file_parameter, ""))
        if kind is not None:
            return self.as_file(kind)
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Return Wagtail's buttons, and one for importing for those who may add rows."""
        buttons = list(super().header_buttons)
        if self.add_url:
            url = reverse(self.upload_view)
            buttons.append(HeaderButton(_("Import"), url=url, icon_name="upload", priority=1100))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Return Wagtail's further actions, and one for a file in each format."""
        query = self.request.GET.copy()
        for name in ("p", "_w_filter_fragment"):
            query.pop(name, None)
        buttons = list(super().header_more_buttons)
        for kind in self.file_formats.values():
            query[self.file_parameter] = kind.name
            buttons.append(
                Button(
                    format_lazy(_("Download as {format}"), format=kind.label),
                    url=f"{self.index_url}?{query.urlencode()}",
                    icon_name="download",
                    priority=60,
                )
            )
        return buttons

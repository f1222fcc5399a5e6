"""Images and documents in the admin: what public pages use is kept, in words.

Wagtail's screens have no hook before an image or document is deleted, and would answer a refusal
with "you do not have permission". The forms stand in the settings ``WAGTAILIMAGES_IMAGE_FORM_BASE``
and ``WAGTAILDOCS_DOCUMENT_FORM_BASE``; the two views take the addresses of Wagtail's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.documents.forms import BaseDocumentForm
from wagtail.documents.views.documents import DeleteView as WagtailDocumentDeleteView
from wagtail.images import get_image_model
from wagtail.images.forms import BaseImageForm
from wagtail.images.views.images import DeleteView as WagtailImageDeleteView

from pages.delivery.protection import refusal_to_delete, refusal_to_replace
from pages.delivery.uploads import PictureRefused, cleaned
from pages.people.deletion import refusal_to_delete as refusal_by_foreign_keys
from pages.publishing import UsedByPublicPage

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

NAMED = 10
"""How many files a refusal names; the others are counted."""


class FileKeptMixin:
    """Form of an image or document whose file stays while a public page uses it."""

    cleaned_data: dict[str, Any]
    changed_data: list[str]
    instance: Any

    def clean_file(self) -> Any:
        """Return the file.

        Raises:
            ValidationError: it would replace one that the public sees.
        """
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and (refusal := refusal_to_replace(self.instance)):
            raise ValidationError(str(refusal), code="in_use")
        return file


class ImageForm(FileKeptMixin, BaseImageForm):
    """Wagtail's form of an image, for ``WAGTAILIMAGES_IMAGE_FORM_BASE``."""

    def clean_file(self) -> Any:
        """Return the file.

        Raises:
            ValidationError: it would replace one that the public sees, or says where and by whom
                it was taken in a format that keeps it.
        """
        file = super().clean_file()
        if file and "file" in self.changed_data:
            file.seek(0)
            try:
                cleaned(file.read())
            except PictureRefused as refusal:
                raise ValidationError(str(refusal), code="metadata") from None
            finally:
                file.seek(0)
        return file


class DocumentForm(FileKeptMixin, BaseDocumentForm):
    """Wagtail's form of a document, for ``WAGTAILDOCS_DOCUMENT_FORM_BASE``."""


class _DeletionMixin:
    """Says why a file that is in use is not deleted, and leads back."""

    request: HttpRequest
    object: Any

    @cached_property
    def refusal(self) -> str:
        """Why the file is kept, or empty."""
        if in_use := refusal_to_delete(self.object):
            return str(in_use)
        if self.request.method != "POST":
            return ""  # Wagtail's question says it itself, with a list of places
        return refusal_by_foreign_keys(self.object, advice=_("Choose another one there first."))

    def run_before_hook(self) -> HttpResponse | None:
        """Answer instead of Wagtail's view; it is asked once the user's permission is clear."""
        return self._refuse(self.refusal) if self.refusal else None

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete; or tell that a page which uses the file went public a moment ago."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except UsedByPublicPage as refusal:
            return self._refuse(str(refusal))

    def _refuse(self, sentence: str) -> HttpResponse:
        messages.error(self.request, sentence)
        return redirect(self.get_success_url())  # type: ignore[attr-defined]


class ImageDeleteView(_DeletionMixin, WagtailImageDeleteView):
    """Deleting an image, unless a public page shows it."""


class DocumentDeleteView(_DeletionMixin, WagtailDocumentDeleteView):
    """Deleting a document, unless a public page links to it."""


def before_bulk_action(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Delete several files, or none of them when one is in use. A hook of that name."""
    if action_type != "delete" or action.model not in (get_image_model(), get_document_model()):
        return None
    refusals = [
        str(refusal)
        for file in objects
        if (
            refusal := refusal_to_delete(file)
            or refusal_by_foreign_keys(file, advice=_("Choose another one there first."))
        )
    ]
    if not refusals:
        return None
    rest = len(refusals) - NAMED
    shown = refusals[:NAMED] + ([_("… and %(count)s more") % {"count": rest}] if rest > 0 else [])
    messages.error(
        request,
        format_html(
            "{}<ul>{}</ul>",
            _("Nothing was deleted:"),
            format_html_join("", "<li>{}</li>", ((sentence,) for sentence in shown)),
        ),
    )
    return redirect(action.next_url)

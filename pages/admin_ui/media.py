"""Images and documents in the admin: what public pages use is kept, in words.

Wagtail's screens have no hook before an image or document is deleted, and would answer a refusal
with "you do not have permission". The forms stand in the settings ``WAGTAILIMAGES_IMAGE_FORM_BASE``
and ``WAGTAILDOCS_DOCUMENT_FORM_BASE``; the views take the addresses of Wagtail's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, URLResolver, path
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.documents.forms import BaseDocumentForm
from wagtail.documents.views.bulk_actions import DeleteBulkAction as WagtailDocumentBulkDeletion
from wagtail.documents.views.documents import DeleteView as WagtailDocumentDeleteView
from wagtail.documents.views.multiple import DeleteView as WagtailUploadedDocumentDeleteView
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.views.bulk_actions import DeleteBulkAction as WagtailImageBulkDeletion
from wagtail.images.views.images import DeleteView as WagtailImageDeleteView
from wagtail.images.views.multiple import DeleteView as WagtailUploadedImageDeleteView

from pages import conf
from pages.delivery.examination import PictureRefused, examine, refusal_of_weight
from pages.delivery.protection import refusal_to_delete, refusal_to_replace
from pages.delivery.uploads import cleaned
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


class PictureField(WagtailImageField):
    """The field of a picture's file: says in words why a file cannot be stored.

    Wagtail's own decodes whatever it is given, to measure it, and fails where that is not possible.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a field with the limits of the site."""
        super().__init__(*args, **kwargs)
        self.max_upload_size = conf.image_max_bytes()
        self.max_upload_size_text = filesizeformat(self.max_upload_size)
        self.help_text = _("Supported formats: %(formats)s. Up to %(size)s.") % {
            "formats": self.supported_formats_text,
            "size": self.max_upload_size_text,
        }

    def to_python(self, data: Any) -> Any:
        """Return the uploaded file.

        Raises:
            ValidationError: it is no picture that can be stored.
        """
        if not data or not data.size:
            return super().to_python(data)
        if refusal := refusal_of_weight(data.size):
            raise ValidationError(refusal, code="file_too_large")
        content = data.read()
        data.seek(0)
        try:
            examine(content)
        except PictureRefused as refused:
            raise ValidationError(str(refused), code="invalid_image") from None
        return super().to_python(data)

    def check_image_pixel_size(self, f: Any) -> None:
        """Leave out what was examined already, without decoding the picture for it."""

    def check_image_file_size(self, f: Any) -> None:
        """Leave out what was weighed already."""


class ImageForm(FileKeptMixin, BaseImageForm):
    """Wagtail's form of an image, for ``WAGTAILIMAGES_IMAGE_FORM_BASE``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the file in words of our own."""
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("file")) is not None:
            picture = PictureField(label=field.label, required=field.required, widget=field.widget)
            self.fields["file"] = picture

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
        if self.request.method == "POST":
            return _refusal(self.object)
        # Of drafts, Wagtail's question tells itself, with a list of places.
        return str(refusal_to_delete(self.object) or "")

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


class _UploadDeletionMixin:
    """Answers the upload screen, which deletes what was uploaded a moment ago, with words too."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete; or refuse what a page has come to use meanwhile."""
        try:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        except (UsedByPublicPage, ProtectedError):
            file = self.object  # type: ignore[attr-defined]
            return JsonResponse({"success": False, "error_message": _refusal(file)}, status=403)


class UploadedImageDeleteView(_UploadDeletionMixin, WagtailUploadedImageDeleteView):
    """Deleting an image from the screen on which it was uploaded."""


class UploadedDocumentDeleteView(_UploadDeletionMixin, WagtailUploadedDocumentDeleteView):
    """Deleting a document from the screen on which it was uploaded."""


def delete_file_urls() -> list[URLPattern | URLResolver]:
    """Return the addresses of our views; they have to come before Wagtail's own."""
    return [
        path("images/<int:image_id>/delete/", ImageDeleteView.as_view()),
        path("images/multiple/<int:image_id>/delete/", UploadedImageDeleteView.as_view()),
        path("documents/delete/<int:document_id>/", DocumentDeleteView.as_view()),
        path("documents/multiple/<int:doc_id>/delete/", UploadedDocumentDeleteView.as_view()),
    ]


class _BulkDeletionMixin:
    """Deletes several files, or none of them when one is in use."""

    request: HttpRequest
    next_url: str

    def prepare_action(self, objects: Sequence[Any], objects_without_access: Any) -> Any:
        """Answer with the reasons, before Wagtail would with "you do not have permission"."""
        refusals = [refusal for file in objects if (refusal := _refusal(file))]
        if not refusals:
            return super().prepare_action(objects, objects_without_access)  # type: ignore[misc]
        rest = len(refusals) - NAMED
        more = ngettext("… and one more", "… and %(count)s more", rest) % {"count": rest}
        shown = [*refusals[:NAMED], *([more] if rest > 0 else [])]
        items = format_html_join("", "<li>{}</li>", ((sentence,) for sentence in shown))
        messages.error(self.request, format_html("{}<ul>{}</ul>", _("Nothing was deleted:"), items))
        return redirect(self.next_url)


class ImageBulkDeletion(_BulkDeletionMixin, WagtailImageBulkDeletion):
    """Deleting several images; registered after Wagtail's own, whose place it takes."""


class DocumentBulkDeletion(_BulkDeletionMixin, WagtailDocumentBulkDeletion):
    """Deleting several documents; registered after Wagtail's own, whose place it takes."""


def _refusal(file: Any) -> str:
    """Return why a file is not deleted, for public pages or for drafts, or an empty string."""
    if in_use := refusal_to_delete(file):
        return str(in_use)
    return refusal_by_foreign_keys(file, advice=_("Choose another one there first."))

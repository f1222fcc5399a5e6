"""After a reference was corrected: which public pages wait for a signature because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext
from wagtail.admin import messages

from pages.citations.models import Reference
from pages.delivery.corrections import documents_behind

if TYPE_CHECKING:
    from django.http import HttpRequest


def after_edit_snippet(request: HttpRequest, instance: Any) -> None:
    """Name the public pages that still show the reference as it was. A hook of that name."""
    if not isinstance(instance, Reference):
        return
    documents = documents_behind(instance)
    if not documents:
        return
    head = ngettext(
        "One public page shows this reference as it was signed. Submit the page for medical review "
        "to bring the correction to the public:",
        "%(count)s public pages show this reference as it was signed. Submit them for medical "
        "review to bring the correction to the public:",
        len(documents),
    ) % {"count": len(documents)}
    links = format_html_join(
        "",
        '<li><a href="{}">{}</a> ({})</li>',
        (
            (
                reverse("wagtailadmin_pages:edit", args=[document.page_id]),
                document.content["title"],
                document.locale,
            )
            for document in documents
        ),
    )
    messages.warning(request, format_html("{}<ul>{}</ul>", head, links))

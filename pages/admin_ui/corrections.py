"""After a reference was corrected: which public pages wait for a signature because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext
from wagtail.admin import messages

from pages.admin_ui.page_list import page_list
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
    behind = [(one.page_id, str(one.content["title"]), one.locale) for one in documents]
    messages.warning(request, page_list(head, behind))

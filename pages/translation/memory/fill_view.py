"""Where somebody lets the memory fill what is not translated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation

from pages.publishing import PublicationRefused
from pages.translation.memory.filling import Filled, FillFromMemory
from pages.translation.writers import may_write_segments
from pages.translation.writing import SegmentRefused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def fill_from_memory(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Fill the open segments of a translation with what was signed before, and say how many."""
    translation = get_object_or_404(Translation, pk=translation_id, enabled=True)
    if not may_write_segments(request.user, translation):
        raise PermissionDenied
    try:
        filled = FillFromMemory(translation=translation, user=request.user).execute()
    except (SegmentRefused, PublicationRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        level = messages.success if filled.filled else messages.warning
        level(request, summary(filled))
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def summary(filled: Filled) -> str:
    """Return in words what the memory filled, and what is left for a person."""
    sentences = [
        ngettext(
            "The memory filled %(count)s segment. Read it and confirm it.",
            "The memory filled %(count)s segments. Read and confirm each of them.",
            filled.filled,
        )
        % {"count": filled.filled}
        if filled.filled
        else _("The memory has nothing that fits exactly.")
    ]
    if filled.ambiguous:
        sentences.append(
            ngettext(
                "%(count)s segment was left, because it was signed with several translations.",
                "%(count)s segments were left, because they were signed with several translations.",
                filled.ambiguous,
            )
            % {"count": filled.ambiguous}
        )
    return " ".join(sentences)

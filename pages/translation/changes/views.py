"""Where the translation editor carries an earlier translation forward."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import StringSegment, Translation

from pages.translation.changes.carrying import CarryForward
from pages.translation.writing import SegmentConflict, SegmentRefused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def carry_forward(request: HttpRequest, translation_id: int, segment_id: int) -> HttpResponse:
    """Carry the earlier translation of one segment forward; answer in JSON where that is asked for.

    JSON is ``{"text": …}``, or ``{"detail": …}`` with status 409 for a segment that somebody wrote
    meanwhile and 400 for one that has to be translated.
    """
    translation = get_object_or_404(Translation, pk=translation_id)
    segment = get_object_or_404(
        StringSegment.objects.select_related("string", "context"),
        pk=segment_id,
        source_id=translation.source_id,
    )
    wants_json = "application/json" in request.headers.get("accept", "")
    try:
        written = CarryForward(
            translation=translation, segment=segment, user=request.user
        ).execute()
    except SegmentRefused as refusal:
        if wants_json:
            conflict = isinstance(refusal, SegmentConflict)
            status = HTTPStatus.CONFLICT if conflict else HTTPStatus.BAD_REQUEST
            return JsonResponse({"detail": str(refusal)}, status=status)
        messages.error(request, str(refusal))
    else:
        if wants_json:
            return JsonResponse({"text": written.data})
        messages.success(
            request, _("The earlier translation stands for the new source, in your name.")
        )
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")

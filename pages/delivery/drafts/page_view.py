"""The built-in preview for those who have a link and no account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from pages.delivery.drafts.opening import NoSuchPreview, opened, token_in
from pages.delivery.drafts.privacy import kept_private, words_of_refusal
from pages.delivery.preview import render_content

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

GONE = "pages/preview/gone.html"


@require_safe
def shared_preview(request: HttpRequest) -> HttpResponse:
    """Show the draft that the token in the address opens, or say that there is none."""
    try:
        preview = opened(token_in(request))
    except NoSuchPreview:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = TemplateResponse(
                request,
                GONE,
                {"language": language, "words": words_of_refusal()},
                status=404,
            ).render()
        return kept_private(response)
    return render_content(
        preview.page.specific_deferred,
        request,
        content=preview.content,
        fingerprint=preview.fingerprint,
        expires_at=preview.expires_at,
    )

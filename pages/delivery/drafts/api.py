"""The drafts endpoint: one draft, in the shape of a public page, for whoever brings its token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from wagtail.api.utils import get_base_url
from wagtail.api.v2.utils import BadRequestError

from pages.delivery.drafts.answers import DraftAnswer
from pages.delivery.drafts.opening import NoSuchPreview, opened, token_in
from pages.delivery.drafts.page_view import shared_preview
from pages.delivery.drafts.privacy import kept_private, words_of_refusal
from pages.delivery.pages_api import PublicPagesAPIViewSet
from pages.delivery.parameters import refuse_null_characters
from pages.delivery.serving.fields import Choice
from pages.delivery.serving.light_path import allowed
from pages.delivery.serving.rendering import BASE, as_json, detail_url, whole_answer
from pages.delivery.serving.responding import JSON_TYPE

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest
    from django.urls import URLPattern


@csrf_exempt
def draft_view(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Answer with the draft; a number in the address says nothing, the token says all.

    No cache, search engine or other site learns of it, whatever the answer is.
    """
    refusal = allowed(request)
    if refusal is not None:
        return kept_private(refusal)
    try:
        refuse_null_characters(request)
        status, answer, language = 200, *_draft(request)
    except BadRequestError as error:
        status, answer, language = 400, {"message": str(error)}, ""
    except Http404 as error:
        status, answer, language = 404, {"message": str(error)}, ""
    text = as_json(answer).replace(BASE, get_base_url(request) or "")
    response = HttpResponse(text, status=status, content_type=JSON_TYPE)
    if language:
        response["Content-Language"] = language
    return kept_private(response)


def _draft(request: HttpRequest) -> tuple[dict[str, Any], str]:
    """Return the draft and its language.

    Raises:
        Http404: the token opens nothing.
        BadRequestError: ``fields`` does not make sense.
    """
    try:
        preview = opened(token_in(request))
    except NoSuchPreview as error:
        with translation.override(translation.get_language_from_request(request)):
            raise Http404(words_of_refusal()) from error
    page = preview.page
    answer = DraftAnswer(preview, detail_url=detail_url, absolute=lambda path: f"{BASE}{path}")
    whole = whole_answer(answer, page)
    chosen = Choice(page.specific_class, request.GET.get("fields", ""), details=True).of(whole)
    # Whatever else is asked for, nobody takes a draft for something else.
    chosen["meta"] = {**chosen.get("meta", {}), "draft": answer.draft()}
    return chosen, preview.language


class DraftsAPIViewSet(PublicPagesAPIViewSet):
    """One draft by its token. There is nothing to list, to search or to find."""

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the draft's address, and the one of the built-in page that shows the same."""
        return [
            path("", draft_view, name="draft"),
            path("page/", shared_preview, name="page"),
        ]


class PagePreviewAPIViewSet(PublicPagesAPIViewSet):
    """The same under the address that frontends written for wagtail-headless-preview call.

    Those call ``page_preview/1/?content_type=…&token=…``, with any number.
    """

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the two addresses that such frontends use."""
        return [
            path("", draft_view, name="draft"),
            path("<int:pk>/", draft_view, name="detail"),
        ]

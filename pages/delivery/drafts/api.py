"""The drafts endpoint: one draft, in the shape of a public page, for whoever brings its token."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import Http404
from django.urls import path
from django.utils import translation
from rest_framework.response import Response
from wagtail.api.utils import get_full_url
from wagtail.api.v2.utils import get_object_detail_url
from wagtail.models import Page

from pages.delivery.drafts.answers import DraftAnswer
from pages.delivery.drafts.opening import NoSuchPreview, opened, token_in
from pages.delivery.drafts.page_view import shared_preview
from pages.delivery.drafts.privacy import kept_private, words_of_refusal
from pages.delivery.fields import AnswerField, PublicPageSerializer
from pages.delivery.pages_api import PublicPagesAPIViewSet

if TYPE_CHECKING:
    from django.urls import URLPattern
    from rest_framework.request import Request

    from pages.delivery.answers import Answer


class DraftField(AnswerField):
    """What tells a draft from a public page."""

    def read(self, answer: Answer, page: Page) -> Any:
        """Return the facts of the preview."""
        return answer.draft() if isinstance(answer, DraftAnswer) else None


class DraftSerializer(PublicPageSerializer):
    """The serializer of public pages, with one field more in ``meta``."""

    draft = DraftField()


class DraftsAPIViewSet(PublicPagesAPIViewSet):
    """One draft by its token. There is nothing to list, to search or to find."""

    base_serializer_class = DraftSerializer
    meta_fields: ClassVar[list[str]] = [*PublicPagesAPIViewSet.meta_fields, "draft"]

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the draft's address, and the one of the built-in page that shows the same."""
        return [
            path("", cls.as_view({"get": "draft_view"}), name="draft"),
            path("page/", shared_preview, name="page"),
        ]

    def draft_view(self, request: Request, pk: int = 0) -> Response:
        """Answer with the draft; a number in the address says nothing, the token says all."""
        return self.detail_view(request, pk)

    def get_object(self) -> Page:
        """Return the page of the preview: its row as a place, never its content.

        Raises:
            Http404: the token opens nothing.
        """
        if not hasattr(self, "_cached_object"):
            try:
                preview = opened(token_in(self.request))
            except NoSuchPreview as error:
                with translation.override(translation.get_language_from_request(self.request)):
                    raise Http404(words_of_refusal()) from error
            router, request = self.request.wagtailapi_router, self.request
            self._cached_object = preview.page
            self.answer = DraftAnswer(
                preview,
                detail_url=lambda page: get_object_detail_url(router, request, Page, page.pk),
                absolute=partial(get_full_url, request),
            )
        page: Page = self._cached_object
        return page

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Let no cache, search engine or other site learn of it, whatever the answer is."""
        return kept_private(super().finalize_response(request, response, *args, **kwargs))


class PagePreviewAPIViewSet(DraftsAPIViewSet):
    """The same under the address that frontends written for wagtail-headless-preview call.

    Those call ``page_preview/1/?content_type=…&token=…``, with any number.
    """

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the two addresses that such frontends use."""
        view = cls.as_view({"get": "draft_view"})
        return [path("", view, name="draft"), path("<int:pk>/", view, name="detail")]

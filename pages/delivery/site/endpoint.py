"""The site's endpoint of the API: ``/api/v2/site/``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.http import JsonResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.api.utils import get_full_url
from wagtail.api.v2.utils import BadRequestError, get_object_detail_url
from wagtail.models import Page

from pages.delivery.asked import asked_site
from pages.delivery.built import answer
from pages.delivery.serving.answering import ABOUT_MANY, ABOUT_SITE
from pages.delivery.serving.memory import memory
from pages.delivery.serving.responding import NOT_KEPT
from pages.delivery.site.building import NoSuchLanguage, build_site
from pages.navigation.models import SiteProfile

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

PARAMETERS = frozenset({"locale", "site"})


@csrf_exempt
@require_safe
def site_view(request: HttpRequest) -> HttpResponseBase:
    """Answer with what surrounds the pages of a site, in one language."""
    router: Any = request.wagtailapi_router  # type: ignore[attr-defined]  # the router sets it
    memory.follow()  # the addresses of sites are kept
    try:
        _refuse_unknown(request)
        site = asked_site(request)
    except BadRequestError as error:
        return _refusal(400, str(error))
    if site is None:
        return _refusal(404, "not found")
    try:
        built = build_site(
            site,
            language=request.GET.get("locale") or None,
            detail_url=lambda page: get_object_detail_url(router, request, Page, page.pk),
            absolute=lambda address: get_full_url(request, address),
        )
    except NoSuchLanguage as missing:
        return _refusal(
            404,
            f"this site is not public in “{missing.language}”",
            locales=missing.available,
        )
    return answer(request, built, key=f"{ABOUT_MANY} {ABOUT_SITE}")


class SiteEndpoint:
    """What the router needs to know of an endpoint with a single address."""

    model = SiteProfile
    name: ClassVar[str] = "site"

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the one address."""
        return [path("", site_view, name="listing")]

    @classmethod
    def get_model_listing_urlpath(cls, model: type[Any], namespace: str = "") -> str:
        """Return the path of that address."""
        return reverse(f"{namespace}:listing" if namespace else "listing")

    @classmethod
    def get_object_detail_urlpath(cls, model: type[Any], pk: Any, namespace: str = "") -> str:
        """Return the same path: a profile has none of its own."""
        return cls.get_model_listing_urlpath(model, namespace)


def _refuse_unknown(request: HttpRequest) -> None:
    unknown = sorted(set(request.GET) - PARAMETERS)
    if unknown:
        raise BadRequestError(
            f"query parameter is not an operation or a recognised field: {', '.join(unknown)}"
        )


def _refusal(status: int, message: str, **more: Any) -> JsonResponse:
    return JsonResponse(
        {"message": message, **more}, status=status, headers={"Cache-Control": NOT_KEPT}
    )

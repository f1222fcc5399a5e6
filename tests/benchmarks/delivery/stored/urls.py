"""The one address: a page's detail."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from tests.benchmarks.delivery.stored.models import StoredAnswer


def detail(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer with the row."""
    body = StoredAnswer.objects.filter(pk=page_id).values_list("body", flat=True).first()
    if body is None:
        raise Http404
    return HttpResponse(body, content_type="application/json")


urlpatterns = [path("api/v2/pages/<int:page_id>/", detail)]

import pytest
from django.http import Http404
from django.test import RequestFactory

from pages.content.index import ConditionIndexPage
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    TestimonialPageFactory,
    home,
    index_page,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "make",
    [
        ConditionPageFactory,
        ProcedurePageFactory,
        TestimonialPageFactory,
        home,
        lambda: index_page(ConditionIndexPage),
    ],
)
def test_no_page_is_served_from_its_row(make):
    with pytest.raises(Http404):
        make().serve(RequestFactory().get("/"))

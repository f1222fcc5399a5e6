"""The plugin's page types beside those of a site that has pages of the same names."""

from __future__ import annotations

import pytest
from wagtail.models import Page, get_page_models


@pytest.mark.parametrize(
    "model",
    [model for model in get_page_models() if model._meta.app_label == "pages"],
    ids=lambda model: model.__name__,
)
def test_a_page_type_of_another_app_may_have_the_same_name(model: type[Page]) -> None:
    way_back = model._meta.get_field("page_ptr").remote_field.get_accessor_name()
    assert way_back == f"pages_{model._meta.model_name}"

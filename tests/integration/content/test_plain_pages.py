"""What the pages without a review may say: nothing that needs one."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from pages.content.index import ConditionIndexPage
from tests.factories.content import home, index_page
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db

FIELDS = ("title", "seo_title", "search_description")
CLAIMS = {"en": "We cure arthritis", "es": "Curamos la artritis"}


@pytest.mark.parametrize("language", CLAIMS)
@pytest.mark.parametrize("field", FIELDS)
def test_neither_a_home_page_nor_a_list_claims_anything(field, language) -> None:
    for page in (home(language), index_page(ConditionIndexPage, language)):
        setattr(page, field, CLAIMS[language])
        for store in (page.save, page.save_revision):
            with pytest.raises(ValidationError) as refusal:
                store()
            assert "reviewed" in refusal.value.message_dict[field][0]


@pytest.mark.parametrize("text", ["95% success rate", "Take 500 mg", "<b>Now</b>"])
def test_nor_a_number_a_dose_or_markup(text) -> None:
    page = home()
    page.search_description = text

    with pytest.raises(ValidationError):
        page.save()


def test_a_description_in_plain_words_is_stored() -> None:
    page = home()
    page.search_description = "Conditions and treatments, reviewed by doctors.\nIn two languages."
    page.save()


def test_the_form_says_so_at_the_field(client) -> None:
    client.force_login(make_user("editor", is_superuser=True))
    page = home()
    fields = {"title": page.title, "slug": page.slug, "comments-TOTAL_FORMS": 0}
    fields |= {"comments-INITIAL_FORMS": 0, "seo_title": CLAIMS["en"]}

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), fields)

    assert answer.status_code == 200
    [said] = answer.context["form"].errors["seo_title"]
    assert said.startswith("Claims belong on a page, where they are reviewed.")
    page.refresh_from_db()
    assert page.seo_title == ""

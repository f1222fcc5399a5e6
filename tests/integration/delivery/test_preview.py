import re

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page

from pages.citations.models import Reference
from pages.content.condition import ConditionPage
from pages.delivery.preview import texts_of_block
from pages.publishing import render_preview
from tests.factories.content import a_reference, locale
from tests.factories.delivery import (
    KINDS,
    LANGUAGES,
    an_image,
    draft,
    every_block,
    home,
    link_to,
    published,
)

pytestmark = pytest.mark.django_db


def preview(page):
    response = render_preview(page, RequestFactory().get("/"), "")
    return response, BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_shown_in_its_own_language_whatever_the_editors_is(kind, language):
    page = draft(kind, language=language)

    with translation.override("fr"):
        response, html = preview(page)

    assert response.status_code == 200
    assert html.html["lang"] == language
    assert html.h1.text == page.title
    assert response["Content-Language"] == language


def test_a_preview_is_neither_indexed_nor_kept():
    response, html = preview(draft())

    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]
    assert html.find("meta", {"name": "robots"})["content"] == "noindex, nofollow"


def test_every_block_is_shown():
    treatment = published("procedure", title="Injection")
    body = every_block(a_reference(), image=an_image(), page=treatment)

    _, html = preview(draft(body=body))

    text = " ".join(html.get_text(" ").split())
    for words in (
        "About Cause As measured 1",
        "Randomised trial",
        "80 participants",
        "5 to 10 minutes",
        "May be a candidate",
        "34 of 80",
        "Common (1 in 100 to 1 in 10) · Mild",
        "Compared with",
        "A hand, drawn.",
        "Urgent care Today Call a doctor.",
        "Doses Drug Dose A 5 mg",
        "Questions? Ask",
    ):
        assert words in text, words
    assert len(html.select(".block")) >= len(body)
    assert html.find("a", string="Ask")["href"].startswith("https://www.example.org/")


def test_counts_that_are_still_missing_are_question_marks():
    unfinished = {"label": "Relief", "numerator": None, "denominator": 80, "note": ""}

    _, html = preview(draft(body=[("outcome", unfinished)]))

    assert html.select_one(".count").text == "? of 80"


def test_all_fields_stand_in_reading_order():
    page = draft("procedure")

    _, html = preview(page)

    order = [section["id"].removeprefix("at-") for section in html.select("section.part")]
    reading = [name for name in type(page).reading_order if name in order]
    assert order[: len(reading)] == reading
    assert {"what_it_is", "steps", "criteria", "outcomes", "adverse_effects"} <= set(order)


def test_citations_lead_to_the_list_and_back():
    _, html = preview(draft(body=every_block(a_reference(), image=an_image(), page=home())))

    for link in html.select("sup.citation a, .references a.back"):
        target = link["href"].removeprefix("#")
        assert html.find(id=target) is not None, target
    assert html.select(".references a.back")


def test_no_id_is_given_twice():
    _, html = preview(draft(body=every_block(a_reference(), image=an_image(), page=home())))

    ids = [element["id"] for element in html.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_retracted_reference_says_so():
    page = draft()
    Reference.objects.update(retraction_status="retracted")

    _, html = preview(page)

    assert html.select_one(".references .retracted").text == "Retracted"


def test_a_draft_says_that_it_is_not_signed():
    _, html = preview(draft())

    assert "not yet signed" in html.select_one(".banner-unsigned").text


def test_a_signed_page_says_who_signed_it():
    _, html = preview(published())

    assert "Signed by Dr. reviewer, MD, Rheumatology" in " ".join(
        html.select_one(".banner-signed").text.split()
    )


def test_a_changed_draft_of_a_signed_page_is_not_shown_as_signed():
    page = published()
    page.summary = "Another."

    _, html = preview(page)

    assert html.select_one(".banner-unsigned")


def test_the_disclaimers_of_the_language_are_shown():
    _, html = preview(draft(language="es"))

    assert "Información médica" in html.select_one(".disclaimers").text


def test_what_is_linked_and_not_public_yet_is_shown_as_such():
    hidden = draft("procedure", title="Injection")
    page = draft(
        treatments=[{"procedure": hidden}], urgent_care=f"<p>Ask about {link_to(hidden, 'it')}.</p>"
    )

    _, html = preview(page)

    related = html.select_one(".part-treatments").text
    assert "Injection" in related
    assert "Not public in this language" in related
    assert "Ask about it." in html.select_one(".part-urgent_care").text
    assert html.select_one(".part-urgent_care a") is None


def test_a_translated_quotation_is_shown_with_the_original():
    page = draft("testimonial", quotation_language="es", original_quotation="Vuelvo a caminar.")

    _, html = preview(page)

    original = html.select_one("details blockquote")
    assert original["lang"] == "es"
    assert original.text.strip() == "Vuelvo a caminar."
    assert "Spanish" in html.select_one("details summary").text


def test_nothing_private_is_shown():
    response, _ = preview(draft("testimonial"))

    assert "Somebody Secret" not in response.content.decode()


def test_text_of_editors_cannot_become_markup():
    response, html = preview(draft(title="<script>alert(1)</script>", summary="<b>x</b>"))

    assert html.find("script") is None
    assert html.h1.text == "<script>alert(1)</script>"
    assert "&lt;b&gt;" in response.content.decode()


def test_an_empty_draft_and_one_that_was_never_saved_can_be_previewed():
    from tests.factories.content import ConditionPageFactory

    _, html = preview(ConditionPageFactory(title="Empty"))
    new = ConditionPage(title="New", locale=locale("en"))
    _, new_html = preview(new)

    assert html.h1.text == "Empty"
    assert new_html.h1.text == "New"


def test_the_admin_shows_the_preview(client, admin_user):
    page = published()
    client.force_login(admin_user)

    response = client.get(f"/admin/pages/{page.pk}/view_draft/")

    assert response.status_code == 200
    assert re.search(r"<h1[^>]*>\s*" + re.escape(page.title), response.content.decode())
    assert Page.objects.get(pk=page.pk).live


def test_a_block_without_a_template_is_shown_in_words_and_as_no_markup():
    block = {
        "type": "leaflet",
        "value": {"name": "<b>Bold</b> <script>x</script>", "parts": [{"text": "<p>One</p>"}]},
    }

    block["texts"] = list(texts_of_block(block["value"]))

    html = render_to_string("pages/preview/blocks/unknown.html", {"block": block})

    text = " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
    assert text == "leaflet name Bold x text One"
    assert "<script" not in html


def test_the_name_of_a_scale_stands_with_the_stages_or_alone_without_any():
    stages = [{"type": "stage", "value": {"name": "Early", "description": "<p>At first.</p>"}}]

    _, together = preview(draft(stages=stages, stages_scale="Three steps"))
    _, alone = preview(draft(stages_scale="Three steps"))

    assert "Three steps" in together.select_one(".part-stages #at-stages_scale").text
    assert together.select_one(".part-stages_scale") is None
    assert "Three steps" in alone.select_one(".part-stages_scale").text

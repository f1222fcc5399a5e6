"""The whole answer for a page of each type, in each language."""

import pytest

from tests.contract.golden import expected, steady
from tests.factories.content import a_reference
from tests.factories.delivery import (
    LANGUAGES,
    an_image,
    draft,
    every_block,
    publish,
    published,
    translated,
)

pytestmark = pytest.mark.django_db


def condition(language):
    treatment = published("procedure", language=language, title="Injection", slug="injection")
    image = an_image(focal_point_x=300, focal_point_y=150)
    page = draft(
        "condition",
        language=language,
        title="Arthritis",
        slug="arthritis",
        seo_title="All about arthritis",
        hero_image=image,
        hero_alt="A hand",
        body=every_block(a_reference(), image=image, page=treatment),
        codes=[{"system": "icd-10", "code": "M05.79"}],
        treatments=[{"procedure": treatment}],
    )
    return publish(page)


def procedure(language):
    treated = published("condition", language=language, title="Arthritis", slug="arthritis")
    return published(
        "procedure",
        language=language,
        title="Injection",
        slug="injection",
        conditions=[{"condition": treated}],
    )


def testimonial(language):
    subject = published("condition", language=language, title="Arthritis", slug="arthritis")
    return published(
        "testimonial",
        language=language,
        title="Ana walks",
        slug="ana-walks",
        condition=subject,
        photograph=an_image("Ana", width=500, height=500),
        photograph_alt="Ana in a park",
        quotation_language="es",
        original_quotation="Vuelvo a caminar.",
    )


testimonial.__test__ = False
MAKERS = {"condition": condition, "procedure": procedure, "testimonial": testimonial}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", MAKERS)
def test_a_page_of_each_type_is_answered_in_full(client, kind, language):
    page = MAKERS[kind](language)

    answer = client.get(f"/api/v2/pages/{page.pk}/")

    assert answer.status_code == 200
    assert steady(answer.json()) == expected(f"{kind}.{language}", answer.json())


def test_a_listing_is_answered_in_full(client):
    published("condition", title="Arthritis", slug="arthritis")
    published("procedure", title="Injection", slug="injection")

    answer = client.get("/api/v2/pages/", {"order": "slug"})

    assert steady(answer.json()) == expected("listing", answer.json())


def test_a_translation_names_its_source_and_its_alternates(client):
    source = published("condition", title="Arthritis", slug="arthritis")
    page = translated(source, title="Artritis", slug="artritis")

    meta = client.get(f"/api/v2/pages/{page.pk}/").json()["meta"]

    assert meta["locale"] == "es"
    assert meta["html_url"] == "https://www.example.org/es/enfermedades/artritis/"
    assert meta["translation"] == {
        "source_locale": "en",
        "source_fingerprint": source.approvals.get().fingerprint,
        "is_current": True,
        "outdated_since": None,
        "changed": [],
        "notice": None,
    }
    assert meta["alternates"] == [
        {
            "locale": "en",
            "html_url": "https://www.example.org/en/conditions/arthritis/",
            "detail_url": f"http://testserver/api/v2/pages/{source.pk}/",
        }
    ]

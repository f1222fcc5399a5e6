"""Nothing that is not signed, public and meant for the public ever leaves the API."""

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from pages.delivery.models import PublishedDocument
from pages.publishing import guards
from pages.review.models import Approval
from tests.factories.content import a_reference, cite
from tests.factories.delivery import (
    EDITOR,
    EMAIL,
    KINDS,
    LANGUAGES,
    a_file,
    an_image,
    draft,
    link_to,
    link_to_file,
    publish,
    published,
)

pytestmark = pytest.mark.django_db

WORD = "Xylophone"


def with_media(kind="condition", **fields):
    """Return a draft that says an unusual word, shows an image and links to a file."""
    page = draft(kind, title=f"{WORD} {kind}", **fields)
    page.hero_image = an_image(f"{WORD} image")
    page.hero_alt = "A hand"
    file = a_file(f"{WORD} file")
    page.body = [("section", section(f"<p>{link_to_file(file)} {cite(a_reference())}</p>"))]
    page.save()
    return page


def section(html):
    from wagtail.rich_text import RichText

    return {"heading": "More", "text": RichText(html)}


def stays_draft(page):
    """Leave it as it was written."""


def gets_withdrawn(page):
    publish(page)
    Approval.objects.filter(page=page).update(withdrawn_at=timezone.now())


def gets_superseded(page):
    publish(page)
    Approval.objects.filter(page=page).update(superseded_at=timezone.now())


def gets_unpublished(page):
    publish(page).unpublish()


def gets_private(page):
    publish(page)
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def gets_private_with_its_section(page):
    publish(page)
    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="password", password="secret"
    )


def loses_its_document(page):
    publish(page)
    with guards.suspended():
        PublishedDocument.objects.filter(page=page).delete()


def is_live_without_any_approval(page):
    with guards.suspended():
        type(page).objects.filter(pk=page.pk).update(live=True)


FATES = [
    stays_draft,
    gets_withdrawn,
    gets_superseded,
    gets_unpublished,
    gets_private,
    gets_private_with_its_section,
    loses_its_document,
    is_live_without_any_approval,
]


@pytest.mark.parametrize("fate", FATES)
def test_a_page_that_is_not_public_is_nowhere(client, fate):
    page = with_media(slug="hidden")
    Redirect.objects.create(old_path="/old", redirect_page=page, site=None)
    fate(page)

    for address in (
        f"/api/v2/pages/{page.pk}/",
        f"/api/v2/pages/{page.pk}/?type=pages.ConditionPage&fields=*",
        f"/api/v2/pages/find/?id={page.pk}",
        "/api/v2/pages/find/?html_path=/en/conditions/hidden/",
        f"/api/v2/images/{page.hero_image_id}/",
        "/api/v2/redirects/find/?html_path=/old",
    ):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert answer["Content-Type"] == "application/json"
        assert set(answer.json()) == {"message"}
    for address in (
        "/api/v2/pages/",
        "/api/v2/pages/?fields=*",
        "/api/v2/pages/?type=pages.ConditionPage&fields=*",
        f"/api/v2/pages/?search={WORD}&fields=*",
        f"/api/v2/pages/?search={WORD}&type=pages.ConditionPage",
        f"/api/v2/pages/?child_of={page.get_parent().pk}",
        "/api/v2/pages/?descendant_of=root",
        "/api/v2/pages/?slug=hidden",
        f"/api/v2/images/?search={WORD}",
        "/api/v2/images/?fields=*",
        "/api/v2/documents/?fields=*",
        "/api/v2/redirects/",
    ):
        answer = client.get(address)
        body = answer.content.decode()
        assert WORD not in body, address
        assert "hidden" not in body, address
        assert str(page.pk) not in {str(item["id"]) for item in answer.json().get("items", [])}


@pytest.mark.parametrize(
    "parameter", ["child_of", "descendant_of", "ancestor_of", "translation_of"]
)
def test_a_hidden_page_cannot_be_asked_about(client, parameter):
    page = draft()

    answer = client.get(f"/api/v2/pages/?{parameter}={page.pk}")

    assert answer.status_code == 400
    assert "doesn't exist" in answer.json()["message"]


def test_what_is_public_is_there_in_the_same_places(client):
    page = publish(with_media(slug="shown"))

    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 200
    assert WORD in client.get(f"/api/v2/pages/?search={WORD}").content.decode()
    assert client.get(f"/api/v2/images/{page.hero_image_id}/").status_code == 200
    assert client.get("/api/v2/images/").json()["meta"]["total_count"] == 1
    assert client.get("/api/v2/documents/").json()["meta"]["total_count"] == 1


def test_a_new_draft_of_a_public_page_shows_nowhere(client):
    page = published(title="Signed")
    page.title = WORD
    page.summary = WORD
    page.save_revision()

    for address in (f"/api/v2/pages/{page.pk}/", "/api/v2/pages/?fields=*"):
        assert WORD not in client.get(address).content.decode()


def test_a_row_that_was_changed_behind_the_gate_shows_nowhere(client):
    page = published(title="Signed")
    with guards.suspended():
        type(page).objects.filter(pk=page.pk).update(
            title=WORD, summary=WORD, seo_title=WORD, search_description=WORD, causes=WORD
        )

    for address in (
        f"/api/v2/pages/{page.pk}/",
        "/api/v2/pages/",
        "/api/v2/pages/?type=pages.ConditionPage&fields=*",
    ):
        assert WORD not in client.get(address).content.decode()


def test_a_translation_that_is_not_signed_is_no_alternate(client):
    source = published()
    draft(language="es", translation_key=source.translation_key)

    assert client.get(f"/api/v2/pages/{source.pk}/").json()["meta"]["alternates"] == []


def test_the_same_image_in_two_pages_stays_as_long_as_one_is_public(client):
    page = with_media()
    other = draft(hero_image=page.hero_image, hero_alt="A hand")
    publish(page)
    publish(other)

    page.refresh_from_db()
    page.unpublish()

    assert client.get(f"/api/v2/images/{page.hero_image_id}/").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_private_data_is_in_any_answer(client, kind, language):
    page = published(kind, language=language)

    for address in (
        f"/api/v2/pages/{page.pk}/?fields=*",
        f"/api/v2/pages/?type=pages.{type(page).__name__}&fields=*",
        "/api/v2/pages/?fields=*",
    ):
        body = client.get(address).content.decode()
        for secret in (
            "Somebody Secret",
            "A-0001",
            "scans/",
            EDITOR,
            EMAIL,
            "private.invalid",
            "alias_of",
        ):
            assert secret not in body, (secret, address)


@pytest.mark.parametrize(
    "name", ["authorization", "owner", "alias_of", "draft_title", "live", "listed_references"]
)
def test_private_fields_cannot_be_asked_for(client, name):
    published("testimonial")

    asked = client.get(f"/api/v2/pages/?type=pages.TestimonialPage&fields={name}")
    filtered = client.get(f"/api/v2/pages/?type=pages.TestimonialPage&{name}=1")
    ordered = client.get(f"/api/v2/pages/?type=pages.TestimonialPage&order={name}")

    assert asked.status_code == filtered.status_code == ordered.status_code == 400


def test_links_lead_only_to_what_is_public(client):
    hidden = draft("procedure", title=WORD, slug="hidden")
    page = draft(treatments=[{"procedure": hidden}])
    page.body = [
        ("section", section(f"<p>Ask about {link_to(hidden, 'it')} {cite(a_reference())}</p>")),
        ("call_to_action", {"text": "Questions?", "label": "Ask", "page": hidden, "url": ""}),
    ]
    page.save()
    publish(page)
    before = client.get(f"/api/v2/pages/{page.pk}/").json()

    publish(hidden)
    after = client.get(f"/api/v2/pages/{page.pk}/").json()

    assert "hidden" not in str(before)
    assert before["treatments"] == []
    assert before["body"][0]["value"]["text"].startswith("<p>Ask about it <sup")
    assert before["body"][1]["value"]["page"] is None
    address = "https://www.example.org/en/procedures/hidden/"
    assert [link["title"] for link in after["treatments"]] == [WORD]
    assert f'<a href="{address}">it</a>' in after["body"][0]["value"]["text"]
    assert after["body"][1]["value"]["page"] == {
        "title": WORD,
        "html_url": address,
        "detail_url": f"http://testserver/api/v2/pages/{hidden.pk}/",
    }

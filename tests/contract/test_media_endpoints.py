import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.rich_text import RichText

from tests.factories.content import a_reference, cite
from tests.factories.delivery import a_file, an_image, draft, link_to_file, publish, published

pytestmark = pytest.mark.django_db


def test_an_image_comes_in_ready_sizes_with_its_focal_point(client):
    image = an_image(width=1200, height=600, focal_point_x=300, focal_point_y=450)
    publish(draft(hero_image=image, hero_alt="A hand"))

    answer = client.get(f"/api/v2/images/{image.pk}/").json()

    assert (answer["width"], answer["height"]) == (1200, 600)
    assert answer["focal_point"] == {"x": 0.25, "y": 0.75}
    assert {name: size["width"] for name, size in answer["renditions"].items()} == {
        "width-480": 480,
        "width-960": 960,
        "original": 1200,
    }
    assert all(
        size["url"].startswith("http://testserver/media/images/") and ".webp" in size["url"]
        for size in answer["renditions"].values()
    )


def test_a_small_image_is_never_enlarged(client):
    image = an_image(width=300, height=300)
    page = publish(draft(hero_image=image, hero_alt="A hand"))

    sizes = client.get(f"/api/v2/pages/{page.pk}/").json()["hero_image"]["renditions"]

    assert [(name, size["width"]) for name, size in sizes.items()] == [("original", 300)]


def test_the_sizes_are_a_choice_of_the_site(client, settings):
    settings.PAGES = {"RENDITIONS": ["width-200|format-jpeg"]}
    page = publish(draft(hero_image=an_image(), hero_alt="A hand"))

    sizes = client.get(f"/api/v2/pages/{page.pk}/").json()["hero_image"]["renditions"]

    assert list(sizes) == ["width-200"]
    assert sizes["width-200"]["url"].endswith(".jpg")


def test_a_page_keeps_its_words_when_an_image_file_is_gone(client):
    image = an_image()
    page = draft(hero_image=image, hero_alt="A hand")
    image.get_file_hash()
    image.file.storage.delete(image.file.name)
    page = publish(page)

    answer = client.get(f"/api/v2/pages/{page.pk}/").json()["hero_image"]

    assert answer["alt"] == "A hand"
    assert answer["renditions"] == {}


def test_a_linked_file_has_an_address_for_other_hosts(client):
    file = a_file("Leaflet")
    text = RichText(f"<p>{link_to_file(file)} {cite(a_reference())}</p>")
    page = draft()
    page.body = [("section", {"heading": "More", "text": text})]
    page.save()
    publish(page)

    answer = client.get(f"/api/v2/documents/{file.pk}/").json()
    html = client.get(f"/api/v2/pages/{page.pk}/").json()["body"][0]["value"]["text"]

    assert answer["title"] == "Leaflet"
    assert answer["meta"]["download_url"] == f"http://testserver{file.url}"
    assert f'<a href="http://testserver{file.url}">this leaflet</a>' in html


def test_images_in_a_private_collection_are_not_there(client):
    image = an_image()
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    image.collection = private
    image.save()
    publish(draft(hero_image=image, hero_alt="A hand"))

    assert client.get(f"/api/v2/images/{image.pk}/").status_code == 404


@pytest.mark.parametrize("endpoint", ["images", "documents", "redirects"])
def test_what_makes_no_sense_is_refused_in_words(client, endpoint):
    published()

    for query in ("nothing=1", "fields=nothing", "limit=x", "title=%00"):
        answer = client.get(f"/api/v2/{endpoint}/?{query}")
        assert answer.status_code == 400, query
        assert set(answer.json()) == {"message"}


def test_a_redirect_leads_to_the_frontend(client):
    page = published(slug="arthritis")
    Redirect.objects.create(old_path="/old", redirect_page=page)
    Redirect.objects.create(old_path="/elsewhere", redirect_link="https://other.example/")

    found = client.get("/api/v2/redirects/find/", {"html_path": "/old"}, follow=True).json()
    listed = client.get("/api/v2/redirects/").json()["items"]

    assert found["location"] == "https://www.example.org/en/conditions/arthritis/"
    assert {item["old_path"]: item["location"] for item in listed} == {
        "/old": "https://www.example.org/en/conditions/arthritis/",
        "/elsewhere": "https://other.example/",
    }


@pytest.mark.parametrize("blank", ["", " ", "\x85", "\u2003\t"])
@pytest.mark.parametrize("endpoint", ["images", "documents"])
def test_a_search_for_nothing_but_blanks_finds_nothing(client, endpoint, blank):
    file, image = a_file(), an_image()
    page = draft(hero_image=image, hero_alt="A hand")
    page.body = [
        (
            "section",
            {"heading": "More", "text": RichText(f"{link_to_file(file)}{cite(a_reference())}")},
        )
    ]
    page.save()
    publish(page)

    answer = client.get(f"/api/v2/{endpoint}/", {"search": blank})

    assert (answer.status_code, answer.json()["items"]) == (200, [])
    assert client.get(f"/api/v2/{endpoint}/").json()["meta"]["total_count"] == 1

"""Sizes of pictures: in which formats, cut how, made when, and by whom never."""

import io
import logging

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image as Picture
from wagtail.images import get_image_model

from pages.delivery import pixels, sizes
from pages.delivery.images import public_image
from pages.delivery.installation_checks import check_renditions
from pages.delivery.models import PublishedDocument
from pages.delivery.sizes import make_sizes, wanted_sizes
from pages.delivery.verification import verify
from tests.factories.delivery import LANGUAGES, _collection, an_image, draft, publish, published

pytestmark = pytest.mark.django_db

AVIF, WEBP = "image/avif", "image/webp"
BOTH = "format-{avif,webp}"


def renditions():
    return get_image_model().get_rendition_model().objects


def two_halves(**fields):
    """Return a stored picture, red on the left and blue on the right."""
    picture = Picture.new("RGB", (400, 100), (255, 0, 0))
    picture.paste((0, 0, 255), (200, 0, 400, 100))
    content = io.BytesIO()
    picture.save(content, "PNG")
    return get_image_model().objects.create(
        title="Halves",
        file=ContentFile(content.getvalue(), name="halves.png"),
        collection=_collection(),
        **fields,
    )


def looking_at(x):
    """Return the fields of a focal point."""
    names = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    return dict(zip(names, (x, 50, 10, 10), strict=True))


def seen(image, specification):
    """Return the colour in the middle of a size."""
    file = renditions().filter(image=image, filter_spec=specification).latest("pk").file
    with file.storage.open(file.name) as opened, Picture.open(opened) as picture:
        return picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))


def made(image):
    make_sizes([image])
    return public_image(image, alt="")


def without_encoders(monkeypatch, *kinds):
    monkeypatch.setattr(pixels, "can_write", lambda kind: kind not in kinds)


def image_of(client, page):
    return client.get(f"/api/v2/pages/{page.pk}/").json()["hero_image"]


def test_a_picture_is_public_in_two_formats_ready_for_a_picture_element(client):
    shown = image_of(client, published(hero_image=an_image(width=1200), hero_alt="A hand"))

    assert list(shown["srcset"]) == [AVIF, WEBP]
    for mime, ending in ((AVIF, ".avif"), (WEBP, ".webp")):
        candidates = [entry.split(" ") for entry in shown["srcset"][mime].split(", ")]
        assert [width for _, width in candidates] == ["480w", "960w", "1200w"]
        assert all(url.startswith("http://testserver/media/images/") for url, _ in candidates)
        assert all(url.endswith(ending) for url, _ in candidates)
    small = shown["renditions"]["width-480"]
    assert (small["width"], small["height"]) == (480, 240)
    assert small["url"] == small["formats"][WEBP]
    assert small["formats"][AVIF] in shown["srcset"][AVIF]


def test_the_images_endpoint_says_the_same_as_the_page(client):
    image = an_image()
    shown = image_of(client, published(hero_image=image, hero_alt="A hand"))

    answer = client.get(f"/api/v2/images/{image.pk}/").json()

    assert {name: answer[name] for name in ("renditions", "srcset")} == {
        name: shown[name] for name in ("renditions", "srcset")
    }
    fields = client.get(f"/api/v2/images/?fields=_,srcset&id={image.pk}").json()["items"]
    assert fields == [{"srcset": shown["srcset"]}]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_alt_text_is_the_one_of_the_page(client, language):
    image = an_image()
    texts = {"en": "A hand", "es": "Una mano"}
    pages = {
        code: published(language=code, hero_image=image, hero_alt=text)
        for code, text in texts.items()
    }

    assert image_of(client, pages[language])["alt"] == texts[language]


def test_a_crop_keeps_the_focal_point_in_view_and_out_of_the_srcset(settings):
    settings.PAGES = {"RENDITIONS": [f"fill-50x50|{BOTH}", f"width-200|{BOTH}"]}
    left = two_halves(**looking_at(50))
    right = two_halves(**looking_at(350))

    for image, channel in ((left, 0), (right, 2)):
        shown = made(image)
        crop = shown["renditions"]["fill-50x50"]
        assert (crop["width"], crop["height"]) == (50, 50)
        assert "fill-50x50" not in shown["srcset"][AVIF]
        assert shown["srcset"][AVIF].endswith(" 200w")
        assert seen(image, "fill-50x50|format-webp")[channel] > 200


def test_a_crop_around_another_focal_point_stands_in_until_there_is_one(settings):
    settings.PAGES = {"RENDITIONS": [f"fill-50x50|{BOTH}"]}
    image = two_halves(**looking_at(50))
    before = made(image)["renditions"]
    image.focal_point_x = 350

    assert public_image(image, alt="")["renditions"] == before
    assert made(image)["renditions"] != before


def test_a_size_in_one_format_needs_no_braces(settings):
    settings.PAGES = {"RENDITIONS": ["width-200|format-jpeg|jpegquality-40", "width-100"]}

    shown = made(an_image())

    assert list(shown["srcset"]) == ["image/jpeg", "image/png"]
    assert list(shown["renditions"]) == ["width-200", "width-100"]


def test_an_operation_that_changes_colours_is_applied(settings):
    settings.PAGES = {"RENDITIONS": ["width-200|bgcolor-ff0000|format-png"]}
    content = io.BytesIO()
    Picture.new("RGBA", (300, 300), (0, 0, 0, 0)).save(content, "PNG")
    image = get_image_model().objects.create(
        title="Clear", file=ContentFile(content.getvalue(), "clear.png"), collection=_collection()
    )

    made(image)

    assert seen(image, "width-200|bgcolor-ff0000|format-png") == (255, 0, 0)


def test_no_request_to_the_api_makes_a_size(client, settings, monkeypatch):
    image = an_image()
    page = publish(draft(hero_image=image, hero_alt="A hand"))
    before = image_of(client, page)
    rows = renditions().count()

    def made_by_a_visitor(*args, **kwargs):
        raise AssertionError("A request of a visitor made a size.")

    for maker in ("generate_rendition_file", "create_rendition", "get_rendition"):
        monkeypatch.setattr(get_image_model(), maker, made_by_a_visitor)
    monkeypatch.setattr(pixels, "prepared", made_by_a_visitor)
    monkeypatch.setattr(renditions().model, "save", made_by_a_visitor)
    # A size that nobody has made yet, and one that was made and is gone.
    settings.PAGES = {"RENDITIONS": [*sizes.conf.DEFAULTS["RENDITIONS"], f"width-333|{BOTH}"]}
    renditions().filter(filter_spec="width-480|format-avif").delete()

    for address in (
        f"/api/v2/pages/{page.pk}/",
        "/api/v2/pages/?type=pages.ConditionPage&fields=*",
        f"/api/v2/images/{image.pk}/",
        "/api/v2/images/?fields=*",
        f"/api/v2/pages/find/?id={page.pk}",
    ):
        assert client.get(address, follow=True).status_code == 200, address

    assert image_of(client, page) == before
    answer = client.get(f"/api/v2/images/{image.pk}/").json()
    assert "width-333" not in answer["renditions"]
    assert list(answer["renditions"]["width-480"]["formats"]) == [WEBP]
    assert renditions().count() == rows - 1


def test_verifying_makes_no_size(monkeypatch):
    published(hero_image=an_image(), hero_alt="A hand")
    renditions().all().delete()

    assert [finding.code for finding in verify()] == []
    assert not renditions().exists()


def test_sizes_are_there_when_a_draft_is_saved(django_capture_on_commit_callbacks, monkeypatch):
    page = draft(hero_image=an_image(), hero_alt="A hand")
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision()
    assert renditions().count() == 2 * len({"width-480", "width-960", "original"})

    def made_again(*args, **kwargs):
        raise AssertionError("The publication made a size that was there.")

    monkeypatch.setattr(sizes, "_make", made_again)
    publish(page)


def test_a_draft_is_saved_whatever_becomes_of_its_pictures(
    django_capture_on_commit_callbacks, monkeypatch, caplog
):
    def broken(page):
        raise RuntimeError("No memory is left.")

    monkeypatch.setattr(sizes, "make_sizes_of", broken)
    page = draft(hero_image=an_image())
    with django_capture_on_commit_callbacks(execute=True), caplog.at_level(logging.CRITICAL):
        page.save_revision()

    assert page.latest_revision.as_object().hero_image_id == page.hero_image_id


def test_what_was_not_made_with_the_draft_is_made_with_the_publication(client):
    page = publish(draft(hero_image=an_image(), hero_alt="A hand"))

    assert image_of(client, page)["renditions"].keys() == {"width-480", "width-960", "original"}


def test_rebuilding_applies_another_list(client, settings):
    page = published(hero_image=an_image(), hero_alt="A hand")
    before = PublishedDocument.objects.get(page=page).content_hash
    settings.PAGES = {"RENDITIONS": [f"width-300|{BOTH}", f"fill-100x100|{BOTH}"]}
    assert "width-300" not in image_of(client, page)["renditions"]

    output = io.StringIO()
    call_command("rebuild_documents", stdout=output)

    assert f"rebuilt: {page.pk}" in output.getvalue()
    assert list(image_of(client, page)["renditions"]) == ["width-300", "fill-100x100"]
    assert PublishedDocument.objects.get(page=page).content_hash != before
    assert [finding.code for finding in verify()] == []


def test_rebuilding_says_how_far_it_is(monkeypatch):
    published()
    published()
    monkeypatch.setattr("pages.management.commands.rebuild_documents.PROGRESS_EVERY", 1)
    errors = io.StringIO()

    call_command("rebuild_documents", stdout=io.StringIO(), stderr=errors)

    assert errors.getvalue() == "1 of 2 pages\n"


def test_a_machine_without_avif_publishes_without_it(client, monkeypatch):
    without_encoders(monkeypatch, "avif")

    shown = image_of(client, published(hero_image=an_image(), hero_alt="A hand"))

    assert list(shown["srcset"]) == [WEBP]
    assert list(shown["renditions"]["width-480"]["formats"]) == [WEBP]


def test_a_machine_without_avif_says_so(monkeypatch):
    assert check_renditions(None) == []
    monkeypatch.setattr("pages.delivery.installation_checks.can_write", lambda kind: kind != "avif")

    (warning,) = check_renditions(None)

    assert (warning.id, "AVIF" in warning.msg) == ("pages.W412", True)


@pytest.mark.parametrize(
    "entry",
    [
        "wide-480|format-webp",
        "width-many|format-webp",
        "width-480|format-bmp",
        "width-9|format-gif",
    ],
)
def test_a_size_that_cannot_be_made_is_found_at_start_and_stops_no_publication(
    client, settings, caplog, entry
):
    settings.PAGES = {"RENDITIONS": [entry]}
    assert [message.id for message in check_renditions(None)] == ["pages.E409"]

    with caplog.at_level(logging.CRITICAL):
        page = published(hero_image=an_image(), hero_alt="A hand")

    assert image_of(client, page)["renditions"] == {}


def test_a_size_that_fails_leaves_the_others_alone(client, monkeypatch, caplog):
    whole = pixels.written

    def fails_for_avif(picture, *, kind, **options):
        if kind == "avif":
            raise OSError("encoder error")
        return whole(picture, kind=kind, **options)

    monkeypatch.setattr(pixels, "written", fails_for_avif)
    with caplog.at_level(logging.CRITICAL):
        shown = image_of(client, published(hero_image=an_image(), hero_alt="A hand"))

    assert list(shown["srcset"]) == [WEBP]


def test_a_store_that_takes_no_files_stops_no_publication(client, monkeypatch, caplog):
    image = an_image()

    def takes_nothing(name, content):
        raise OSError("no space left")

    monkeypatch.setattr(default_storage, "_save", takes_nothing)
    with caplog.at_level(logging.CRITICAL):
        page = published(hero_image=image, hero_alt="A hand")
        shown = image_of(client, page)

    assert shown["renditions"] == {}
    assert shown["alt"] == "A hand"


def test_sizes_of_a_turned_photograph_are_upright(client):
    exif = Picture.Exif()
    exif[0x0112] = 6
    content = io.BytesIO()
    Picture.new("RGB", (600, 400), "teal").save(content, "JPEG", exif=exif)
    image = get_image_model().objects.create(
        title="Turned", file=ContentFile(content.getvalue(), "t.jpg"), collection=_collection()
    )

    shown = image_of(client, published(hero_image=image, hero_alt="A hand"))

    assert (shown["width"], shown["height"]) == (400, 600)
    original = shown["renditions"]["original"]
    assert (original["width"], original["height"]) == (400, 600)


def test_pictures_that_are_asked_for_together_need_the_same_queries(
    django_assert_max_num_queries, client
):
    for _ in range(4):
        published(hero_image=an_image(), hero_alt="A hand")

    with django_assert_max_num_queries(8):
        items = client.get("/api/v2/images/?fields=*").json()["items"]

    assert len(items) == 4


def test_the_list_names_each_size_once(settings):
    settings.PAGES = {"RENDITIONS": [f"width-{{100,200}}|{BOTH}", "width-100|format-webp"]}

    assert [size.specification for size in wanted_sizes()] == [
        "width-100|format-avif",
        "width-100|format-webp",
        "width-200|format-avif",
        "width-200|format-webp",
    ]

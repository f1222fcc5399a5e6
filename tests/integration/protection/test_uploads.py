"""What an editor uploads as a picture and is none, on each screen: words, and nothing stored."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images import get_image_model

from tests.factories.review import make_user
from tests.unit.delivery.test_examination import SVG, bomb, moving, picture

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file open from which it has stored a rendition.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SCREENS = {
    "add": ("wagtailimages:add", "", "file"),
    "several": ("wagtailimages:add_multiple", "", "files[]"),
    "chooser": (
        "wagtailimages_chooser:create",
        "image-chooser-upload-",
        "image-chooser-upload-file",
    ),
}

FILES = {
    "no picture": ("hand.jpg", b"%PDF-1.7 a leaflet", "This is no picture"),
    "nothing": ("hand.jpg", b"", "The submitted file is empty"),
    "truncated": ("hand.jpg", picture("JPEG", size=(400, 400))[:900], "damaged"),
    "bomb": ("hand.png", bomb(30_000, 30_000), "too many pixels"),
    "large": ("hand.png", bomb(8_000, 8_000), "too many pixels"),
    "moving": ("hand.gif", moving("GIF"), "This picture moves"),
    "script": ("hand.svg", SVG.format("<script>alert(1)</script>").encode(), "contains a script"),
    "another kind": ("hand.png", picture("JPEG"), "extension"),
}


@pytest.fixture
def admin(client):
    client.force_login(make_user("administrator", is_superuser=True))
    return client


def upload(client, screen, name, content):
    address, prefix, key = SCREENS[screen]
    data = {f"{prefix}{field}": "" for field in ("tags", "description")}
    data |= {f"{prefix}title": "A hand", f"{prefix}collection": "1", key: file(name, content)}
    return client.post(reverse(address), data, headers={"X-Requested-With": "XMLHttpRequest"})


def file(name, content):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def words(response):
    """Return what the editor reads of an answer, whether it is a page or JSON."""
    text = response.content.decode()
    if response["Content-Type"].startswith("application/json"):
        return json.dumps(json.loads(text), ensure_ascii=False)
    return text


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_file_that_cannot_be_shown_is_refused_in_words(admin, settings, screen, kind):
    settings.WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "png", "svg"]
    name, content, expected = FILES[kind]

    response = upload(admin, screen, name, content)

    assert response.status_code == 200
    assert expected in words(response)
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("screen", SCREENS)
def test_a_file_with_too_many_bytes_is_refused_in_words(admin, settings, screen):
    settings.PAGES = {"IMAGE_MAX_BYTES": 100}

    response = upload(admin, screen, "hand.png", picture(size=(200, 200)))

    assert "too big" in words(response)
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("screen", SCREENS)
def test_a_drawing_is_refused_where_the_site_takes_none(admin, screen):
    response = upload(admin, screen, "hand.svg", SVG.format("").encode())

    assert response.status_code == 200
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB", "1"])
def test_a_photograph_of_any_colours_is_stored(admin, screen, mode):
    content = io.BytesIO()
    Picture.new("RGB", (30, 20), "teal").convert(mode).save(content, "JPEG")

    upload(admin, screen, "hand.jpg", content.getvalue())

    image = get_image_model().objects.get()
    assert (image.width, image.height) == (30, 20)


def test_the_form_says_how_much_it_takes(admin):
    page = admin.get(reverse("wagtailimages:add")).content.decode()

    assert "20.0\xa0MB" in page

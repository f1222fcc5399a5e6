import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ExifTags
from PIL import Image as Picture
from wagtail.images import get_image_model

from pages.delivery.uploads import PictureRefused
from tests.factories.delivery import _collection, published
from tests.factories.review import make_user

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file open from which it has stored a rendition.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def photograph(kind="JPEG", *, turned=1, size=(120, 80)):
    """Return a picture that says where and of whom it was taken."""
    exif = Picture.Exif()
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.Base.ImageDescription] = "Maria Lopez"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (19.0, 25.0, 42.0)
    content = io.BytesIO()
    Picture.new("RGB", size, "teal").save(content, kind, exif=exif)
    return content.getvalue()


def stored(content, name="maria-lopez-before.jpg"):
    return get_image_model().objects.create(
        title="A hand", file=ContentFile(content, name=name), collection=_collection()
    )


def read(file):
    with file.storage.open(file.name) as opened:
        return opened.read()


def exif_of(content):
    with Picture.open(io.BytesIO(content)) as picture:
        return dict(picture.getexif())


def test_a_stored_picture_says_nothing_of_where_and_of_whom_it_was_taken():
    assert b"Maria" in photograph()
    content = read(stored(photograph()).file)
    assert b"Maria" not in content
    assert exif_of(content) == {}


@pytest.mark.parametrize("spec", ["width-60|format-jpeg", "width-60|format-png", "original"])
def test_no_size_of_it_says_more(spec):
    rendition = stored(photograph()).get_rendition(spec)
    content = read(rendition.file)
    assert exif_of(content) == {}
    assert b"Maria" not in content


def test_a_picture_that_the_camera_held_sideways_is_turned_once():
    image = stored(photograph(turned=6))
    assert exif_of(read(image.file)) == {}
    assert (image.width, image.height) == (80, 120)
    rendition = image.get_rendition("original|format-png")
    assert (rendition.width, rendition.height) == (80, 120)


def test_the_name_of_the_file_names_nobody():
    image = stored(photograph(), name="Maria-Lopez.JPEG")
    assert "aria" not in image.file.name
    assert image.file.name.endswith(".jpeg")
    assert "aria" not in image.get_rendition("width-60").url


def test_what_wagtail_knows_of_the_file_is_true_of_what_is_stored():
    image = stored(photograph())
    assert image.file_size == len(read(image.file))
    known = image.file_hash
    image._set_file_hash()
    assert image.file_hash == known


def test_saving_an_image_again_leaves_its_file_alone():
    image = stored(photograph())
    name = image.file.name
    image.title = "Another"
    image.save()
    image.save(update_fields=["title"])
    assert get_image_model().objects.get().file.name == name


def test_a_format_that_keeps_its_metadata_is_refused_in_words():
    with pytest.raises(PictureRefused, match="Save it as JPEG, PNG or WebP"):
        stored(photograph("AVIF"), name="hand.avif")
    assert not get_image_model().objects.exists()


def test_the_same_format_without_metadata_is_stored():
    content = io.BytesIO()
    Picture.new("RGB", (20, 20), "teal").save(content, "AVIF")
    assert stored(content.getvalue(), name="hand.avif").pk


@pytest.mark.parametrize("address", ["wagtailimages:add", "wagtailimages:add_multiple"])
def test_an_upload_in_the_admin_is_cleaned_too(client, address):
    client.force_login(make_user("administrator", is_superuser=True))
    file = SimpleUploadedFile("maria.jpg", photograph(), content_type="image/jpeg")
    data = {"title": "A hand", "tags": "", "description": ""}
    key = "files[]" if address.endswith("multiple") else "file"
    response = client.post(reverse(address), data | {key: file})
    assert response.status_code in (200, 302)
    image = get_image_model().objects.get()
    assert b"Maria" not in read(image.file)
    assert "maria" not in image.file.name


def test_the_admin_says_in_words_why_a_picture_is_refused(client):
    client.force_login(make_user("administrator", is_superuser=True))
    file = SimpleUploadedFile("hand.avif", photograph("AVIF"), content_type="image/avif")
    data = {"title": "A hand", "tags": "", "description": "", "file": file}
    response = client.post(reverse("wagtailimages:add"), data)
    assert "Save it as JPEG, PNG or WebP" in response.content.decode()
    assert not get_image_model().objects.exists()


def test_the_public_gets_no_original_with_metadata(client):
    page = published(hero_image=stored(photograph(size=(1200, 900))), hero_alt="A hand")
    image = client.get(f"/api/v2/pages/{page.pk}/").json()["hero_image"]
    answer = client.get(f"/api/v2/images/{image['id']}/").json()
    assert "maria" not in str(answer)

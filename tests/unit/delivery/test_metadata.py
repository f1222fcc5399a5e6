import contextlib
import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, ImageOps, PngImagePlugin

from pages.delivery.metadata import Malformed, MetadataRemains, orientation, without_metadata

FORMATS = [
    ("JPEG", {}),
    ("JPEG", {"progressive": True}),
    ("PNG", {}),
    ("WEBP", {}),
    ("WEBP", {"lossless": True}),
]


def picture(kind, *, turned=1, **options):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    exif[ExifTags.Base.Artist] = "Maria Lopez"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    content = io.BytesIO()
    image = Image.linear_gradient("L").resize((80, 60)).convert("RGB")
    image.save(content, kind, exif=exif, **options)
    return content.getvalue()


def as_shown(content):
    with Image.open(io.BytesIO(content)) as image:
        shown = ImageOps.exif_transpose(image)
        return shown.size, shown.tobytes()


def as_exif(content):
    with Image.open(io.BytesIO(content)) as image:
        return dict(image.getexif())


@pytest.mark.parametrize(("kind", "options"), FORMATS)
@pytest.mark.parametrize("turned", range(1, 9))
def test_the_picture_stays_and_what_it_says_goes(kind, options, turned):
    content = picture(kind, turned=turned, **options)
    result = without_metadata(content)
    assert b"Maria" not in result
    assert as_shown(result) == as_shown(content)
    assert as_exif(result) == ({} if turned == 1 else {ExifTags.Base.Orientation: turned})
    assert without_metadata(result) == result


def test_comments_and_text_go_too():
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", "Maria Lopez")
    said.add_itxt("Description", "Maria Lopez")
    assert b"Maria" not in without_metadata(picture("PNG", pnginfo=said))
    assert b"Maria" not in without_metadata(picture("JPEG", comment=b"Maria Lopez"))
    assert b"Maria" not in without_metadata(picture("WEBP", xmp=b"<x>Maria Lopez</x>"))
    assert b"Maria" not in without_metadata(picture("JPEG", xmp=b"<x>Maria Lopez</x>"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_colour_profile_stays(kind):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    result = without_metadata(picture(kind, icc_profile=profile))
    with Image.open(io.BytesIO(result)) as image:
        assert image.info["icc_profile"] == profile


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hangs_on_behind_the_picture_goes(kind):
    content = picture(kind)
    assert without_metadata(content + b"\xff\xd8 Maria Lopez") == without_metadata(content)


def test_filling_between_segments_is_no_fault():
    content = picture("JPEG")
    filled = content[:2] + b"\xff\xff" + content[2:]
    assert without_metadata(filled) == without_metadata(content)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"\x00" * 40])
def test_what_is_no_picture_is_left_as_it_is(content):
    assert without_metadata(content) == content
    assert orientation(content) == 1


def test_a_format_that_it_cannot_write_is_refused_only_with_metadata():
    with pytest.raises(MetadataRemains):
        without_metadata(picture("AVIF"))
    plain = io.BytesIO()
    Image.new("RGB", (9, 9)).save(plain, "AVIF")
    assert without_metadata(plain.getvalue()) == plain.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        picture("JPEG")[:30],
        picture("JPEG")[:5],
        b"\xff\xd8\xff\xe0\x00\x04abXX",
        picture("PNG")[:40],
        picture("PNG")[:-20] + b"\x00",
        picture("WEBP")[:50],
        b"RIFF" + struct.pack("<I", 20) + b"WEBPVP8 " + struct.pack("<I", 90) + b"\x00" * 8,
    ],
)
def test_a_file_that_breaks_off_is_refused(content):
    with pytest.raises(Malformed):
        without_metadata(content)


def test_a_jpeg_whose_scan_breaks_off_is_kept_as_far_as_it_goes():
    content = picture("JPEG")
    assert without_metadata(content[:-200]).endswith(content[-220:-200])


@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_no_damage_makes_it_fail_in_any_other_way(kind, data):
    content = bytearray(picture(kind))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Malformed, MetadataRemains):
        without_metadata(bytes(content))

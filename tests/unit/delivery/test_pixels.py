import io

import pytest
from PIL import ExifTags, Image, ImageCms

from pages.delivery.pixels import can_write, in_srgb, prepared, shrunk, upright, written

RED, GREEN, WHITE = (255, 0, 0), (0, 128, 0), (255, 255, 255)


def file_of(picture, kind="PNG", **options):
    content = io.BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def near(colour, expected, *, by=6):
    return all(abs(one - other) <= by for one, other in zip(colour[:3], expected[:3], strict=True))


def swapped_profile():
    """Return a profile in which red and green have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for text in ("sRGB built-in", "sRGB"):
        other = text.replace("sRGB", "xRGB")
        profile = profile.replace(text.encode("utf-16-be"), other.encode("utf-16-be"))
        profile = profile.replace(text.encode(), other.encode())
    return profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")


def four_corners():
    """Return a picture that looks different in each of the eight ways to hold a camera."""
    picture = Image.new("RGB", (40, 20), "white")
    picture.paste(RED, (0, 0, 10, 10))
    picture.paste((0, 0, 255), (30, 0, 40, 10))
    picture.paste(GREEN, (0, 10, 10, 20))
    return picture


HOW_TO_HOLD = {
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}
"""How a camera that was held in each way stores what it saw upright."""


@pytest.mark.parametrize("turned", HOW_TO_HOLD)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_upright_however_the_camera_was_held(kind, turned):
    held = four_corners()
    for step in HOW_TO_HOLD[turned]:
        held = held.transpose(step)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    content = file_of(held, kind, exif=exif, quality=95)

    for result in (prepared(io.BytesIO(content)), Image.open(io.BytesIO(upright(content)))):
        assert result.size == (40, 20)
        assert not result.getexif()
        seen = result.convert("RGB")
        assert near(seen.getpixel((3, 3)), RED, by=40)
        assert near(seen.getpixel((36, 3)), (0, 0, 255), by=40)
        assert near(seen.getpixel((3, 16)), GREEN, by=40)


def test_a_picture_that_is_turned_keeps_its_format_and_its_profile():
    profile = swapped_profile()
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    content = file_of(four_corners(), "JPEG", exif=exif, icc_profile=profile)

    with Image.open(io.BytesIO(upright(content))) as result:
        assert (result.format, result.info["icc_profile"]) == ("JPEG", profile)


def test_sixteen_bits_of_grey_stay_grey():
    grey = Image.new("I;16", (4, 4), 128 * 256)

    result = prepared(io.BytesIO(file_of(grey)))

    assert result.mode == "RGB"
    assert near(result.getpixel((1, 1)), (128, 128, 128))


def test_print_colours_become_screen_colours():
    picture = Image.new("CMYK", (16, 16), (0, 255, 255, 0))

    result = prepared(io.BytesIO(file_of(picture, "JPEG", quality=95)))

    assert near(result.getpixel((1, 1)), RED)


def test_a_palette_keeps_what_is_transparent():
    picture = Image.new("P", (4, 4), 0)
    picture.putpalette([*RED, *GREEN])
    picture.putpixel((1, 1), 1)

    result = prepared(io.BytesIO(file_of(picture, transparency=0)))

    assert result.mode == "RGBA"
    assert result.getpixel((0, 0))[3] == 0
    assert result.getpixel((1, 1)) == (*GREEN, 255)


def test_one_transparent_colour_is_transparent():
    result = prepared(io.BytesIO(file_of(Image.new("RGB", (4, 4), RED), transparency=RED)))

    assert result.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA"])
def test_every_other_kind_of_colour_is_kept(mode):
    result = prepared(io.BytesIO(file_of(Image.new("RGB", (4, 4), WHITE).convert(mode))))

    assert result.mode == ("RGBA" if mode in ("LA", "RGBA") else "RGB")
    assert near(result.getpixel((1, 1)), WHITE)


def test_colours_are_those_that_the_profile_means():
    picture = Image.new("RGB", (4, 4), RED)

    result = prepared(io.BytesIO(file_of(picture, icc_profile=swapped_profile())))

    red, green, _ = result.getpixel((1, 1))
    assert green > 200 > red
    assert "icc_profile" not in result.info


@pytest.mark.parametrize("profile", [b"no profile at all", b"\0" * 200])
def test_a_broken_profile_is_left_out(profile):
    picture = Image.new("RGB", (4, 4), RED)

    assert near(in_srgb_with(picture, profile).getpixel((1, 1)), RED)


def in_srgb_with(picture, profile):
    picture.info["icc_profile"] = profile
    return in_srgb(picture)


def test_a_profile_for_other_colours_is_left_out():
    assert near(
        in_srgb_with(Image.new("L", (4, 4), 128), swapped_profile()).getpixel((1, 1)),
        (128, 128, 128),
    )


@pytest.mark.parametrize("kind", ["avif", "webp", "jpeg", "png"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_size_is_written_in_each_format_and_says_nothing_else(kind, mode):
    picture = in_srgb(Image.new(mode, (30, 20), RED))

    with Image.open(io.BytesIO(written(picture, kind=kind, quality=80))) as result:
        assert (result.format.lower(), result.size) == (kind, (30, 20))
        assert not result.getexif()
        assert "icc_profile" not in result.info


def test_what_is_transparent_is_white_in_a_jpeg():
    clear = Image.new("RGBA", (16, 16), (0, 0, 0, 0))

    with Image.open(io.BytesIO(written(clear, kind="jpeg", quality=90))) as result:
        assert near(result.getpixel((4, 4)), WHITE)


@pytest.mark.parametrize("kind", ["webp", "avif"])
def test_nothing_is_lost_where_that_is_asked_for(kind):
    picture = Image.effect_noise((32, 32), 90).convert("RGB")

    content = written(picture, kind=kind, quality=10, lossless=True)

    with Image.open(io.BytesIO(content)) as result:
        differences = zip(result.convert("RGB").tobytes(), picture.tobytes(), strict=True)
        assert max(abs(one - other) for one, other in differences) <= 2


def test_a_part_is_cut_out_and_never_reaches_beyond_the_picture():
    result = shrunk(four_corners(), part=(-5, 0, 10, 10), size=(5, 5))

    assert result.size == (5, 5)
    assert near(result.getpixel((2, 2)), RED)


def test_a_format_that_this_machine_cannot_write_is_known_to_be_none():
    assert can_write("webp")
    assert not can_write("heic")

import io
import struct
from zlib import compress, crc32

import pytest
from PIL import Image, ImageFile

from pages.delivery.examination import PictureRefused, examine

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def picture(kind="PNG", *, size=(20, 10), **options):
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, kind, **options)
    return content.getvalue()


def moving(kind):
    content = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(content, kind, save_all=True, append_images=frames[1:], duration=50)
    return content.getvalue()


def bomb(width, height):
    """Return a small PNG file that says it is large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", compress(b"\0" * 100_000)),
            chunk(b"IEND", b""),
        ]
    )


@pytest.fixture
def svg_allowed(settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["png", "svg"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_whole_still_picture_is_accepted(kind):
    examine(picture(kind))


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7 a leaflet", b"\xff\xd8\xff", b"GIF89a", bytes(range(256)) * 4],
    ids=["nothing", "a PDF", "the head of a JPEG", "the head of a GIF", "noise"],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(PictureRefused, match=r"This is no picture.*PNG"):
        examine(content)


@pytest.mark.parametrize("kind", ["EPS", "TIFF", "BMP", "PPM"])
def test_a_format_that_the_site_does_not_take_is_not_even_read(kind):
    with pytest.raises(PictureRefused, match="This is no picture"):
        examine(picture(kind))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_that_breaks_off_is_refused(kind):
    content = picture(kind, size=(400, 400))

    with pytest.raises(PictureRefused, match=r"This picture is damaged|This is no picture"):
        examine(content[: len(content) * 2 // 3])


@pytest.mark.parametrize("size", [(8000, 8000), (12_000, 9_000), (60_000, 60_000)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch, size):
    monkeypatch.setattr(ImageFile.ImageFile, "load", None)

    with pytest.raises(PictureRefused, match=r"too many pixels.* 50 million"):
        examine(bomb(*size))


def test_how_many_pixels_is_a_choice_of_the_site(settings):
    settings.PAGES = {"IMAGE_MAX_PIXELS": 199}

    with pytest.raises(PictureRefused, match=r"20 × 10\)"):
        examine(picture())

    settings.PAGES = {"IMAGE_MAX_PIXELS": 200}
    examine(picture())


def test_how_many_bytes_is_a_choice_of_the_site(settings):
    content = picture()
    settings.PAGES = {"IMAGE_MAX_BYTES": len(content) - 1}

    with pytest.raises(PictureRefused, match="too big"):
        examine(content)

    settings.PAGES = {"IMAGE_MAX_BYTES": len(content)}
    examine(content)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_a_picture_that_moves_is_refused(kind):
    with pytest.raises(PictureRefused, match="This picture moves"):
        examine(moving(kind))


def test_a_second_view_behind_a_photograph_is_no_film():
    examine(moving("MPO"))


def test_a_drawing_is_refused_where_the_site_takes_none():
    with pytest.raises(PictureRefused, match="This is no picture"):
        examine(SVG.format("").encode())


@pytest.mark.parametrize(
    "inside",
    [
        '<circle r="5" style="fill: url(#shade)"/>',
        '<a href="https://other.example/"><circle r="5"/></a>',
        '<use href="#part"/><style>circle { fill: red }</style>',
        "<style>circle { fill: red } <g>g</g> g { fill: url(#shade) }</style>",
        '<image href="data:image/png;base64,AAAA"/>',
        "<!-- a note --><title>One thing</title>",
    ],
)
def test_a_drawing_that_only_draws_is_accepted(svg_allowed, inside):
    examine(b"\xef\xbb\xbf" + SVG.format(inside).encode())


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<circle r="5" onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><circle r="5"/></a>',
        '<a xlink:href="java\tscript:alert(1)"><circle r="5"/></a>',
        '<image href="https://other.example/x.png"/>',
        '<use xlink:href="//other.example/x.svg#a"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        "<style>@import 'https://other.example/x.css';</style>",
        "<style>a {} <g/>@import 'https://other.example/x.css';</style>",
        "<style>a {} <g>@import 'https://other.example/x.css';</g></style>",
        "<style>@imp<g>x</g>ort 'https://other.example/x.css';</style>",
        "<style>@imp<!-- x -->ort 'https://other.example/x.css';</style>",
        '<circle style="fill: url(https://other.example/x)"/>',
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        '<set attributeName="xlink:href" to="x"/>',
        "<style>circle { fill: u\\72l(https://other.example/x) }</style>",
        '<?xml-stylesheet href="https://other.example/x.css"?>',
    ],
)
def test_a_drawing_that_does_something_is_refused(svg_allowed, inside):
    with pytest.raises(PictureRefused, match="contains a script"):
        examine(SVG.format(inside).encode())


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE svg [<!ENTITY a "x">]>' + SVG.format("&a;"),
        "<svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>",
    ],
)
def test_a_drawing_that_cannot_be_read_is_refused(svg_allowed, content):
    with pytest.raises(PictureRefused, match="damaged"):
        examine(content.encode())


def test_a_web_page_is_no_drawing(svg_allowed):
    with pytest.raises(PictureRefused, match="This is no picture"):
        examine(b"<html><body>Hello</body></html>")

"""Whether a file is a picture that can be stored and shown: a whole one, still, of a bearable size.

A few kilobytes can unpack to gigabytes. So the size is read from the file's head and judged before
anything is decoded; then it is decoded, which is the only way to learn that a file breaks off.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.core.exceptions import PermissionDenied
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.utils import get_allowed_image_extensions

from pages import conf

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

MEGA: Final = 1_000_000

_OTHER_NAMES: Final = {"jpg": "JPEG", "tif": "TIFF", "heic": "HEIF"}
_MOVING: Final = frozenset({"AVIF", "GIF", "PNG", "WEBP"})
"""Formats whose further pictures are a film. Those of a JPEG are a second view, which is cut off
with the metadata."""

_MARKUP: Final = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<")
_ACTIVE: Final = frozenset({"script", "foreignobject", "handler", "iframe", "embed", "object"})
_HARMLESS_ADDRESS: Final = re.compile(r"#|data:image/(?:png|jpeg|webp|gif);base64,", re.IGNORECASE)
_HARMLESS_LINK: Final = re.compile(r"#|https?://", re.IGNORECASE)
_STYLE_SHEET: Final = b"<?xml-stylesheet"
_OUTSIDE: Final = re.compile(
    r"\\|@import|expression\s*\(|(?:java|vb)script:|url\(\s*[\"']?\s*(?!#|data:image/)",
    re.IGNORECASE,
)


class PictureRefused(PermissionDenied):
    """Raised for a picture that cannot be stored as it is; the words say what to do instead."""


def examine(content: bytes) -> None:
    """Examine a whole file that is to be stored as a picture.

    Raises:
        PictureRefused: it is none, or breaks off, or moves, or is too large, or a drawing that
            does something.
    """
    _refuse_heavy(len(content))
    if _MARKUP.match(content):
        _examine_drawing(content)
        return
    try:
        picture = Image.open(io.BytesIO(content), formats=_formats())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(_too_many_pixels(None)) from None
    except Exception:
        # Pillow says that a file is none of its pictures in many ways.
        raise _no_picture() from None
    with picture:
        if picture.width * picture.height > conf.image_max_pixels():
            raise PictureRefused(_too_many_pixels(picture))
        if _moves(picture):
            raise PictureRefused(
                _(
                    "This picture moves, and readers get still pictures only. Save the frame that "
                    "matters as a picture of its own and upload that."
                )
            )
        try:
            picture.load()
        except Exception:
            # As above: a damaged file breaks its decoder in many ways.
            raise damaged() from None


def damaged() -> PictureRefused:
    """Return the refusal of a file that breaks off or contradicts itself."""
    return PictureRefused(
        _("This picture is damaged. Open it, save it again and upload the new file.")
    )


def refusal_of_weight(size: int) -> str:
    """Return why a file of this many bytes cannot be stored, or empty."""
    limit = conf.image_max_bytes()
    if size <= limit:
        return ""
    return _(
        "This file is too big (%(size)s); up to %(limit)s can be stored. Save the picture smaller, "
        "or more compressed, and upload that."
    ) % {"size": filesizeformat(size), "limit": filesizeformat(limit)}


def _refuse_heavy(size: int) -> None:
    if refusal := refusal_of_weight(size):
        raise PictureRefused(refusal)


def _formats() -> list[str]:
    """Return the formats that pictures may be in, by Pillow's names; it tries no other."""
    names = [name for name in get_allowed_image_extensions() if name != "svg"]
    return sorted({_OTHER_NAMES.get(name, name.upper()) for name in names})


def _no_picture() -> PictureRefused:
    formats = ", ".join(name.upper() for name in get_allowed_image_extensions())
    return PictureRefused(
        _(
            "This is no picture that can be shown. Upload a file in one of these formats: "
            "%(formats)s."
        )
        % {"formats": formats}
    )


def _too_many_pixels(picture: ImageFile | None) -> str:
    limit = f"{conf.image_max_pixels() / MEGA:g}"
    if picture is None:
        return _(
            "This picture has far too many pixels; up to %(limit)s million can be stored. Make it "
            "smaller and upload that."
        ) % {"limit": limit}
    return _(
        "This picture has too many pixels (%(width)s × %(height)s); up to %(limit)s million can be "
        "stored. Make it smaller and upload that."
    ) % {"width": picture.width, "height": picture.height, "limit": limit}


def _moves(picture: ImageFile) -> bool:
    try:
        return picture.format in _MOVING and bool(getattr(picture, "is_animated", False))
    except Exception:
        # Looking for a second frame meets whatever is wrong behind the first.
        raise damaged() from None


def _examine_drawing(content: bytes) -> None:
    if "svg" not in get_allowed_image_extensions():
        raise _no_picture()
    try:
        root = ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise damaged() from None
    if _local(root.tag) != "svg":
        raise _no_picture()
    # Outside of the root, where the reader of XML drops it and a browser does not.
    has_style_sheet = _STYLE_SHEET in content.lower()
    if has_style_sheet or any(_is_active(element) for element in _elements(root)):
        raise PictureRefused(
            _(
                "This drawing (SVG) contains a script, or loads something from elsewhere. Save it "
                "without that, or as PNG, and upload the new file."
            )
        )


def _elements(root: Element) -> Iterator[Element]:
    # Comments and processing instructions have a function for their name.
    return (element for element in root.iter() if not callable(element.tag))


def _is_active(element: Element) -> bool:
    """Tell whether an element of a drawing runs something or fetches something."""
    name = _local(element.tag)
    if name in _ACTIVE or (name == "style" and any(map(_OUTSIDE.search, _style_sheets(element)))):
        return True
    for attribute, value in element.attrib.items():
        called = _local(attribute)
        if called.startswith("on") or _OUTSIDE.search(value):
            return True
        harmless = _HARMLESS_LINK if name == "a" else _HARMLESS_ADDRESS
        if called in ("href", "src") and not harmless.match(value.strip()):
            return True
        # An animation can set what could not be written.
        if called == "attributename" and _local(value) in ("href", "src"):
            return True
    return False


def _style_sheets(element: Element) -> tuple[str, str]:
    """Return what readers may take for the style sheet: all text inside, or the element's own.

    Another element may stand in the middle of a word.
    """
    own = (element.text or "", *(inner.tail or "" for inner in element))
    return "".join(element.itertext()), "".join(own)


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lower()

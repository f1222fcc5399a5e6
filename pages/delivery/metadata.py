"""What a picture's file says beside the picture: where, when, by whom and with what it was taken.

Cameras write places and serial numbers into their files, programs write names. None of it may be
public, so it is taken out before a picture is stored. The picture itself is not touched: its parts
are copied byte by byte, and the colour profile and the direction in which it is to be shown stay.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Final
from zlib import crc32

from PIL import ExifTags, Image, UnidentifiedImageError

JPEG: Final = b"\xff\xd8\xff"
PNG: Final = b"\x89PNG\r\n\x1a\n"

_APPLICATION_MARKERS: Final = range(0xE0, 0xF0)
_KEPT_MARKERS: Final = {0xE0, 0xEE}  # JFIF, and Adobe's account of the colours
_COLOUR_PROFILE: Final = (0xE2, b"ICC_PROFILE\x00")
_COMMENT: Final = 0xFE
_START_OF_SCAN: Final = 0xDA
_END: Final = 0xD9
_WITHOUT_LENGTH: Final = {0x01, *range(0xD0, 0xD9)}
_TELLING_CHUNKS: Final = {b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"}
_WEBP_EXIF: Final = 0x08
_WEBP_XMP: Final = 0x04
"""Flags with which a WebP file announces its metadata."""


class MetadataRemains(ValueError):
    """Raised for a picture that carries metadata in a format from which it cannot be taken out."""


class Malformed(ValueError):
    """Raised for a file whose parts do not add up; it is no picture that could be shown."""


def without_metadata(content: bytes) -> bytes:
    """Return the bytes of a picture without what it says about its making.

    Args:
        content: a whole file. What is no picture, or a drawing (SVG), is returned as it is.

    Raises:
        MetadataRemains: it is neither JPEG, PNG nor WebP, and carries metadata.
        Malformed: the file breaks off or contradicts itself.
    """
    if content.startswith(JPEG):
        return _jpeg(content)
    if content.startswith(PNG):
        return _png(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    if _carries_metadata(content):
        raise MetadataRemains("This format keeps its metadata.")
    return content


def orientation(content: bytes) -> int:
    """Return how a picture is to be turned before it is shown, as EXIF has it (1: not at all)."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            found = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        # A damaged file makes Pillow fail in many ways, and none of them says how to turn it.
        return 1
    return found if isinstance(found, int) and 1 < found <= 8 else 1


def _jpeg(content: bytes) -> bytes:
    kept = [content[:2]]
    turned = orientation(content)
    is_turned = turned != 1
    for marker, segment in _segments(content):
        if is_turned and marker != 0xE0:
            # Behind the JFIF header, where readers look for it.
            kept.append(_exif_segment(turned))
            is_turned = False
        if _is_kept(marker, segment):
            kept.append(segment)
    return b"".join(kept)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each segment with its marker; the last one is the picture itself, to the end."""
    at = 2
    while at + 1 < len(content):
        if content[at] != 0xFF:
            raise Malformed("A segment of the JPEG file is missing.")
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker in (_START_OF_SCAN, _END):
            yield marker, _up_to_the_end(content, at)
            return
        if marker in _WITHOUT_LENGTH:
            length = 0
        else:
            if at + 4 > len(content):
                raise Malformed("The JPEG file breaks off.")
            (length,) = struct.unpack_from(">H", content, at + 2)
        after = at + 2 + length
        if after > len(content):
            raise Malformed("The JPEG file breaks off.")
        yield marker, content[at:after]
        at = after


def _up_to_the_end(content: bytes, start: int) -> bytes:
    """Return the picture without what some cameras hang on behind it, such as another picture.

    A progressive picture has tables and further scans between its scans; they are copied as well.
    """
    at = start
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return content[start:]  # a picture that breaks off; browsers show what is there
        marker = content[at + 1]
        if marker == _END:
            return content[start : at + 2]
        if marker in (0x00, 0xFF) or marker in _WITHOUT_LENGTH:
            at += 1 if marker == 0xFF else 2
        elif at + 4 <= len(content):
            at += 2 + struct.unpack_from(">H", content, at + 2)[0]
        else:
            return content[start:]


def _is_kept(marker: int, segment: bytes) -> bool:
    if marker == _COMMENT:
        return False
    if marker not in _APPLICATION_MARKERS or marker in _KEPT_MARKERS:
        return True
    profile, name = _COLOUR_PROFILE
    return marker == profile and segment[4:].startswith(name)


def _exif(turned: int) -> bytes:
    """Return EXIF data that says nothing but how to turn the picture."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turned
    return exif.tobytes().removeprefix(b"Exif\x00\x00")


def _exif_segment(turned: int) -> bytes:
    data = b"Exif\x00\x00" + _exif(turned)
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data


def _png(content: bytes) -> bytes:
    kept = [PNG]
    turned = orientation(content)
    at = len(PNG)
    while at < len(content):
        if at + 12 > len(content):
            raise Malformed("The PNG file breaks off.")
        length, kind = struct.unpack_from(">I4s", content, at)
        after = at + 12 + length
        if after > len(content):
            raise Malformed("The PNG file breaks off.")
        if kind not in _TELLING_CHUNKS:
            kept.append(content[at:after])
        if kind == b"IHDR" and turned != 1:
            data = b"eXIf" + _exif(turned)
            kept.append(struct.pack(">I", len(data) - 4) + data + struct.pack(">I", crc32(data)))
        at = after
        if kind == b"IEND":
            break
    return b"".join(kept)


def _webp(content: bytes) -> bytes:
    end = 8 + struct.unpack_from("<I", content, 4)[0]
    if end > len(content):
        raise Malformed("The WebP file breaks off.")
    turned = orientation(content)
    chunks: list[bytes] = []
    at = 12
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", content, at)
        after = at + 8 + length + length % 2
        if at + 8 + length > end:
            raise Malformed("The WebP file breaks off.")
        chunk = content[at:after]
        if kind == b"VP8X":
            # Only an extended file has metadata at all, and so a direction to keep.
            announced = chunk[8] & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if turned != 1 else 0)
            chunk = chunk[:8] + bytes([announced]) + chunk[9:]
        if kind == b"EXIF" and turned != 1:
            data = _exif(turned)
            chunk = kind + struct.pack("<I", len(data)) + data + b"\x00" * (len(data) % 2)
            chunks.append(chunk)
        elif kind not in {b"EXIF", b"XMP "}:
            chunks.append(chunk)
        at = after
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _carries_metadata(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return bool(picture.getexif()) or "xmp" in picture.info
    except UnidentifiedImageError:
        return False
    except Exception:
        # It is a picture, and nobody can tell what else is in it.
        return True

"""Pictures as every browser shows them: upright, in sRGB, with eight bits a channel.

What is uploaded comes in print colours, with sixteen bits, with a palette or the profile of a
camera. A size that only passed it on would look right in one program and wrong in the next.
Everything here is pure: a picture in, a picture or the bytes of a file out.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import IO, Any, Final

from PIL import Image, ImageCms, ImageOps

AVIF_SPEED: Final = 8
"""How fast AVIF is written, from 0 to 10. It takes a fifth of the time that Pillow's own choice (6)
takes, and the files are as small, to a few percent."""

SHRINKING_GAP: Final = 3.0
"""How far a picture is shrunk coarsely before it is shrunk finely."""

_WIDER_THAN_EIGHT_BITS: Final = ("I;16", "I;16L", "I;16B", "I;16N", "I")
_WITH_ALPHA: Final = frozenset({"RGBA", "LA", "PA", "La", "RGBa"})
_WRITTEN_AS: Final = {"avif": "AVIF", "webp": "WEBP", "jpeg": "JPEG", "png": "PNG"}


def prepared(file: IO[bytes]) -> Image.Image:
    """Return the picture in a file: its first frame, upright, ``RGB`` or ``RGBA``, in sRGB.

    Raises:
        OSError: the file is no picture or breaks off; Pillow has other errors for files that were
            made to break it.
    """
    with Image.open(file) as picture:
        picture.load()
        return in_srgb(ImageOps.exif_transpose(picture))


def in_srgb(picture: Image.Image) -> Image.Image:
    """Return a picture as ``RGB``, or ``RGBA`` where it is transparent, in the colours of sRGB."""
    profile = picture.info.get("icc_profile")
    mode = "RGBA" if _is_transparent(picture) else "RGB"
    if picture.mode in _WIDER_THAN_EIGHT_BITS:
        # Pillow would cut off what is above 255, which leaves a white picture.
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        profile = None
    converted = _by_profile(picture, profile, mode) if profile else None
    if converted is None:
        converted = picture.convert(mode)
    # What it says beside the picture was for its old colours, or is for nobody.
    converted.info = {}
    return converted


def upright(content: bytes) -> bytes:
    """Return the file of a picture that is to be turned before it is shown, turned.

    Its format stays, and so do its colours and their profile. What JPEG and WebP lose by it is as
    little as they can lose.
    """
    with Image.open(io.BytesIO(content)) as picture:
        kind, profile = picture.format, picture.info.get("icc_profile")
        turned = ImageOps.exif_transpose(picture)
    turned.info.pop("exif", None)
    options: dict[str, Any] = {"icc_profile": profile} if profile else {}
    if kind in ("JPEG", "MPO"):
        kind, options = "JPEG", options | {"quality": 95, "subsampling": 0}
    elif kind == "WEBP":
        options |= {"quality": 95}
    result = io.BytesIO()
    turned.save(result, kind, **options)
    return result.getvalue()


def shrunk(picture: Image.Image, *, part: tuple[int, int, int, int], size: Any) -> Image.Image:
    """Return a part of a picture in another size.

    Args:
        picture: as `prepared` returns it.
        part: left, upper, right and lower edge of the part, in pixels.
        size: width and height of the result, in pixels.
    """
    left, upper, right, lower = part
    edges = (max(0, left), max(0, upper), min(picture.width, right), min(picture.height, lower))
    return picture.resize(size, Image.Resampling.LANCZOS, edges, SHRINKING_GAP)


def written(picture: Image.Image, *, kind: str, quality: int, lossless: bool = False) -> bytes:
    """Return the bytes of a file with the picture.

    Args:
        picture: as `prepared` returns it.
        kind: ``"avif"``, ``"webp"``, ``"jpeg"`` (without transparency, on white) or ``"png"``.
        quality: from 0 to 100; of no meaning for ``"png"``, and where ``lossless`` is asked for.
        lossless: keep every pixel as it is, where the format can.

    Raises:
        KeyError: there is no such kind.
        OSError: this machine cannot write it.
    """
    options: dict[str, Any] = {"quality": quality}
    if kind == "jpeg":
        picture = _on_white(picture)
        options |= {"progressive": True, "optimize": True}
    elif kind == "png":
        options = {"optimize": True}
    elif kind == "webp":
        options["lossless"] = lossless
    elif kind == "avif":
        options["speed"] = AVIF_SPEED
        if lossless:
            options |= {"quality": 100, "subsampling": "4:4:4"}
    content = io.BytesIO()
    picture.save(content, _WRITTEN_AS[kind], **options)
    return content.getvalue()


@lru_cache
def can_write(kind: str) -> bool:
    """Tell whether this machine can write a kind of file; Pillow may be built without an encoder.

    It is tried, once per process, because a codec may be there that only reads.
    """
    try:
        return bool(written(Image.new("RGB", (8, 8)), kind=kind, quality=50))
    except (KeyError, OSError, ValueError):
        return False


def _is_transparent(picture: Image.Image) -> bool:
    return picture.mode in _WITH_ALPHA or "transparency" in picture.info


def _by_profile(picture: Image.Image, profile: bytes, mode: str) -> Image.Image | None:
    """Return a picture with its colours turned into sRGB's, or None where its profile is no help.

    Browsers fall back in the same way where a profile is damaged or of another kind of colours.
    """
    if picture.mode in ("P", "PA", "LA", "1"):
        picture = picture.convert(mode)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if picture.mode == mode and ImageCms.getProfileDescription(source).startswith("sRGB"):
            return picture.copy()
        return ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture)
    return white.convert("RGB")

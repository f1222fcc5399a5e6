"""Images as the public gets them: ready sizes, the alt text, and the point to keep in view.

Nothing is made here: a size that does not exist is left out. See `pages.delivery.sizes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model

from pages.delivery.sizes import MIME_TYPES, SUFFIXES, existing, sizes_for, wanted_sizes

if TYPE_CHECKING:
    from wagtail.images.models import AbstractImage

SVG: Final = "image/svg+xml"
_BY_SUFFIX: Final = {SUFFIXES[kind]: mime for kind, mime in MIME_TYPES.items()}


def public_image(image: AbstractImage | None, *, alt: str) -> dict[str, Any] | None:
    """Return an image as plain JSON values, or None where there is none.

    Args:
        image: what was chosen.
        alt: its alt text in the page's language; empty for a decorative image.

    Returns:
        ``id``, ``alt``, ``width`` and ``height`` of the original in pixels, ``focal_point`` with
        ``x`` and ``y`` as shares of width and height from the upper left corner (or None),
        ``renditions`` (see `public_renditions`) and ``srcset`` (see `srcset`).
    """
    if image is None:
        return None
    return {
        "id": image.pk,
        "alt": alt,
        "width": image.width,
        "height": image.height,
        "focal_point": focal_point(image),
        **ready_sizes(image),
    }


def prefetch_renditions(images: Iterable[AbstractImage]) -> None:
    """Read the ready sizes of several images together, so that each needs no query of its own."""
    prefetch_related_objects(list(images), ready_sizes_prefetch())


def ready_sizes_prefetch() -> Prefetch[str]:
    """Return what reads the ready sizes of a queryset of images together."""
    made = get_image_model().get_rendition_model()._default_manager
    specifications = [size.specification for size in wanted_sizes()]
    return Prefetch(
        "renditions",
        queryset=made.filter(filter_spec__in=specifications),
        to_attr="prefetched_renditions",
    )


def ready_sizes(image: AbstractImage) -> dict[str, Any]:
    """Return the ``renditions`` and the ``srcset`` of an image."""
    renditions = public_renditions(image)
    return {"renditions": renditions, "srcset": srcset(image, renditions)}


def public_renditions(image: AbstractImage) -> dict[str, dict[str, Any]]:
    """Return the ready sizes of an image by name.

    Returns:
        For each size ``url``, ``width`` and ``height``, and under ``formats`` the address in each
        format by its MIME type. ``url`` is that of the format which the site's list names last.
        Sizes larger than the original are left out, never enlarged; a drawing (SVG) has itself.
    """
    if image.is_svg():
        url = image.file.url
        drawing = {"url": url, "width": image.width, "height": image.height}
        return {"original": {**drawing, "formats": {SVG: url}}}
    found: dict[str, dict[str, Any]] = {}
    made = existing(image)
    for size in sizes_for(image):
        if (row := made.get(size.specification)) is None:
            continue
        entry = found.setdefault(size.name, {"formats": {}})
        # In this order for whoever reads the JSON.
        formats = entry.pop("formats")
        formats[_BY_SUFFIX.get(PurePath(row.file.name).suffix, "image/png")] = row.url
        entry |= {"url": row.url, "width": row.width, "height": row.height, "formats": formats}
    return found


def srcset(image: AbstractImage, renditions: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return what to write into the ``srcset`` of a ``<source>``, by MIME type.

    Only sizes that show the whole picture are in it: a browser may choose any of them.
    """
    whole = {size.name for size in wanted_sizes() if size.shows_all}
    if image.is_svg():
        whole = set(renditions)
    found: dict[str, dict[int, str]] = {}
    for name in [name for name in renditions if name in whole]:
        ready = renditions[name]
        for mime, url in ready["formats"].items():
            found.setdefault(mime, {}).setdefault(ready["width"], url)
    return {
        mime: ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items()))
        for mime, by_width in found.items()
    }


def with_addresses(image: dict[str, Any], absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return the ``renditions`` and ``srcset`` of an image with paths turned into addresses.

    Args:
        image: public content with ``renditions``, as `public_image` returns it. One that was stored
            before there were formats has no ``srcset``, and gets none.
        absolute: turns a path on this host into an address; leaves an address as it is.
    """
    complete = dict(image)
    complete["renditions"] = {
        name: size
        | {"url": absolute(size["url"])}
        | (
            {"formats": {mime: absolute(url) for mime, url in size["formats"].items()}}
            if "formats" in size
            else {}
        )
        for name, size in image["renditions"].items()
    }
    if "srcset" in image:
        complete["srcset"] = {
            mime: ", ".join(map(absolute, candidates.split(", ")))
            for mime, candidates in image["srcset"].items()
        }
    return complete


def focal_point(image: AbstractImage) -> dict[str, float] | None:
    """Return the point to keep in view as shares of width and height, or None."""
    if image.focal_point_x is None or image.focal_point_y is None:
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
    }

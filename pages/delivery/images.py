"""Images as the public gets them: ready sizes, the alt text, and the point to keep in view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

from pages import conf

if TYPE_CHECKING:
    from wagtail.images.models import AbstractImage, AbstractRendition


def public_image(image: AbstractImage | None, *, alt: str) -> dict[str, Any] | None:
    """Return an image as plain JSON values, or None where there is none.

    Args:
        image: what was chosen.
        alt: its alt text in the page's language; empty for a decorative image.

    Returns:
        ``id``, ``alt``, ``width`` and ``height`` of the original in pixels, ``focal_point`` with
        ``x`` and ``y`` as shares of width and height from the upper left corner (or None), and
        ``renditions`` by size, each with ``url``, ``width`` and ``height``. Sizes larger than the
        original are left out, never upscaled; a file that cannot be read has none.
    """
    if image is None:
        return None
    return {
        "id": image.pk,
        "alt": alt,
        "width": image.width,
        "height": image.height,
        "focal_point": focal_point(image),
        "renditions": public_renditions(image),
    }


def prefetch_renditions(images: Iterable[AbstractImage]) -> None:
    """Read the ready sizes of several images together, so that each needs no query of its own."""
    made = get_image_model().get_rendition_model()._default_manager
    prefetch_related_objects(
        list(images),
        Prefetch(
            "renditions",
            queryset=made.filter(filter_spec__in=conf.renditions()),
            to_attr="prefetched_renditions",
        ),
    )


def public_renditions(image: AbstractImage) -> dict[str, dict[str, Any]]:
    """Return the ready sizes of an image by name; they are made where they do not exist yet."""
    if image.is_svg():
        return {"original": {"url": image.file.url, "width": image.width, "height": image.height}}
    wanted = {
        _name(spec): Filter(spec=spec) for spec in conf.renditions() if not _upscales(spec, image)
    }
    try:
        made = _renditions(image, list(wanted.values()))
    except (SourceImageIOError, OSError, InvalidFilterSpecError):
        return {}
    return {
        name: {
            "url": made[size.spec].url,
            "width": made[size.spec].width,
            "height": made[size.spec].height,
        }
        for name, size in wanted.items()
    }


def _renditions(image: AbstractImage, sizes: list[Filter]) -> dict[str, AbstractRendition]:
    """Return an image's renditions by specification, made where they do not exist yet.

    Wagtail's own way of making several leaves their temporary files open.
    """
    found = {size.spec: made for size, made in image.find_existing_renditions(*sizes).items()}
    missing = [size for size in sizes if size.spec not in found]
    if not missing:
        return found
    with image.open_file():
        for size in missing:
            with image.generate_rendition_file(size) as file:
                found[size.spec], _ = image.renditions.get_or_create(
                    filter_spec=size.spec,
                    focal_point_key=size.get_cache_key(image),
                    defaults={"file": file},
                )
    return found


def _name(specification: str) -> str:
    return specification.partition("|")[0]


def _upscales(specification: str, image: AbstractImage) -> bool:
    operation, _, size = _name(specification).partition("-")
    return operation == "width" and size.isdecimal() and int(size) > image.width


def focal_point(image: AbstractImage) -> dict[str, float] | None:
    """Return the point to keep in view as shares of width and height, or None."""
    if image.focal_point_x is None or image.focal_point_y is None:
        return None
    return {
        "x": round(image.focal_point_x / image.width, 4),
        "y": round(image.focal_point_y / image.height, 4),
    }

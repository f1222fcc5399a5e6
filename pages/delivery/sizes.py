"""The sizes in which the public gets pictures: which ones the site wants, and making them.

They are made when a draft that shows a picture is saved, outside of any transaction, so that they
are there when the page is published; what is missing then is made in the publication. Nobody who
only reads makes any: a visitor must not wait for it, nor be able to keep the server busy with it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from wagtail.images import get_image_model
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter
from willow.plugins.pillow import PillowImage

from pages import conf
from pages.content.shown import rows_of_images
from pages.delivery import pixels
from pages.publishing import is_reviewed

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from wagtail.images.models import AbstractImage, AbstractRendition
    from wagtail.models import Page, Revision

log = logging.getLogger(__name__)

MIME_TYPES: Final = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
"""The kinds of files that sizes are made in. Wagtail's GIF has no place here: nothing moves."""

SUFFIXES: Final = {"avif": ".avif", "webp": ".webp", "jpeg": ".jpg", "png": ".png"}
QUALITIES: Final = {
    "avif": ("WAGTAILIMAGES_AVIF_QUALITY", 61),
    "webp": ("WAGTAILIMAGES_WEBP_QUALITY", 80),
    "jpeg": ("WAGTAILIMAGES_JPEG_QUALITY", 76),
    "png": ("", 100),
}
"""Wagtail's own setting of the quality of each kind, with Wagtail's own default."""

LARGEST_AVIF: Final = 16_000_000
"""Pixels above which the whole picture is not written as AVIF: that takes more than a gigabyte of
memory, and nobody has a screen for it."""

_SHOWS_ALL: Final = frozenset({"width", "height", "max", "min", "scale", "original"})
"""Operations after which the whole picture is still to be seen."""

_FILE_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Size:
    """One size in one format, as the site's list asks for it.

    Attributes:
        specification: Wagtail's filter specification, with one format.
        name: what the API calls the size: the specification up to the first bar.
    """

    specification: str
    name: str

    @property
    def kind(self) -> str:
        """The format that is asked for, as in `MIME_TYPES`; empty for that of the picture."""
        for operation in self.specification.split("|"):
            name, _, value = operation.partition("-")
            if name == "format":
                return value.partition("-")[0]
        return ""

    @property
    def shows_all(self) -> bool:
        """Whether nothing of the picture is cut off."""
        return self.name.partition("-")[0] in _SHOWS_ALL

    def is_larger_than(self, image: AbstractImage) -> bool:
        """Tell whether the picture would have to be enlarged."""
        operation, _, size = self.name.partition("-")
        return operation == "width" and size.isdecimal() and int(size) > image.width

    def is_too_heavy_for(self, image: AbstractImage) -> bool:
        """Tell whether making it would take more memory than it is worth."""
        pixels_to_write = image.width * image.height
        return self.name == "original" and self.kind == "avif" and pixels_to_write > LARGEST_AVIF


def wanted_sizes() -> list[Size]:
    """Return every size of the site's list that this machine can write, in order.

    ``width-480|format-{avif,webp}`` is two of them, with one name.
    """
    return [size for size in listed_sizes() if not size.kind or pixels.can_write(size.kind)]


def listed_sizes() -> list[Size]:
    """Return every size of the site's list, whether or not it can be made here."""
    found: dict[str, Size] = {}
    for entry in conf.renditions():
        for specification in Filter.expand_spec(entry):
            found[specification] = Size(specification, specification.partition("|")[0])
    return list(found.values())


def fault_in_size(size: Size) -> str:
    """Return what is wrong with a size, in English; empty if it can be made."""
    try:
        # Operations are read when they are asked for.
        operations = Filter(spec=size.specification).operations
    except (InvalidFilterSpecError, TypeError, ValueError) as error:
        return f"{error}."
    if not operations or (size.kind and size.kind not in MIME_TYPES):
        return f"the format must be one of {', '.join(MIME_TYPES)}."
    return ""


def sizes_for(image: AbstractImage) -> list[Size]:
    """Return the sizes that a picture is to be had in; it is never enlarged."""
    return [
        size
        for size in wanted_sizes()
        if not size.is_larger_than(image) and not size.is_too_heavy_for(image)
    ]


def make_sizes_of(page: Page) -> None:
    """Make the sizes of all pictures of a page, its author's photograph among them."""
    make_sizes(rows_of_images(page))


def make_sizes(images: Iterable[AbstractImage]) -> None:
    """Make the sizes that pictures lack.

    A picture that cannot be read, or a size that cannot be made or stored, is left out and logged:
    the words of a page must not wait for it.
    """
    drawings = [image for image in images if not image.is_svg()]
    if not drawings:
        return
    try:
        missing = _missing(drawings)
    except (InvalidFilterSpecError, TypeError, ValueError):
        # The system check says which entry of the list is wrong.
        log.exception("No sizes of pictures were made: the list in the settings is wrong.")
        return
    for image in drawings:
        if missing[image.pk]:
            _make(image, missing[image.pk])


def after_revision_saved(*, instance: Revision, raw: bool, **kwargs: Any) -> None:
    """Make the sizes of a draft's pictures once it is stored. For ``post_save`` of revisions."""
    model = instance.content_type.model_class()
    if not raw and model is not None and is_reviewed(model):
        # Robust: a draft is saved whatever becomes of its pictures.
        transaction.on_commit(lambda: make_sizes_of(instance.as_object()), robust=True)


def _missing(images: list[AbstractImage]) -> dict[Any, list[Filter]]:
    """Return which sizes each picture lacks, by its primary key, with one query for all."""
    model = get_image_model().get_rendition_model()
    made = set(
        model._default_manager.filter(
            image__in=[image.pk for image in images],
            filter_spec__in=[size.specification for size in wanted_sizes()],
        ).values_list("image_id", "filter_spec", "focal_point_key")
    )
    found: dict[Any, list[Filter]] = {}
    for image in images:
        filters = [Filter(spec=size.specification) for size in sizes_for(image)]
        found[image.pk] = [
            wanted
            for wanted in filters
            if (image.pk, wanted.spec, wanted.get_cache_key(image)) not in made
        ]
    return found


def _make(image: AbstractImage, filters: list[Filter]) -> None:
    """Make sizes of one picture, which is read once; several are written at the same time.

    Pillow lets other threads run while it works. Database and storage are left to this one.
    """
    try:
        with image.open_file() as file:
            picture = pixels.prepared(BytesIO(file.read()))
    except Exception:
        # A damaged or missing file makes Pillow and storages fail in many ways.
        log.warning("The file of image %s cannot be read; it has no sizes.", image.pk)
        return
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        made = [
            (wanted, pool.submit(rendered, picture, image=image, wanted=wanted))
            for wanted in filters
        ]
    for wanted, result in made:
        if (error := result.exception()) is not None:
            log.warning("Size %s of image %s cannot be made: %s", wanted.spec, image.pk, error)
            continue
        kind, content = result.result()
        try:
            _store(image, wanted, content=content, suffix=SUFFIXES[kind])
        except DatabaseError:
            raise
        except Exception as error:
            # Storages fail in many ways, too.
            log.warning("Size %s of image %s cannot be stored: %s", wanted.spec, image.pk, error)


def rendered(picture: Picture, *, image: AbstractImage, wanted: Filter) -> tuple[str, bytes]:
    """Return one size of a picture: its kind, as in `MIME_TYPES`, and the bytes of its file.

    Args:
        picture: the decoded original; see `pages.delivery.pixels.prepared`.
        image: its row, which knows the focal point.
        wanted: Wagtail's filter; a ``fill-…`` is cut around the focal point.

    Raises:
        InvalidFilterSpecError: the specification asks for what this does not do.
    """
    transform = wanted.get_transform(image, picture.size)
    part = transform.get_rect().round()
    size = tuple(max(1, int(length)) for length in transform.size)
    shown = PillowImage(pixels.shrunk(picture, part=tuple(part), size=size))
    asked: dict[str, Any] = {}
    for operation in wanted.filter_operations:
        shown = operation.run(shown, image, asked) or shown
    kind = asked.get("output-format") or _kind_of(image)
    if kind not in MIME_TYPES:
        raise InvalidFilterSpecError(f"Sizes are not made as {kind}.")
    setting, default = QUALITIES[kind]
    quality = asked.get(f"{kind}-quality", getattr(settings, setting, default) if setting else 100)
    return kind, pixels.written(
        shown.image,
        kind=kind,
        quality=quality,
        lossless="lossless" in asked.get("output-format-options", ()),
    )


def _kind_of(image: AbstractImage) -> str:
    """Return the format in which a picture is shown where the list does not say which."""
    kind = PurePath(image.file.name).suffix.lower().removeprefix(".").replace("jpg", "jpeg")
    return kind if kind in MIME_TYPES else "png"


def _store(image: AbstractImage, wanted: Filter, *, content: bytes, suffix: str) -> None:
    key = wanted.get_cache_key(image)
    ending = ".".join(filter(None, [key, wanted.spec.replace("|", ".")])) + suffix
    stem = PurePath(image.file.name).stem[: max(1, _FILE_NAME - 1 - len(ending))]
    image.renditions.get_or_create(
        filter_spec=wanted.spec,
        focal_point_key=key,
        defaults={"file": ContentFile(content, name=f"{stem}.{ending}")},
    )


def existing(image: AbstractImage) -> dict[str, AbstractRendition]:
    """Return the sizes of a picture that are there, by specification; none is made.

    Where the focal point has changed since, the size that was cut around the old one stands in.
    """
    sizes = {size.specification: size for size in sizes_for(image)}
    rows = getattr(image, "prefetched_renditions", None)
    if rows is None:
        rows = image.renditions.filter(filter_spec__in=list(sizes))
    found: dict[str, AbstractRendition] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        if row.filter_spec in sizes:
            found[row.filter_spec] = row
    for row in rows:
        if row.filter_spec in sizes and row.focal_point_key == _key(row.filter_spec, image):
            found[row.filter_spec] = row
    return {name: found[name] for name in sizes if name in found}


def _key(specification: str, image: AbstractImage) -> str:
    try:
        return str(Filter(spec=specification).get_cache_key(image))
    except (InvalidFilterSpecError, TypeError, ValueError):
        return ""

"""The images that a page shows, as far as a signature is about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from wagtail.images import get_image_model

from pages.publishing.reading import chosen

if TYPE_CHECKING:
    from wagtail.models import Page


def signed_images(page: Page) -> list[dict[str, Any]]:
    """Return what is signed of each image in reading order: which one, and the hash of its bytes.

    Alternative texts and captions are the page's own fields and signed with them.
    """
    return [
        {"id": image.pk, "sha1": image.get_file_hash()} for image in chosen(page, get_image_model())
    ]


def rows_of_images(page: Page) -> QuerySet[Any]:
    """Return the rows of the images that a page shows."""
    model = get_image_model()
    return model._base_manager.filter(pk__in=[image.pk for image in chosen(page, model)])

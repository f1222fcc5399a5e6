"""What a page shows and does not hold itself: images and files in storage, and who its author is.

All of it can change without the page. What of it the public reads is signed with the page, and its
rows are held still while the page goes live.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from pages.content.files import files_of
from pages.people.models import Person, PersonWording
from pages.people.profile import signed_data
from pages.publishing.reading import chosen

if TYPE_CHECKING:
    from wagtail.models import Page


def signed_images(page: Page) -> list[dict[str, Any]]:
    """Return what is signed of each image in reading order: which one, and the hash of its bytes.

    Alternative texts and captions are the page's own fields and signed with them.
    """
    return [_bytes_of(image) for image in chosen(page, get_image_model())]


def signed_files(page: Page) -> list[dict[str, Any]]:
    """Return what is signed of each file that the page offers: which one, and its bytes' hash."""
    return [_bytes_of(file) for file in files_of(page)]


def signed_author(page: Any) -> dict[str, Any] | None:
    """Return what is signed of the author: all that the public may be shown of the record.

    It is in the words of the page's language. How much of it is shown is the person's choice and
    the site's, and may change at any time.
    """
    author = page.author
    if author is None:
        return None
    portrait = author.photograph
    return signed_data(author, language=page.locale.language_code) | {
        "photograph": _bytes_of(portrait) if portrait else None
    }


def rows_of_images(page: Any) -> QuerySet[Any]:
    """Return the rows of the images that a page shows, its author's photograph among them."""
    model = get_image_model()
    shown = {image.pk for image in chosen(page, model)}
    if page.author is not None and page.author.photograph_id is not None:
        shown.add(page.author.photograph_id)
    return model._base_manager.filter(pk__in=shown)


def rows_of_files(page: Page) -> QuerySet[Any]:
    """Return the rows of the files that a page offers."""
    model = get_document_model()
    return model._base_manager.filter(pk__in=[file.pk for file in files_of(page)])


def rows_of_authors(page: Any) -> QuerySet[Person]:
    """Return the row of the page's author."""
    return Person._base_manager.filter(pk=page.author_id)


def rows_of_authors_wordings(page: Any) -> QuerySet[PersonWording]:
    """Return the rows of what the page's author is called in other languages."""
    return PersonWording._base_manager.filter(person_id=page.author_id)


def _bytes_of(file: Any) -> dict[str, Any]:
    return {"id": file.pk, "sha1": file.get_file_hash()}

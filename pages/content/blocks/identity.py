"""Ids of blocks and list items, which translation and comparison rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.fields import StreamField

if TYPE_CHECKING:
    from wagtail.models import Page


def give_lasting_ids(page: Page) -> None:
    """Give an id to every block and list item of a page that has none yet, in place.

    Wagtail does so for what the editor's form has posted. A stream that was filled with plain
    values, by an import or a script, is stored as it came, unless it has been read before; the
    items of its lists then have no ids, and wagtail-localize silently leaves them untranslated.
    """
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            # Reading a block turns plain values into blocks, and preparing a block makes its ids.
            for child in stream:
                child.value  # noqa: B018
            field.get_prep_value(stream)

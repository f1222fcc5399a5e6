"""What the blocks of a host's own say in public of what is chosen in them."""

from __future__ import annotations

import pytest
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from pages.delivery.blocks import BlockReader
from tests.factories.delivery import a_file

pytestmark = pytest.mark.django_db


class HandoutBlock(blocks.StructBlock):
    """A file, and what the link to it says."""

    words = blocks.CharBlock()
    file = DocumentChooserBlock()


def test_a_chosen_file_says_nothing_that_may_change_after_it_was_signed() -> None:
    file = a_file("Exercises")
    block = HandoutBlock()
    value = block.to_python({"words": "Exercises", "file": file.pk})

    def said() -> object:
        return BlockReader(numbers={}, files={}).value(block, block.to_python(value_stored))

    value_stored = block.get_prep_value(value)
    before = said()
    assert before == {"words": "Exercises", "file": {"id": file.pk, "url": file.url}}

    file.title = "It cures arthritis"
    file.save()
    assert said() == before

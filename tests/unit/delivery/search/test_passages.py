"""What of a document is searched."""

import numpy as np
import pytest
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField

from pages.delivery.page_types import COMMON, type_fields
from pages.delivery.search.passages import HEADING, NO_WORDS, SUMMARY, TEXT, TITLE, passages
from pages.delivery.search.weights import UNIT, points, weights
from pages.publishing import reviewed_models
from tests.factories.searching import Written


def test_title_summary_headings_and_text_are_read():
    text = ["One.", "Two.</p><h3>Deep</h3><p>Three."]
    read = passages(Written("A title", "A summary", [("A heading", text)]).content())

    assert read == [
        (TITLE, "A title"),
        (SUMMARY, "A summary"),
        (HEADING, "A heading"),
        (TEXT, "One. Two."),
        (HEADING, "Deep"),
        (TEXT, "Three."),
    ]


def test_the_order_does_not_depend_on_that_of_the_fields():
    content = Written("T", "S", [("H", ["P"])], fields={"faq": "F", "causes": "C"}).content()
    turned = dict(reversed(content.items()))
    turned["body"] = [dict(reversed(block.items())) for block in turned["body"]]

    assert passages(turned) == passages(content)


@pytest.mark.parametrize(
    "fields",
    [
        {"references": [{"key": "x", "text": "hidden", "url": "https://hidden.example"}]},
        {"disclaimers": [{"key": "hidden", "title": "hidden", "text": "hidden"}]},
        {"json_ld": {"name": "hidden"}},
        {"seo": {"title": "hidden", "description": "hidden"}},
        {"quotation": {"text": "said", "original": {"text": "hidden", "language": "es"}}},
        {"author": {"name": "Ada", "credentials": "hidden", "licence_number": "hidden"}},
        {"link": {"url": "https://hidden.example", "label": "Ask"}},
        {"hero_image": {"id": 1, "alt": "A hand", "renditions": {"hidden": {"url": "hidden"}}}},
    ],
)
def test_what_no_visitor_looks_for_is_left_out(fields):
    read = passages(Written("Title", fields=fields).content())

    assert "hidden" not in " ".join(passage.text for passage in read)


def test_no_code_of_a_choice_is_read():
    """A new block or field with choices has to be named in `NO_WORDS`."""
    names = {name for model in reviewed_models() for name in _choices_of(model)}

    assert names - NO_WORDS == set()


def _choices_of(model):
    public = {*COMMON, *type_fields(model)}
    for field in model._meta.get_fields():
        if field.name not in public and not field.auto_created:
            continue
        if isinstance(field, StreamField):
            yield from _choices_in(field.stream_block)
        elif isinstance(field, models.CharField) and field.choices:
            yield field.name


def _choices_in(block):
    for name, child in getattr(block, "child_blocks", {}).items():
        if isinstance(child, blocks.ChoiceBlock):
            yield name
        yield from _choices_in(child)
    if isinstance(block, blocks.ListBlock):
        yield from _choices_in(block.child_block)


def test_a_title_weighs_more_than_headings_and_these_more_than_text():
    read = passages(
        Written("Gout", "", [("Crystals", ["Crystals hurt often, often, often."])]).content()
    )
    found = weights(read, "en")

    assert found["en0gout"] > found["en0crystal"] > found["en0often"] > UNIT
    assert "en0hurt" not in found


def test_a_word_of_a_short_title_weighs_more_than_one_of_a_long_title():
    short = weights(passages(Written("Gout").content()), "en")
    long = weights(passages(Written("Gout and other diseases of the joints").content()), "en")

    assert short["en0gout"] > long["en0gout"]


def test_much_about_both_words_is_better_than_more_about_one():
    even, uneven, little = points(np.array([60, 150, 10]))
    assert even + even > uneven + little

import json

import pytest
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.rich_text import expand_db_html, extract_references_from_rich_text, features
from wagtail_localize.strings import extract_strings

from pages.citations.inline import cited_keys
from pages.citations.models import Reference
from pages.citations.rich_text import CitationLinkHandler
from tests.factories.citations import ReferenceFactory, citation

pytestmark = pytest.mark.django_db


def editor() -> DraftailRichTextArea:
    return DraftailRichTextArea(features=["bold", "link", "citation"])


def test_a_citation_goes_through_the_editor_unchanged() -> None:
    first, second = ReferenceFactory.create_batch(2)
    html = (
        f'<p data-block-key="abcde">One <b>two{citation(first, second)}</b> <a href="/x">y</a></p>'
    )
    content = editor().format_value(html)
    (entity, _link) = json.loads(content)["entityMap"].values()
    assert entity == {
        "type": "CITATION",
        "mutability": "IMMUTABLE",
        "data": {"keys": [first.key, second.key]},
    }
    assert cited_keys(editor().value_from_datadict({"x": content}, {}, "x")) == cited_keys(html)


def test_an_entity_without_keys_leaves_its_words_only() -> None:
    content = json.dumps(
        {
            "blocks": [
                {
                    "key": "abcde",
                    "type": "unstyled",
                    "text": "ab",
                    "depth": 0,
                    "inlineStyleRanges": [],
                    "entityRanges": [{"key": 0, "offset": 0, "length": 2}],
                }
            ],
            "entityMap": {"0": {"type": "CITATION", "mutability": "IMMUTABLE", "data": {}}},
        }
    )
    assert editor().value_from_datadict({"x": content}, {}, "x") == (
        '<p data-block-key="abcde">ab</p>'
    )


def test_the_button_brings_its_address_its_shortcut_and_its_words() -> None:
    options = editor().options
    (entity,) = [entry for entry in options["entityTypes"] if entry["type"] == "CITATION"]
    assert str(entity["searchUrl"]).endswith("/citations/search/")
    assert options["plugins"] == [{"type": "CITATION_SHORTCUT"}]
    assert "citation-editor.js" in str(editor().media)


def test_without_numbers_a_citation_is_a_plain_link_to_the_list() -> None:
    reference = ReferenceFactory(authors=[{"family": "Smolen"}], year=2016)
    assert expand_db_html(f"<p>x{citation(reference)}</p>") == (
        '<p>x<a class="citation" href="#ref-smolen-2016" data-reference="smolen-2016">'
        "[Smolen 2016]</a></p>"
    )
    assert expand_db_html('<a linktype="citation">x</a>') == "<a>x</a>"


def test_every_reference_of_a_citation_is_known_to_the_reference_index() -> None:
    first, second = ReferenceFactory.create_batch(2)
    extracted = set(extract_references_from_rich_text(citation(first, second)))
    assert extracted == {(Reference, str(first.pk), "", ""), (Reference, str(second.pk), "", "")}


def test_the_handler_finds_the_reference_that_a_citation_names_first() -> None:
    first, second = ReferenceFactory.create_batch(2)
    handler = features.get_link_types()["citation"]
    assert handler is CitationLinkHandler
    assert handler.get_model() is Reference
    assert handler.get_instance({"keys": f"{first.key} {second.key}"}) == first
    assert handler.get_many([{"keys": second.key}, {"keys": "gone"}, {}]) == [second, None, None]


def test_a_translator_gets_the_sentence_in_one_piece_with_a_placeholder() -> None:
    reference = ReferenceFactory()
    _template, strings = extract_strings(f"<p>Nobody{citation(reference)} knows why.</p>")
    ((string, attributes),) = strings
    assert "knows why" in string.data
    assert attributes == {"a1": {"linktype": "citation", "keys": reference.key}}

"""Each check on a pair of segments: what it finds, and what it leaves alone."""

from typing import Any

import pytest

from pages.translation.checks import SegmentPair, examine

CITED = {"a1": {"linktype": "citation", "keys": "smolen-2016"}}
BOTH = CITED | {"a2": {"linktype": "citation", "keys": "gabriel-2009"}}


def a_pair(**values: Any) -> SegmentPair:
    """Return a pair that is translated, saved and without fault, but for what is given."""
    defaults: dict[str, Any] = {
        "index": 0,
        "path": "body.1.text",
        "source": "Joint pain in the morning",
        "target": "Dolor articular por la mañana",
        "recorded": values.get("target", "Dolor articular por la mañana"),
    }
    return SegmentPair(**(defaults | values))


def findings(**values: Any) -> list[tuple[str, str]]:
    """Return code and severity of all findings on one pair."""
    return [(found.code, found.severity) for found in examine([a_pair(**values)])]


def test_a_translated_and_saved_segment_has_no_findings() -> None:
    assert findings() == []


def test_a_segment_without_translation_blocks() -> None:
    assert findings(target="Joint pain in the morning", recorded=None) == [
        ("translation.untranslated", "block")
    ]


def test_an_address_without_translation_is_only_warned_about() -> None:
    assert findings(path="slug", source="arthritis", target="arthritis", recorded=None) == [
        ("translation.address_untranslated", "warn")
    ]


def test_an_address_that_the_site_made_unique_is_not_called_unsaved() -> None:
    assert findings(path="slug", source="arthritis", target="artritis-2", recorded="artritis") == []


def test_text_whose_source_has_changed_is_warned_about_and_not_called_untranslated() -> None:
    assert findings(recorded=None) == [("translation.source_changed", "warn")]


def test_the_source_repeated_word_for_word_is_warned_about_when_it_is_long() -> None:
    same = "Joint pain in the morning"
    assert findings(target=same, recorded=same) == [("translation.same_as_source", "warn")]


@pytest.mark.parametrize("term", ["Methotrexate", "Lupus erythematosus", "DAS28 CRP score"])
def test_a_term_of_up_to_three_words_may_be_the_same_in_both_languages(term: str) -> None:
    assert findings(source=term, target=term, recorded=term) == []


def test_a_dropped_citation_blocks_and_names_the_reference() -> None:
    pair = a_pair(
        source='It helps <a id="a1">[1]</a>.',
        source_attributes=CITED,
        target="Ayuda.",
    )
    [found] = examine([pair])
    assert (found.code, found.severity) == ("translation.citation_lost", "block")
    assert "smolen-2016" in str(found.message)
    assert found.quote == "Ayuda."


def test_a_doubled_citation_blocks() -> None:
    assert findings(
        source='It helps <a id="a1">[1]</a>.',
        source_attributes=CITED,
        target='Ayuda <a id="a1">[1]</a>, sí <a id="a2">[1]</a>.',
        target_attributes=CITED | {"a2": CITED["a1"]},
    ) == [("translation.citation_lost", "block")]


def test_citations_in_another_order_are_fine() -> None:
    assert (
        findings(
            source='One <a id="a1">[1]</a>, two <a id="a2">[2]</a>.',
            source_attributes=BOTH,
            target='Dos <a id="a1">[2]</a>, uno <a id="a2">[1]</a>.',
            target_attributes={"a1": BOTH["a2"], "a2": BOTH["a1"]},
        )
        == []
    )


def test_a_translation_that_cannot_be_used_blocks_with_its_reason() -> None:
    [found] = examine(
        [
            a_pair(
                target="Joint pain in the morning",
                recorded="<h1>Dolor</h1>",
                error="<h1> tag is not allowed.",
            )
        ]
    )
    assert (found.code, found.severity) == ("translation.error", "block")
    assert "<h1> tag is not allowed." in str(found.message)


def test_a_machine_translation_blocks_until_a_person_confirms_it() -> None:
    assert findings(origin="machine") == [("translation.machine_unconfirmed", "block")]
    assert findings(origin="machine", is_confirmed=True) == []


def test_a_translation_that_the_page_does_not_show_yet_blocks() -> None:
    assert findings(target="Joint pain in the morning", recorded="Dolor matutino") == [
        ("translation.not_saved", "block")
    ]


def test_a_translation_changed_after_saving_is_warned_about() -> None:
    assert findings(target="Dolor", recorded="Dolor articular") == [
        ("translation.not_saved", "warn")
    ]


def test_entities_and_markup_do_not_make_a_saved_segment_look_unsaved() -> None:
    assert findings(target="Reposo &amp; <b>hielo</b>", recorded="Reposo & hielo") == []


def test_text_that_the_page_has_no_place_for_is_warned_about() -> None:
    assert findings(target=None, recorded=None) == [("translation.source_changed", "warn")]


def test_findings_come_by_check_and_then_in_the_order_of_the_page() -> None:
    found = examine(
        [
            a_pair(index=0, origin="machine"),
            a_pair(index=1, target="Joint pain in the morning", recorded=None),
            a_pair(index=2, target="Joint pain in the morning", recorded=None),
        ]
    )
    assert [(one.code, one.pair.index) for one in found] == [
        ("translation.untranslated", 1),
        ("translation.untranslated", 2),
        ("translation.machine_unconfirmed", 0),
    ]

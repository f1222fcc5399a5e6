"""What differs between two sources, which text comes from which, and what may be carried on."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.translation.changes.alignment import Comparison, Text, align, compare
from pages.translation.changes.difference import as_dicts, as_html, diff
from pages.translation.changes.renumbering import fitted, numbering
from pages.translation.changes.safety import alterations
from pages.translation.changes.syncing import sync_summary
from pages.translation.likeness import likeness
from pages.translation.placeholders import placeholder_ids, visible_text

WORDS = st.lists(
    st.sampled_from(["joint", "pain", "swells,", "0.5", "mg", "a&b", "<b>often</b>", "¿no?", "—"]),
    max_size=12,
).map(" ".join)

# Differences


@given(WORDS, WORDS)
def test_a_difference_holds_the_whole_of_both_texts(old: str, new: str) -> None:
    changes = diff(old, new)
    assert "".join(one.text for one in changes if one.kind != "added") == visible_text(old)
    assert "".join(one.text for one in changes if one.kind != "removed") == visible_text(new)
    assert all(one.text for one in changes)
    assert json.loads(json.dumps(as_dicts(changes))) == as_dicts(changes)


def test_only_the_words_that_changed_are_marked() -> None:
    assert as_dicts(diff("Take 0.5 mg a day.", "Take 1.5 mg a day.")) == [
        {"kind": "same", "text": "Take "},
        {"kind": "removed", "text": "0.5"},
        {"kind": "added", "text": "1.5"},
        {"kind": "same", "text": " mg a day."},
    ]


def test_the_label_of_a_citation_is_one_word_of_the_difference() -> None:
    changes = diff('Pain <a id="a1">[smolen-2016]</a>.', 'Pain <a id="a1">[gabriel-2009]</a>.')
    assert [(one.kind, one.text) for one in changes if one.kind != "same"] == [
        ("removed", "[smolen-2016]"),
        ("added", "[gabriel-2009]"),
    ]


def test_texts_are_escaped_where_they_become_html() -> None:
    html = as_html(diff("a &lt;script&gt;", "a &lt;img&gt;"))
    assert "<script" not in html
    assert "&lt;" in html
    assert "<del>" in html
    assert "<ins>" in html


# Alignment


def test_each_earlier_text_is_used_once_and_the_most_alike_first() -> None:
    new = [Text("n1", "The joint swells and hurts."), Text("n2", "The joint swells.")]
    old = [Text("o1", "The joint swells!"), Text("o2", "The joint swells and hurts a lot.")]
    matches = align(new, old)
    assert {key: match.key for key, match in matches.items()} == {"n1": "o2", "n2": "o1"}


def test_among_equals_the_nearer_and_then_the_later_is_taken() -> None:
    old = [Text("far", "Pain at night.", place=0.0), Text("near", "Pain at night.", place=1.0)]
    [match] = align([Text("n", "Pain at nights.", place=1.0)], old).values()
    assert match.key == "near"
    old = [Text("older", "Pain at night.", age=2.0), Text("later", "Pain at night.", age=1.0)]
    [match] = align([Text("n", "Pain at nights.")], old).values()
    assert match.key == "later"


def test_a_paragraph_that_has_nothing_in_common_is_new() -> None:
    assert align([Text("n", "Ask your doctor.")], [Text("o", "Bones become thinner.")]) == {}


@given(st.lists(st.tuples(st.sampled_from(["a.x", "a.y", "b"]), WORDS), max_size=10))
def test_a_source_that_did_not_change_keeps_everything(texts: list[tuple[str, str]]) -> None:
    assert compare(texts, texts) == Comparison(kept=len(texts))


@given(
    st.lists(st.tuples(st.sampled_from(["a.x", "a.y", "b"]), WORDS), max_size=8),
    st.lists(st.tuples(st.sampled_from(["a.x", "a.y", "b"]), WORDS), max_size=8),
)
def test_every_segment_is_counted_once(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    found = compare(before, after)
    assert found.kept + found.moved + found.changed + found.new == len(after)
    assert found.kept + found.moved + found.changed + found.removed == len(before)
    assert min(found.kept, found.moved, found.changed, found.new, found.removed) >= 0


def test_what_became_of_the_segments_is_said_in_words() -> None:
    before = [("title", "Gout"), ("body.1", "It hurts."), ("body.2", "Rest."), ("body.3", "Bye.")]
    after = [("title", "Gout"), ("body.1", "It hurts!"), ("body.9", "Rest."), ("body.8", "Hello.")]
    found = compare(before, after)
    assert found == Comparison(kept=1, moved=1, changed=1, new=1, removed=1)
    assert sync_summary(found) == (
        "Segments: unchanged: 1, moved: 1, changed: 1, new: 1, removed: 1."
    )
    assert sync_summary(Comparison()) == "Segments: none."


# Placeholders of an earlier translation

CITED = 'Pain <a id="a1">[smolen-2016]</a> and <a id="a2">a guide</a>.'


def test_placeholders_follow_their_citation_when_the_source_counts_anew() -> None:
    new = 'See <a id="a1">a guide</a>: pain <a id="a2">[smolen-2016]</a>.'
    assert numbering(CITED, new) == {"a1": "a2", "a2": "a1"}
    translated = 'Dolor <a id="a1">[smolen-2016]</a> y <a id="a2">una guía</a>.'
    assert fitted(translated, old_source=CITED, new_source=new) == (
        'Dolor <a id="a2">[smolen-2016]</a> y <a id="a1">una guía</a>.'
    )


def test_a_citation_that_the_new_source_lacks_is_taken_out_and_a_links_words_stay() -> None:
    translated = 'Dolor <a id="a1">[smolen-2016]</a> y <a id="a2">una guía</a>.'
    assert fitted(translated, old_source=CITED, new_source="Pain.") == "Dolor  y una guía."


def test_a_link_whose_words_changed_is_the_same_link() -> None:
    new = 'Pain <a id="a1">[smolen-2016]</a> and <a id="a2">the guide</a>.'
    assert numbering(CITED, new) == {"a1": "a1", "a2": "a2"}


@given(st.permutations(["[a-1]", "[b-2]", "[c-3]"]))
def test_a_fitted_translation_never_has_a_placeholder_that_the_new_source_lacks(
    labels: list[str],
) -> None:
    def source(each: list[str]) -> str:
        return " x ".join(f'<a id="a{n}">{one}</a>' for n, one in enumerate(each, start=1))

    old, new = source(["[a-1]", "[b-2]", "[c-3]"]), source(labels)
    translated = fitted(old, old_source=old, new_source=new)
    assert sorted(placeholder_ids(translated)) == ["a1", "a2", "a3"]
    for identifier, label in numbering(old, new).items():
        del identifier
        assert f'<a id="{label}">' in translated


# What may be carried forward


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("The joint swels and hurts.", "The joint swells and hurts.", "en"),
        ("It inflames the the joints.", "It inflames the joints.", "en"),
        ("the colour of the skin changes", "The color of the skin changes.", "en"),
        ("Take 10 mg, with water.", "Take 10 mg with water.", "en"),
        ("Do not bend it, it may hurt.", "Do not bend it; it may hurt.", "en"),
        ("La articulacion se hincha.", "La articulación se hincha.", "es"),
    ],
)
def test_a_slip_may_be_carried_forward(old: str, new: str, language: str) -> None:
    assert list(alterations(old, new, language=language)) == []


@pytest.mark.parametrize(
    ("old", "new", "language", "about"),
    [
        ("Take 10 mg a day.", "Take 100 mg a day.", "en", "number"),
        ("Take two tablets.", "Take three tablets.", "en", "number"),
        ("Take 10 mg of it.", "Take 10 g of it.", "en", "dose"),
        ("Take 10 mg a day.", "Take 10 mg a week.", "en", "dose"),
        ("Take it with food.", "Do not take it with food.", "en", "denial"),
        ("It is uncommon in men.", "It is common in men.", "en", "denial"),
        ("It may help with pain.", "It helps with pain.", "en", "how sure"),
        ("The risk increases with age.", "The risk decreases with age.", "en", "opposite"),
        ("Low blood pressure: hypotension.", "Low blood pressure: hypertension.", "en", "opposite"),
        ("Rest before the visit of Monday.", "Rest before the visit of Friday.", "en", "date"),
        ("Pain leads to fear of falls.", "Fear leads to pain of falls.", "en", "order"),
        ('Pain <a id="a1">[a-1]</a>.', 'Pain <a id="a1">[b-2]</a>.', "en", "citation"),
        ('Read <a id="a1">the guide</a>.', "Read the guide.", "en", "link"),
        (
            "A disease of the joints.",
            "The immune system attacks what lines them.",
            "en",
            "Too much",
        ),
        ("Tome 10 mg al día.", "Tome 10 mg a la semana.", "es", "dose"),
        ("No doble la rodilla.", "Doble la rodilla.", "es", "denial"),
        ("Puede ayudar con el dolor.", "Ayuda con el dolor.", "es", "how sure"),
        ("Tome más agua en la noche.", "Tome menos agua en la noche.", "es", "opposite"),
    ],
)
def test_what_may_alter_the_meaning_is_refused_in_words(
    old: str, new: str, language: str, about: str
) -> None:
    assert about in " ".join(map(str, alterations(old, new, language=language)))


def test_unrelated_sentences_are_less_alike_than_versions_of_one() -> None:
    unrelated = likeness("Rheumatoid arthritis inflames joints.", "Ask before you take herbs.")
    versions = likeness(
        "Rheumatoid arthritis inflames joints.", "Rheumatoid arthritis slowly inflames the joints."
    )
    assert unrelated < 0.6 < versions

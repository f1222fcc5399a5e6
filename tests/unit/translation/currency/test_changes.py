"""What changed between two contents, as pure functions of values."""

import json

import pytest

from pages.translation.currency.changes import (
    CONTEXT,
    LONGEST,
    Change,
    Part,
    Place,
    changed_fields,
    compare,
    word_difference,
)


def place(path: str, *texts: str, critical: bool = False, shared: str = "") -> Place:
    """Return a place with these texts, and a value that is the same in every language."""
    parts = [Part(text, is_text=True, is_critical=critical) for text in texts]
    if shared:
        parts.append(Part(shared, is_text=False, is_critical=critical))
    return Place(path=path, field=path.split(".")[0], name=texts[0][:10], parts=tuple(parts))


def summary(changes: tuple[Change, ...]) -> list[tuple[str, str, bool, bool]]:
    return [(one.path, one.kind, one.touches_text, one.is_critical) for one in changes]


def test_contents_that_say_the_same_have_not_changed() -> None:
    content = [place("summary", "A."), place("body.1", "B.")]
    assert compare(content, list(content)) == ()


def test_blocks_that_only_have_other_ids_have_not_changed() -> None:
    before = [place("body.1", "A."), place("body.2", "B.")]
    after = [place("body.3", "A."), place("body.4", "B.")]
    assert compare(before, after) == ()


def test_each_kind_of_change_is_told_from_the_others() -> None:
    before = [place("body.1", "One."), place("body.2", "Two."), place("causes", "Old.")]
    after = [place("body.1", "One more."), place("body.3", "Three."), place("causes", "New.")]
    assert summary(compare(before, after)) == [
        ("body.1", "changed", True, False),
        ("body.3", "added", True, False),
        ("body.2", "removed", True, False),
        ("causes", "changed", True, False),
    ]


def test_blocks_in_another_order_are_one_change() -> None:
    before = [place("steps.1", "One."), place("steps.2", "Two.")]
    assert summary(compare(before, before[::-1])) == [("steps", "moved", True, False)]


def test_the_same_text_twice_and_then_once_is_a_removal() -> None:
    before = [place("body.1", "One."), place("body.2", "One.")]
    [change] = compare(before, before[:1])
    assert change.kind == "removed"


def test_what_is_the_same_in_every_language_touches_no_text() -> None:
    [change] = compare(
        [place("steps.1", "One.", shared="5")], [place("steps.1", "One.", shared="9")]
    )
    assert (change.touches_text, change.is_critical, change.words) == (False, False, ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([place("risks", "Bleeding.", critical=True)], [place("risks", "None.", critical=True)]),
        ([], [place("risks", "Bleeding.", critical=True)]),
        ([place("risks", "Bleeding.", critical=True)], []),
        ([place("body.1", "Today.", critical=True)], [place("body.1", "Today.")]),
        ([place("body.1", "Today.")], [place("body.1", "Today.", critical=True)]),
        (
            [place("effects.1", "Rash.", critical=True, shared="rare")],
            [place("effects.1", "Rash.", critical=True, shared="common")],
        ),
        ([place("recovery", "Take 10 mg.")], [place("recovery", "Take 100 mg.")]),
    ],
)
def test_a_change_that_safety_depends_on_is_marked(before: list[Place], after: list[Place]) -> None:
    assert [one.is_critical for one in compare(before, after)] == [True]


def test_the_rest_of_a_block_with_a_critical_part_is_not_critical() -> None:
    danger = Part("Infection.", is_text=True, is_critical=True)
    before = Place(path="body.1", field="body", parts=(Part("Adults.", is_text=True), danger))
    after = Place(path="body.1", field="body", parts=(Part("Adult.", is_text=True), danger))
    assert [one.is_critical for one in compare([before], [after])] == [False]


def test_fields_of_safety_are_named_first_and_each_once() -> None:
    changes = [
        Change(path="body.1", field="body"),
        Change(path="risks", field="risks", is_critical=True),
        Change(path="body.2", field="body"),
    ]
    assert changed_fields(changes) == ["risks", "body"]


def test_a_change_comes_back_from_json_as_it_was() -> None:
    [change] = compare([place("causes", "Old text.")], [place("causes", "New text.")])
    assert Change.from_json(json.loads(json.dumps(change.as_json()))) == change


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("", "", ()),
        ("Same.", "Same.", ()),
        ("", "New.", (("new", "New."),)),
        ("Old.", "", (("gone", "Old."),)),
        (
            "Seek help soon.",
            "Seek help today.",
            (("same", "Seek help"), ("gone", "soon."), ("new", "today.")),
        ),
    ],
)
def test_texts_differ_word_by_word(
    before: str, after: str, runs: tuple[tuple[str, str], ...]
) -> None:
    assert word_difference(before, after) == runs


def test_long_texts_are_shortened_to_what_changed() -> None:
    text = " ".join(f"w{number}" for number in range(100))
    runs = word_difference(f"{text} old {text}", f"{text} new {text}")
    assert [kind for kind, _words in runs] == ["same", "gone", "new", "same"]
    assert runs[0][1].split() == ["…", *(f"w{number}" for number in range(100 - CONTEXT, 100))]
    [(_kind, added)] = word_difference("", f"{text} {text}")
    assert len(added.split()) == LONGEST + 1
    many = word_difference("a b " * 100, "a c " * 100)
    assert many[-1] == ("same", "…")

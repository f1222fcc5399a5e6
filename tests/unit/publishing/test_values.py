"""One form for contents that read the same, and another for every difference."""

import datetime
import decimal
import html
import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pages.publishing.values import as_read, canonical, rich_text_as_read, without_editor_keys

texts = st.text(st.characters(exclude_categories=("Cs",)))
visible = st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1)
finite = st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | finite | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)


@given(json_values)
def test_the_form_is_the_same_when_it_is_taken_again(value):
    assert canonical(canonical(value)) == canonical(value)


@given(json_values)
def test_the_form_is_the_same_after_a_database_has_kept_it_as_json(value):
    assert canonical(json.loads(json.dumps(value))) == canonical(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        (10**16, 1e16),  # PostgreSQL's JSON writes the one for the other
        (0, -0.0),
        (decimal.Decimal("1.1"), decimal.Decimal("1.100")),
        (decimal.Decimal("100"), decimal.Decimal("1E+2")),
        (decimal.Decimal("0"), decimal.Decimal("0.00")),
        ("two\nlines", "two\r\nlines"),
        ("two\nlines", "two\rlines"),
        ("word", " word\n"),
        ((1, 2), [1, 2]),
        (
            datetime.datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=datetime.UTC),
            datetime.datetime(
                2026, 1, 2, 5, 4, 5, 678901, tzinfo=datetime.timezone(datetime.timedelta(hours=2))
            ),
        ),
    ],
)
def test_what_reads_the_same_has_one_form(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, "1"),
        (0.1, 0.2),
        (0, None),
        ("", None),
        ("a b", "a  b"),
        ("a\nb", "a b"),
        ("é", "e\u0301"),  # composed and decomposed look alike, and are different characters
        ("5 mg", "5\u00a0mg"),
        ("a", "a\u200b"),
        ("Gout", "gout"),
        (decimal.Decimal("1.1"), decimal.Decimal("1.01")),
        (
            decimal.Decimal("1.0000000000000000000000000000000001"),
            decimal.Decimal("1.0000000000000000000000000000000002"),
        ),
        (datetime.date(2026, 1, 2), datetime.date(2026, 2, 1)),
        ([1, 2], [2, 1]),
    ],
)
def test_what_reads_differently_has_another(one, other):
    assert json.dumps(canonical(one)) != json.dumps(canonical(other))


def test_yes_is_not_one():
    assert json.dumps(canonical(True)) != json.dumps(canonical(1))


@given(texts)
def test_a_text_as_it_is_read_stays_so(text):
    assert as_read(as_read(text)) == as_read(text)


@given(texts, texts)
def test_texts_differ_in_more_than_their_ends_or_are_the_same(one, other):
    def told_apart(text):
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()

    assert (as_read(one) == as_read(other)) == (told_apart(one) == told_apart(other))


@pytest.mark.parametrize(
    ("numbered", "plain"),
    [
        ('<p data-block-key="a1b2c">Pain.</p>', "<p>Pain.</p>"),
        ('<h3 id="x" data-block-key="a1b2c">Pain</h3>', '<h3 id="x">Pain</h3>'),
        ('<ul><li data-block-key="z9">A</li></ul>', "<ul><li>A</li></ul>"),
    ],
)
def test_the_editors_numbering_of_paragraphs_is_left_out(numbered, plain):
    assert without_editor_keys(numbered) == plain


@pytest.mark.parametrize(
    "words",
    [
        '<p>Take data-block-key="twice the dose" daily.</p>',
        '<p>Take\n data-block-key="a1b2c" daily.</p>',
        "<p title='See data-block-key=\"a1b2c\"'>Pain.</p>",
        '<p data-block-key="Cures everything.">Pain.</p>',
    ],
)
def test_words_that_look_like_its_numbering_are_words(words):
    assert without_editor_keys(words) == words


@given(st.lists(st.sampled_from([' data-block-key="', '"', "a1", " ", "<p", ">", "x"])))
def test_no_words_of_a_paragraph_are_taken_for_its_numbering(parts):
    words = "".join(parts)
    paragraph = f"<p>{html.escape(words, quote=False)}</p>"

    assert without_editor_keys(paragraph) == paragraph


@pytest.mark.parametrize(
    "nothing", ["", "<p></p>", '<p data-block-key="a1b2c"></p>', "<p></p>\r\n<p><br/></p>", "<p/>"]
)
def test_empty_paragraphs_are_nothing(nothing):
    assert rich_text_as_read(nothing) == ""


@pytest.mark.parametrize(
    "something",
    [
        "<p>.</p>",
        "<p>&nbsp;</p>",
        '<embed embedtype="image" id="1"/>',
        "<hr/>",
        "<ul><li></li></ul>",
    ],
)
def test_anything_else_is_something(something):
    assert rich_text_as_read(something) == something


@given(visible, visible)
def test_paragraphs_of_different_words_read_differently(one, other):
    assume(one != other)

    assert rich_text_as_read(f"<p>{html.escape(one)}</p>") != rich_text_as_read(
        f"<p>{html.escape(other)}</p>"
    )

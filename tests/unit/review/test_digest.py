from hypothesis import given
from hypothesis import strategies as st

from pages.review.fingerprints import digest

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def test_a_digest_is_the_sha_256_of_canonical_json():
    # Computed with another program: printf '{"a":[1,"ñ"],"b":null}' | sha256sum
    assert digest({"b": None, "a": [1, "ñ"]}) == (
        "37a48e929c9e7fd4c0cca8b1dee9fe10f91973f7c436441a5bed735d52df9eae"
    )


@given(json_values)
def test_a_digest_is_stable(values):
    assert digest(values) == digest(values)


@given(st.dictionaries(st.text(), json_values, min_size=2))
def test_the_order_of_fields_does_not_matter(values):
    assert digest(values) == digest(dict(reversed(list(values.items()))))


@given(st.lists(json_values, min_size=2), st.data())
def test_the_order_of_blocks_does(values, data):
    other = data.draw(st.permutations(values))

    # As JSON tells them apart: to Python, 1 and True are the same.
    assert (digest(values) == digest(other)) == (repr(_told(values)) == repr(_told(other)))


@given(st.text(), st.text())
def test_a_changed_character_does(one, other):
    assert (digest({"text": one}) == digest({"text": other})) == (one == other)


@given(st.text(), st.text(), json_values)
def test_a_value_in_another_field_is_another_content(one, other, value):
    assert (digest({one: value}) == digest({other: value})) == (one == other)


def test_letters_are_what_they_are_made_of():
    assert digest("Ménière") != digest("Me\u0301nie\u0300re")


def test_nothing_yes_and_numbers_are_told_apart():
    values = [None, "", False, 0, "0", True, 1, "1", [], {}, [None], {"": None}]

    assert len({digest(value) for value in values}) == len(values)


def _told(value):
    """Return a value with the fields of its objects in order."""
    if isinstance(value, dict):
        return "object", sorted((key, _told(item)) for key, item in value.items())
    return [_told(item) for item in value] if isinstance(value, list) else value

from hypothesis import given
from hypothesis import strategies as st

from pages.review.fingerprints import digest

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(json_values)
def test_a_digest_is_stable(values):
    assert digest(values) == digest(values)


@given(st.dictionaries(st.text(), json_values, min_size=2))
def test_the_order_of_fields_does_not_matter(values):
    assert digest(values) == digest(dict(reversed(list(values.items()))))


@given(st.lists(st.text(), min_size=2, unique=True))
def test_the_order_of_blocks_does(values):
    assert digest(values) != digest(list(reversed(values)))


@given(st.text(), st.text())
def test_a_changed_character_does(one, other):
    assert (digest({"text": one}) == digest({"text": other})) == (one == other)

from hypothesis import given
from hypothesis import strategies as st

from pages.review.fingerprints import digest, without_empty

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


def test_a_field_that_is_added_empty_changes_no_fingerprint():
    before = {"title": "Gout", "body": [{"type": "section", "value": {"heading": "A"}}]}
    after = {
        "title": "Gout",
        "subtitle": "",
        "body": [{"type": "section", "value": {"heading": "A", "note": None, "wide": False}}],
        "faq": [],
    }
    assert digest(without_empty(before)) == digest(without_empty(after))


def test_zero_is_a_number_and_not_nothing():
    assert without_empty({"numerator": 0}) == {"numerator": 0}


def test_an_empty_item_of_a_list_keeps_its_place():
    assert without_empty({"cells": ["", "x"]}) == {"cells": ["", "x"]}


@given(json_values)
def test_leaving_out_twice_is_leaving_out_once(value):
    assert without_empty(without_empty(value)) == without_empty(value)


@given(st.dictionaries(st.text(), st.text(min_size=1) | st.integers()))
def test_what_says_something_is_kept(values):
    assert without_empty(values) == values

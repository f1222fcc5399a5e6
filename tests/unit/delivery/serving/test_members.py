"""A few members of a JSON text are read without the rest of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.delivery.serving.members import first_members
from pages.delivery.serving.rendering import as_json

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(whole=st.dictionaries(st.text(), json_values, max_size=6), data=st.data())
def test_what_is_wanted_is_what_the_whole_object_has(whole, data):
    names = data.draw(st.sets(st.sampled_from([*whole, "not there"])))
    found = first_members(as_json(whole), names)
    assert {name: found[name] for name in names if name in found} == {
        name: whole[name] for name in names if name in whole
    }


def test_nothing_is_read_after_the_last_member_that_is_wanted():
    text = '{"id":1,"summary":"short","body":' + "no JSON at all"
    assert first_members(text, {"summary"}) == {"id": 1, "summary": "short"}


def test_without_a_wish_nothing_is_read():
    assert first_members('{"id":1}', ()) == {}


@pytest.mark.parametrize("text", ["", "[]", '"text"', "{'id':1}"])
def test_what_is_no_object_is_refused(text):
    with pytest.raises((ValueError, json.JSONDecodeError)):
        first_members(text, {"id"})

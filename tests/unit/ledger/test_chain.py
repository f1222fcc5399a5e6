from hypothesis import given
from hypothesis import strategies as st

from pages.ledger.chain import GENESIS, canonical, entry_hash

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), plain))
def test_the_order_of_keys_does_not_change_the_hash(values):
    turned = dict(reversed(list(values.items())))
    assert entry_hash(previous_hash=GENESIS, values=values) == entry_hash(
        previous_hash=GENESIS, values=turned
    )


@given(st.text(), st.text())
def test_another_word_is_another_hash(one, other):
    same = entry_hash(previous_hash=GENESIS, values={"action": one}) == entry_hash(
        previous_hash=GENESIS, values={"action": other}
    )
    assert same == (one == other)


def test_the_hash_before_is_part_of_the_hash():
    first = entry_hash(previous_hash=GENESIS, values={"action": "a"})
    assert entry_hash(previous_hash=first, values={"action": "a"}) != first


def test_canonical_json_keeps_accents_as_they_are():
    assert canonical({"título": "Artritis"}) == '{"título":"Artritis"}'.encode()

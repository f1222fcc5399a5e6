"""Pages are put together by small numbers, wherever their ids begin."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.delivery.search.asking import Lookup
from pages.delivery.search.finding import AND, OR, search
from pages.delivery.search.numbering import FAR_APART, Numbering
from pages.delivery.search.postings import Posting
from pages.delivery.search.questions import units

NEAR = st.integers(1, 60)
FAR = st.integers(1, 60) | st.integers(2_000_000_000, 2_000_000_060)
PAGES = st.sets(NEAR, min_size=1, max_size=40) | st.sets(FAR, min_size=1, max_size=40)
NEARBY = st.dictionaries(NEAR, st.integers(1, 2_000), max_size=60)
POSTING = st.dictionaries(FAR, st.integers(1, 2_000), max_size=40)


@given(pages=PAGES, posting=POSTING)
def test_a_posting_keeps_the_pages_that_are_searched_with_their_weights(pages, posting):
    numbering = Numbering(np.array(list(pages)))

    numbers, weights = numbering.of(Posting.of(posting))

    found = zip(numbering.ids_of(numbers).tolist(), weights.tolist(), strict=True)
    assert dict(found) == {page: posting[page] for page in posting.keys() & pages}
    assert numbers.tolist() == sorted(set(numbers.tolist()))
    assert numbering.count <= FAR_APART * len(pages)


@pytest.mark.parametrize("operator", [AND, OR])
@given(among=st.sets(NEAR, min_size=30), one=NEARBY, other=NEARBY)
def test_a_question_finds_the_same_in_the_same_order_wherever_the_ids_begin(
    operator, among, one, other
):
    lookups = [Lookup("en", unit) for unit in units("uric acid", "en")]

    def found(first_id):
        postings = {
            lookup: Posting.of({first_id + page: weight for page, weight in each.items()})
            for lookup, each in zip(lookups, (one, other), strict=True)
        }
        ranking = search(
            "uric acid",
            locale="en",
            operator=operator,
            among=np.array([first_id + page for page in among]),
            postings_of=lambda asked: {lookup: postings[lookup] for lookup in asked},
        )
        return [page - first_id for page in ranking.first()]

    wanted = one.keys() & other.keys() if operator == AND else one.keys() | other.keys()
    assert sorted(found(0)) == sorted(wanted & among)
    assert found(2_000_000_000) == found(0)


@given(before=POSTING, gone=st.sets(FAR, max_size=20), new=POSTING)
def test_a_posting_takes_new_pages_in_the_place_of_others(before, gone, new):
    instead_of = gone | new.keys()

    after = Posting.of(before).with_others(new, instead_of=instead_of)

    stay = {page: weight for page, weight in before.items() if page not in instead_of}
    assert dict(zip(after.pages.tolist(), after.weights.tolist(), strict=True)) == stay | new
    assert after.pages.tolist() == sorted(stay | new)

"""The order of what was found, however much of it is wanted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.delivery.search.ranking import Ranking
from pages.delivery.search.weights import UNIT, points, rarity


@given(
    scores=st.dictionaries(st.integers(1, 200), st.integers(0, 5), max_size=40),
    most=st.integers(1, 50) | st.none(),
)
def test_the_first_ones_are_the_first_of_all_by_score_and_then_by_id(scores, most):
    pages = sorted(scores)
    found = Ranking(np.array(pages, dtype=np.int64), np.array([scores[one] for one in pages]))

    assert found.first(most) == sorted(pages, key=lambda page: (-scores[page], page))[:most]
    assert len(found) == len(pages)


def test_what_was_found_is_given_in_the_order_of_a_list_if_that_is_wanted():
    found = Ranking(np.array([1, 2, 3, 5]), np.array([1, 3, 2, 0]))

    ordered = found.in_order_of(np.array([9, 5, 3, 8, 2, 1]))

    assert (ordered.first(), ordered.first(2), len(ordered)) == ([5, 3, 2, 1], [5, 3], 4)


def test_a_heavier_word_adds_more_and_a_rarer_one_as_much_more():
    weights = np.array([UNIT, 11, 40, 340, 70_000])
    plain = points(weights)

    assert plain[0] == 1_000_000
    assert list(plain) == sorted(set(plain.tolist()))
    assert points(weights, rarity(pages=1, of=3)) == pytest.approx(2 * plain, abs=1)
    assert points(np.array([], dtype=np.uint16)).tolist() == []

"""The order of what was found is that of the sums, whichever way they are added up."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from pages.delivery.search import ranking
from pages.delivery.search.ranking import Ranking, ranked

PAGES = st.integers(1, 60)


@st.composite
def worths(draw):
    """Draw what a word adds: each page gets points once or not at all."""
    points = draw(st.dictionaries(PAGES, st.sampled_from([10, 20, 35, 200]), max_size=40))
    return {
        more: BitMap(page for page, own in points.items() if own == more)
        for more in set(points.values())
    }


def added_up(pages, words):
    return {
        page: sum(more for word in words for more, having in word.items() if page in having)
        for page in pages
    }


@given(
    pages=st.frozensets(PAGES),
    words=st.lists(worths(), max_size=5),
    per_group=st.sampled_from([0, 1, 16]),
)
def test_pages_are_in_the_order_of_their_sums_and_then_of_their_ids(pages, words, per_group):
    scores = added_up(pages, words)
    original, ranking.PAGES_PER_GROUP = ranking.PAGES_PER_GROUP, per_group
    try:
        found = Ranking(ranked([(BitMap(pages), words)]))
    finally:
        ranking.PAGES_PER_GROUP = original

    assert list(found) == sorted(pages, key=lambda page: (-scores[page], page))
    assert len(found) == len(pages)
    assert set(found.pages) == pages


def test_what_was_found_in_two_languages_is_put_together():
    english = (BitMap([1, 4]), [{5: BitMap([1]), 9: BitMap([4])}])
    spanish = (BitMap([2, 3]), [{9: BitMap([2]), 7: BitMap([3])}])

    assert list(Ranking(ranked([english, spanish]))) == [2, 4, 3, 1]
    assert list(Ranking(ranked([]))) == []
    assert set(Ranking({}).pages) == set()


def test_adding_up_changes_nothing_that_was_given():
    word, pages = {5: BitMap([1]), 9: BitMap([2])}, BitMap([1, 2, 3])

    ranked([(pages, [word, word])])

    assert (word, pages) == ({5: BitMap([1]), 9: BitMap([2])}, BitMap([1, 2, 3]))

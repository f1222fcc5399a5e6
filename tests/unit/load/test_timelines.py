import pytest

from tests.load.timelines import NOTICED, History, Timeline


@pytest.fixture
def timeline():
    made = Timeline()
    made.append("A", began=0.0, ended=0.0)
    made.append("B", began=10.0, ended=11.0)
    made.append(None, began=20.0, ended=21.0)
    return made


def test_the_present_state_is_the_only_possible_one_once_everybody_knows(timeline):
    assert timeline.possible(since=13.0, until=14.0) == {"B"}


def test_while_a_change_is_committed_both_states_are_possible(timeline):
    assert timeline.possible(since=10.2, until=10.3) == {"A", "B"}


def test_the_old_state_is_possible_as_long_as_a_process_may_take_to_notice(timeline):
    assert timeline.possible(since=11.0 + NOTICED, until=12.5) == {"A", "B"}
    assert timeline.possible(since=11.1 + NOTICED, until=12.5) == {"B"}


def test_a_new_state_is_impossible_before_its_transaction_began(timeline):
    assert timeline.possible(since=5.0, until=9.9) == {"A"}


def test_a_long_answer_may_be_of_any_moment_in_it(timeline):
    assert timeline.possible(since=5.0, until=25.0) == {"A", "B", None}


def test_of_what_is_not_known_nothing_is_public():
    assert History().possible("page", 7, since=0.0, until=1.0) == {None}


def test_before_the_first_state_there_was_nothing(timeline):
    assert Timeline().possible(since=0.0, until=1.0) == {None}
    assert timeline.possible(since=-2.0, until=-1.0) == {None}
    assert timeline.possible(since=0.5, until=1.0) == {"A", None}

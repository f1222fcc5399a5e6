import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.measuring import Comparison, Timing, compare, repeat, timed


def test_a_ratio_is_the_middle_one_of_the_rounds():
    rounds = Comparison("saving", Timing([2.0, 30.0, 4.0]), Timing([1.0, 10.0, 4.0]))

    assert rounds.ratio == 2.0
    assert rounds.one.median == 4.0


def test_a_spread_leaves_out_the_outer_quarters():
    ones = Timing([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 80.0])

    assert Comparison("saving", ones, Timing([1.0] * 8)).spread == (3.0, 6.0)


def test_two_ways_are_measured_in_turn_and_the_first_round_does_not_count():
    done = []

    def way(name, seconds):
        def act():
            done.append(name)
            return 99.0 if done.count(name) == 1 else seconds

        return act

    found = compare("saving", way("one", 2.0), way("other", 1.0), rounds=3)

    assert done == ["other", "one", "one", "other", "other", "one", "one", "other"]
    assert found.one.rounds == [2.0, 2.0, 2.0]
    assert found.ratio == 2.0


def test_what_is_repeated_is_done_once_more_than_it_counts():
    seconds = iter([99.0, 1.0, 2.0, 3.0])

    assert repeat(lambda: next(seconds), rounds=3).median == 2.0


def test_only_the_doing_is_timed():
    done = []

    assert 0 <= timed(lambda: done.append(1)) < 60
    assert done == [1]


def test_help_says_what_is_measured_and_how(capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["--help"])

    assert exit_.value.code == 0
    assert "DATABASE_URL" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--rounds", "0"], ["--blocks", "many"], ["--fast"]])
def test_wrong_usage_is_refused(words, capsys):
    with pytest.raises(SystemExit) as exit_:
        main(words)

    assert exit_.value.code == 2

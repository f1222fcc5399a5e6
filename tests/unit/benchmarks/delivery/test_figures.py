import pytest

from tests.benchmarks.delivery.contest import Options
from tests.benchmarks.delivery.figures import Figures, Moments, Phase, Result, as_json, verdicts
from tests.benchmarks.delivery.report import markdown


def figures(rate, *, cpu=1.0, queries=(1, 1)):
    return Figures([Phase(rate, cpu, [0.001, 0.002], 2)] * 3, queries)


def result(pages=500, **rates):
    """Return a result in which everything is as fast as it has to be, but for what is given."""
    wanted = {"bare": 1000.0, "ours": 900.0, "stock": 20.0} | rates
    found = Result(pages)
    for endpoint in ("detail", "304", "listing", "find", "search"):
        found.figures[endpoint] = {name: figures(rate) for name, rate in wanted.items()}
    found.moments = Moments(
        first_busy={"detail": [9.0]},
        busy={"detail": [5.0]},
        first={"detail": [2.0]},
        steady={"detail": [1.0]},
        first_rested={"detail": [3.0]},
        rested={"detail": [1.5]},
        cold={"ours": 900.0},
    )
    return found


def missed(*results):
    return [one.name for one in verdicts(results) if not one.holds]


def test_a_run_that_is_fast_enough_misses_nothing():
    assert missed(result()) == []


def test_a_share_is_the_middle_one_of_the_rounds():
    ours = Figures([Phase(rate, 1.0, [0.1], 1) for rate in (10.0, 90.0, 80.0)])
    bare = Figures([Phase(rate, 1.0, [0.1], 1) for rate in (100.0, 100.0, 100.0)])

    assert ours.times(bare) == 0.8


def test_every_target_can_be_missed():
    slow = result(ours=400.0)
    slow.figures["detail"]["ours"] = figures(700.0, cpu=2.0, queries=(3, 1))
    slow.figures["search"]["ours"] = figures(100.0)
    slow.moments = Moments(
        first_busy={"detail": [16.0]},
        busy={"detail": [5.0]},
        first={"detail": [5.0]},
        steady={"detail": [1.0]},
        first_rested={"detail": [9.0]},
        rested={"detail": [2.0]},
        cold={},
    )

    assert missed(slow) == [
        "detail, of the bare view",
        "304, of the bare view's",
        "listing of 20, of the bare view",
        "find by path, of the bare view",
        "search, times plain Wagtail",
        "CPU of a detail, times the bare view's",
        "queries of any answer",
        "first detail after a publication, times steady",
    ]
    assert "detail, times plain Wagtail" in missed(result(stock=31.0))


def test_what_was_not_measured_is_missed():
    without = result()
    del without.figures["304"]["ours"]

    assert missed(without) == ["304, of the bare view's"]


@pytest.mark.parametrize(("ours", "expected"), [(850.0, []), (700.0, ["detail"])])
def test_a_larger_site_may_not_be_slower(ours, expected):
    names = missed(result(), result(5000, ours=ours))

    assert names == [f"{name}, 5,000 pages against 500" for name in expected]


def test_the_report_has_every_figure_and_every_target():
    text = markdown([result(), result(5000)], Options(), database="sqlite")

    assert "| detail | ours | 900 | 0.900 | 1.00 |" in text
    assert "| detail, of the bare view | ≥ 0.8 | 0.9 | met |" in text
    assert "| listing | 1.00 | 1.00 |" in text


def test_the_same_is_there_for_programs():
    found = as_json([result()])

    assert found["sizes"][0]["endpoints"]["detail"]["ours"]["of_bare"] == 0.9
    assert {one["holds"] for one in found["targets"]} == {True}

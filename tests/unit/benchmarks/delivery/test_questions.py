import json

import pytest

from tests.benchmarks.delivery.generator import Answer, Ask
from tests.benchmarks.delivery.questions import OURS, checked, conditional, questions
from tests.benchmarks.measuring import WorkloadShrank

FACTS = [
    {"id": number, "language": language, "path": f"/{language}/conditions/{number}/"}
    for number, language in enumerate(["en", "es"] * 30)
]


def detail(*, paragraphs=20, references=10, **changes):
    return {
        "id": 7,
        "body": [{"value": {"text": "<p>Words.</p>" * paragraphs}}],
        "references": [{}] * references,
    } | changes


def answered(content, *, status=200, **headers):
    return Answer(status, headers, json.dumps(content).encode())


def check(endpoint, path, answer):
    return checked(endpoint, [Ask(path)], [answer], OURS, pages=30)


def test_the_same_seed_asks_the_same():
    assert questions(FACTS, OURS, seed=1, sample=20) == questions(FACTS, OURS, seed=1, sample=20)
    assert questions(FACTS, OURS, seed=1, sample=20) != questions(FACTS, OURS, seed=2, sample=20)


def test_an_answer_is_expected_again_as_it_was():
    answer = answered(detail())

    (ask,) = check("detail", "/api/v2/pages/7/", answer)

    assert ask.expected == (200, answer.body)


@pytest.mark.parametrize(
    "answer",
    [
        answered(detail(paragraphs=19)),
        answered(detail(references=9)),
        answered(detail(id=8)),
        answered(detail(), status=404),
    ],
)
def test_a_page_that_has_shrunk_is_no_workload(answer):
    with pytest.raises(WorkloadShrank):
        check("detail", "/api/v2/pages/7/", answer)


@pytest.mark.parametrize(
    ("count", "total", "language"), [(19, 30, "en"), (20, 29, "en"), (20, 30, "es")]
)
def test_a_list_that_has_shrunk_is_no_workload(count, total, language):
    items = [{"meta": {"locale": language}}] * count
    content = {"items": items, "meta": {"total_count": total}}

    with pytest.raises(WorkloadShrank):
        check("listing", "/api/v2/pages/?locale=en", answered(content))


def test_searches_that_find_nothing_are_no_workload():
    nothing = answered({"items": [], "meta": {"total_count": 0}})

    with pytest.raises(WorkloadShrank, match="Only 0 of 2"):
        checked("search", [Ask("/?search=a"), Ask("/?search=b")], [nothing] * 2, OURS, pages=30)


def test_only_what_has_an_etag_can_be_asked_for_on_condition():
    asks = [Ask("/api/v2/pages/7/"), Ask("/api/v2/pages/8/")]

    found = conditional(asks, [answered({}, etag='"seven"'), answered({})])

    assert [(ask.path, ask.etag, ask.expected) for ask in found] == [
        ("/api/v2/pages/7/", '"seven"', (304, b""))
    ]

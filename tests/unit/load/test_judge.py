import json

import pytest

from tests.load.judge import Outage, judge
from tests.load.readings import DROPPED, Reading
from tests.load.timelines import History

TYPE = "pages.ConditionPage"
LIST = f"/api/v2/pages/?type={TYPE}&locale=en&limit=20&offset=0"
FIND = "/api/v2/pages/find/?html_path=/en/conditions/gout/"


@pytest.fixture
def history():
    made = History()
    made.add(("language", 7, "en"), True, began=0, ended=0)
    made.add(("disclaimer", "general", "en"), 1, began=0, ended=0)
    made.add(("disclaimer", "general", "en"), 2, began=50, ended=51)
    made.add(("owner", "/en/conditions/gout/"), 7, began=0, ended=0)
    made.add(("owner", "/en/conditions/gout/"), None, began=20, ended=21)
    made.add(("page", 7), "first", began=0, ended=0)
    made.add(("page", 7), "second", began=10, ended=11)
    made.add(("page", 7), None, began=20, ended=21)
    made.add(("mark", 7, "second"), "bbb", began=0, ended=0)
    return made


def page(fingerprint="first", *, mark="", version=1, **changes):
    return {
        "id": 7,
        "meta": {"locale": "en", "type": TYPE},
        "summary": f"Summary [{mark}]" if mark else "Summary",
        "disclaimers": [{"key": "general", "version": version}],
        "review": {"fingerprint": fingerprint},
    } | changes


def read(content, *, at, path="/api/v2/pages/7/", status=200, etag=""):
    body = content if isinstance(content, str) else json.dumps(content)
    return Reading(path, etag, status, body, at, at + 0.1)


def listed(*items, total=1):
    return {"meta": {"total_count": total}, "items": list(items)}


def faults(reading, history, **more):
    return dict(judge([reading], history, **more).faults)


def test_what_was_public_in_that_second_is_no_fault(history):
    fine = [
        read(page(), at=5),
        read(page("second", mark="bbb"), at=10.5),
        read(page(), at=11.9),
        read(page("second", mark="bbb"), at=15),
        read("", at=30, status=404),
        read(listed(page("second", mark="bbb")), at=15, path=LIST),
        read(listed(total=0), at=30, path=LIST),
        read("https://cms.example.org/api/v2/pages/7/", at=5, path=FIND, status=302),
        read("", at=30, path=FIND, status=404),
    ]

    judgement = judge(fine, history)

    assert judgement.examples == []
    assert sum(judgement.counts.values()) == len(fine)


def test_a_replaced_text_that_is_still_read_is_a_fault(history):
    assert faults(read(page(), at=12.5), history) == {"not public": 1}


def test_a_withdrawn_page_that_is_still_read_is_a_fault_on_every_endpoint(history):
    withdrawn = page("second", mark="bbb")

    assert faults(read(withdrawn, at=23), history) == {"not public": 1}
    assert faults(read(listed(withdrawn), at=23, path=LIST), history) == {
        "not public": 1,
        "wrong count": 1,
    }
    found = read("/api/v2/pages/7/", at=23, path=FIND, status=302)
    assert faults(found, history) == {"wrong page found": 1}


def test_a_text_that_nobody_signed_is_a_fault_at_any_time(history):
    assert faults(read(page("draft"), at=5), history) == {"not public": 1}


def test_parts_of_two_texts_in_one_answer_are_a_fault(history):
    mixed = page("second", mark="bbb", title="About [ccc]")

    assert faults(read(mixed, at=15), history) == {"mixed": 1}
    assert faults(read(page("second"), at=15), history) == {"mixed": 1}


def test_a_public_page_that_is_not_found_is_a_fault(history):
    assert faults(read("", at=15, status=404), history) == {"missing": 1}
    assert faults(read("", at=15, path=FIND, status=404), history) == {"missing": 1}


def test_an_outdated_disclaimer_is_a_fault(history):
    history.add(("page", 7), "first", began=40, ended=41)

    assert faults(read(page(version=1), at=51.5), history) == {}
    assert faults(read(page(version=1), at=53), history) == {"disclaimer not public": 1}
    assert faults(read(page(version=2), at=45), history) == {"disclaimer not public": 1}


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (listed(page(), page(), total=1), "repeated"),
        (listed(page(), total=2), "wrong count"),
        (listed(page(meta={"locale": "es", "type": TYPE})), "wrong item"),
    ],
)
def test_a_list_that_contradicts_itself_is_a_fault(answer, fault, history):
    assert fault in faults(read(answer, at=5, path=LIST), history)


def test_a_304_stands_for_the_body_that_had_its_etag(history):
    unchanged = read("", at=5, status=304, etag='"one"')
    bodies = {'"one"': json.dumps(page())}

    assert faults(unchanged, history, bodies_of=bodies) == {}
    late = read("", at=15, status=304, etag='"one"')
    assert faults(late, history, bodies_of=bodies) == {"not public": 1}
    assert faults(unchanged, history) == {"wrong 304": 1}


def test_a_304_of_a_list_stands_for_the_list_that_had_its_etag(history):
    bodies = {'"one"': json.dumps(listed(page()))}
    unchanged, late = (read("", at=at, path=LIST, status=304, etag='"one"') for at in (5, 15))

    assert faults(unchanged, history, bodies_of=bodies) == {}
    assert faults(late, history, bodies_of=bodies) == {"not public": 1}
    assert faults(unchanged, history) == {"wrong 304": 1}


def test_a_304_by_date_stands_for_the_answer_that_had_the_date(history):
    def unchanged(at, told):
        date = "Fri, 27 Nov 2026 00:00:00 GMT"
        return Reading("/api/v2/pages/7/", '"one"', 304, "", at, at + 0.1, since=date, told=told)

    bodies = {'"one"': json.dumps(page())}

    assert faults(unchanged(5, '"one"'), history, bodies_of=bodies) == {}
    assert judge([unchanged(5, "")], history, bodies_of=bodies).counts == {"detail by date 304": 1}
    late = faults(unchanged(15, '"one"'), history, bodies_of=bodies)
    assert late == {"not public": 1}
    # Whatever is public: the server itself says that the answer is another.
    assert faults(unchanged(5, '"two"'), history, bodies_of=bodies) == {"wrong 304": 1}


def test_a_path_that_no_page_has_had_yet_is_not_missing(history):
    history.add(("owner", "/en/elsewhere/gout/"), 7, began=15, ended=16)
    asked = FIND.replace("conditions", "elsewhere")

    assert faults(read("", at=5, path=asked, status=404), history) == {}
    assert faults(read("", at=18, path=asked, status=404), history) == {"missing": 1}


def test_an_error_of_the_server_is_a_fault_unless_it_is_a_503_without_a_database(history):
    outage = [Outage(4, 6)]

    assert faults(read("", at=5, status=503), history, outages=outage) == {}
    assert faults(read("", at=5, status=500), history, outages=outage) == {
        "not 503 while the database is down": 1
    }
    assert faults(read("", at=7, status=503), history, outages=outage) == {"server error": 1}


def test_no_answer_is_a_fault_unless_a_worker_was_killed(history):
    dropped = read("", at=5, status=DROPPED)

    assert faults(dropped, history, kills=[5.05]) == {}
    assert faults(dropped, history, kills=[7]) == {"no answer": 1}

"""Lists in several languages, below a page, and in an order."""

import json

import pytest

from tests.load.judge import judge
from tests.load.readings import Reading
from tests.load.timelines import History

TYPE = "pages.ConditionPage"
LIST = f"/api/v2/pages/?type={TYPE}&limit=20&locale=es"
FALLBACK = f"{LIST}&fallback=en"
CHILDREN = f"{LIST}&child_of=3"

ENGLISH, SPANISH, ALONE = 7, 8, 9


@pytest.fixture
def history():
    """Two pages of one family, and a Spanish one by itself that moves from 3 to 4 at 20."""
    made = History()
    for page_id, language, family in (
        (ENGLISH, "en", "gout"),
        (SPANISH, "es", "gout"),
        (ALONE, "es", "lupus"),
    ):
        made.add(("language", page_id, language), True, began=0, ended=0)
        made.add(("family", page_id), family, began=0, ended=0)
        made.add(("member", family, language), page_id, began=0, ended=0)
        made.add(("parent", page_id), 3, began=0, ended=0)
        made.add(("page", page_id), "signed", began=0, ended=0)
    made.add(("page", SPANISH), None, began=10, ended=11)
    made.add(("parent", ALONE), 4, began=20, ended=21)
    return made


def item(page_id, language, *, asked="es"):
    meta = {"locale": language, "type": TYPE}
    if asked:
        meta |= {"requested_locale": asked, "served_locale": language}
    return {"id": page_id, "meta": meta, "review": {"fingerprint": "signed"}}


def faults(path, items, history, *, at, total=None):
    content = {"meta": {"total_count": len(items) if total is None else total}, "items": items}
    reading = Reading(path, "", 200, json.dumps(content), at, at + 0.1)
    return dict(judge([reading], history).faults)


ENGLISH_ITEM, SPANISH_ITEM, ALONE_ITEM = (
    item(ENGLISH, "en"),
    item(SPANISH, "es"),
    item(ALONE, "es"),
)


def test_each_family_is_listed_once_in_the_best_language_that_is_public(history):
    assert faults(FALLBACK, [SPANISH_ITEM, ALONE_ITEM], history, at=5) == {}
    assert faults(FALLBACK, [ENGLISH_ITEM, ALONE_ITEM], history, at=15) == {}
    # While the page is being withdrawn, either may be read.
    for either in (SPANISH_ITEM, ENGLISH_ITEM):
        assert faults(FALLBACK, [either, ALONE_ITEM], history, at=10.5) == {}


def test_another_language_than_the_best_is_a_fault(history):
    assert faults(FALLBACK, [ENGLISH_ITEM, ALONE_ITEM], history, at=5) == {"wrong language": 1}


def test_a_withdrawn_translation_and_a_family_that_is_listed_twice_are_faults(history):
    assert faults(FALLBACK, [SPANISH_ITEM, ALONE_ITEM], history, at=15) == {"not public": 1}
    twice = [ENGLISH_ITEM, SPANISH_ITEM]
    assert faults(FALLBACK, twice, history, at=10.5) == {"repeated": 1}


def test_an_entry_that_names_other_languages_is_a_fault(history):
    wrong = item(ALONE, "es", asked="en")
    assert faults(FALLBACK, [SPANISH_ITEM, wrong], history, at=5) == {"wrong item": 1}


@pytest.mark.parametrize(("at", "total"), [(5, 3), (5, 1), (15, 1), (15, 3)])
def test_families_are_counted_and_not_pages(at, total, history):
    assert faults(FALLBACK, [], history, at=at, total=2) == {}
    assert faults(FALLBACK, [], history, at=at, total=total) == {"wrong count": 1}


def test_a_page_is_listed_where_it_is_and_not_where_it_was(history):
    there = item(ALONE, "es", asked="")

    assert faults(CHILDREN, [there], history, at=15) == {}
    for total in (0, 1):
        assert faults(CHILDREN, [], history, at=20.5, total=total) == {}
    assert faults(CHILDREN, [], history, at=23) == {}
    late = faults(CHILDREN, [there], history, at=23)
    assert late == {"wrong place": 1, "wrong count": 1}
    assert faults(CHILDREN, [], history, at=15) == {"wrong count": 1}


@pytest.mark.parametrize(("order", "expected"), [("id", {}), ("-id", {"wrong order": 1})])
def test_a_list_is_in_the_order_that_was_asked_for(order, expected, history):
    pages = [item(SPANISH, "es", asked=""), item(ALONE, "es", asked="")]

    assert faults(f"{LIST}&order={order}", pages, history, at=5) == expected

import pytest
from wagtail.api.v2.utils import BadRequestError, parse_fields_parameter

from pages.delivery.nesting import checked, pruned

REVIEW = {"status": "current", "fingerprint": "f", "reviewed_at": "t"}
PAGE = {"id": 1, "meta": {"type": "T", "detail_url": "D", "html_url": "H"}, "title": "X"}


def inside(fields):
    return parse_fields_parameter(f"field({fields})")[0][2]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("status", REVIEW),
        ("-status", {"fingerprint": "f", "reviewed_at": "t"}),
        ("_,status", {"status": "current"}),
        ("*,-status", {"fingerprint": "f", "reviewed_at": "t"}),
        ("*", REVIEW),
    ],
)
def test_an_object_is_cut_to_the_fields_that_were_asked_for(fields, expected):
    assert pruned(REVIEW, inside(fields)) == expected


def test_a_list_is_cut_item_by_item():
    assert pruned([PAGE, PAGE], inside("_,title")) == [{"title": "X"}, {"title": "X"}]


def test_fields_inside_meta_are_asked_for_like_the_others():
    assert pruned(PAGE, inside("_,html_url,id")) == {"id": 1, "meta": {"html_url": "H"}}


def test_meta_can_be_left_out_as_a_whole():
    assert pruned(PAGE, inside("-meta")) == {"id": 1, "title": "X"}


def test_meta_can_be_asked_for_as_a_whole():
    assert pruned(PAGE, inside("_,meta")) == {"meta": PAGE["meta"]}


@pytest.mark.parametrize("value", [None, "text", 5])
def test_what_has_nothing_inside_stays_as_it_is(value):
    assert pruned(value, inside("title")) == value


def test_an_unknown_inner_field_is_refused():
    with pytest.raises(BadRequestError, match="unknown fields: email"):
        checked("review", inside("email"))


def test_a_field_without_anything_inside_is_refused():
    with pytest.raises(BadRequestError, match="'summary' does not support nested fields"):
        checked("summary", inside("title"))


def test_a_third_level_is_refused():
    with pytest.raises(BadRequestError, match="'reviewed_by' does not support nested fields"):
        checked("review", inside("reviewed_by(name)"))

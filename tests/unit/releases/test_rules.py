"""When a release can go, by facts alone."""

import pytest

from pages.publishing import Blocker
from pages.releases.rules import MemberFacts, MemberState, all_signed, going_order, obstacles

ENGLISH, SPANISH, FRENCH = ("gout", 1), ("gout", 2), ("gout", 3)


def member(key=ENGLISH, **facts):
    return MemberFacts(key=key, name=f"{key[0]} {key[1]}", **facts)


def source(**facts):
    return member(**{"is_signed": True, "signed_as": frozenset({"new", "older"})} | facts)


def translation(**facts):
    return member(SPANISH, **{"is_signed": True, "source": ENGLISH, "translates": "new"} | facts)


def codes(*members):
    return [reason.code for _one, reasons in obstacles(members) for reason in reasons]


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, MemberState.DRAFT),
        ({"is_signed": True}, MemberState.WAITING),
        ({"is_signed": True, "in_review": True}, MemberState.IN_REVIEW),
        ({"is_live": True}, MemberState.LIVE),
        ({"is_live": True, "is_signed": True}, MemberState.LIVE),
        ({"is_live": True, "in_review": True}, MemberState.IN_REVIEW),
    ],
)
def test_a_member_is_where_the_next_step_has_to_be_taken(facts, state):
    assert member(**facts).state is state
    assert state.label


@pytest.mark.parametrize(
    ("members", "is_signed"),
    [
        ([source(), translation()], True),
        ([source(), translation(is_live=True)], True),
        ([source(), translation(is_signed=False)], False),
        ([source(), translation(in_review=True)], False),
        ([source(is_live=True), translation(is_live=True)], False),
        ([], False),
    ],
)
def test_all_is_signed_when_nobody_has_to_sign_and_somebody_waits(members, is_signed):
    assert all_signed(members) is is_signed


def test_nothing_holds_a_pair_of_which_one_renders_the_other():
    assert codes(source(), translation()) == []


@pytest.mark.parametrize("translates", ["", "another"])
def test_a_translation_of_another_version_holds_its_source(translates):
    found = obstacles([source(), translation(translates=translates)])
    assert [[reason.code for reason in reasons] for _one, reasons in found] == [
        [],
        ["release.other_source"],
    ]
    assert "gout 1" in str(found[1][1][0].message)


def test_a_live_translation_of_the_older_source_holds_it_too():
    assert codes(source(), translation(is_live=True, translates="old")) == ["release.other_source"]


def test_a_version_that_was_signed_twice_is_one_version():
    assert codes(source(), translation(translates="older")) == []


def test_a_source_outside_of_the_release_holds_nothing():
    assert codes(translation(translates="another"), member(FRENCH, is_signed=True)) == []


def test_what_is_not_signed_yet_is_not_compared():
    assert codes(source(in_review=True), translation(translates="another")) == ["release.in_review"]


def test_an_unsigned_draft_says_why():
    missing = Blocker("approval.missing", "Nobody signed it.")
    assert codes(member(blockers=(missing,)), source()) == ["approval.missing"]
    assert codes(member()) == ["release.unsigned"]


def test_what_the_gate_holds_against_signed_content_holds_the_release():
    lacking = Blocker("disclaimer.missing", "No disclaimer.")
    assert codes(source(blockers=(lacking,))) == ["disclaimer.missing"]


def test_what_is_live_already_is_asked_nothing():
    lacking = Blocker("disclaimer.missing", "No disclaimer.")
    assert codes(source(is_live=True, blockers=(lacking,), has_own_time=True)) == []


def test_a_time_of_its_own_would_tear_them_apart():
    assert codes(source(has_own_time=True)) == ["release.own_time"]


def test_translations_go_before_their_sources_and_what_is_live_does_not_go():
    one, two, live = source(), translation(), member(FRENCH, is_live=True)
    assert going_order([one, two, live]) == [two, one]

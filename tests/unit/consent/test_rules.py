"""What an authorization permits, decided on plain values."""

import datetime
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from pages.consent import AuthorizationTerms, Channel, Use, authorization_problems

NOON = datetime.datetime(2026, 5, 20, 12, tzinfo=datetime.UTC)
TODAY = NOON.date()
DAY = datetime.timedelta(days=1)
NEEDED = {"quotation", "story", "name"}

FULL = AuthorizationTerms(
    uses=frozenset(Use.values),
    channels=frozenset(Channel.values),
    languages=frozenset({"en", "es"}),
    signed_on=TODAY - 100 * DAY,
    expires_on=TODAY + 100 * DAY,
)


def codes(terms: AuthorizationTerms | None, **changed: object) -> list[str]:
    asked: dict[str, object] = {"page_locale": "en", "uses_needed": NEEDED, "now": NOON, **changed}
    return [problem.code for problem in authorization_problems(terms, **asked)]  # type: ignore[arg-type]  # a mixed dict


@pytest.mark.parametrize("language", ["en", "es"])
def test_full_terms_permit_everything(language: str) -> None:
    assert codes(FULL, page_locale=language, uses_needed=set(Use.values)) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_story_without_authorization_is_blocked(language: str) -> None:
    assert codes(None, page_locale=language) == ["consent.missing"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signed_on": None}, "consent.not_signed"),
        ({"signed_on": TODAY + DAY}, "consent.not_signed"),
        ({"expires_on": TODAY - DAY}, "consent.expired"),
        ({"revoked_on": TODAY}, "consent.revoked"),
        ({"revoked_on": TODAY - 50 * DAY}, "consent.revoked"),
        ({"revoked_on": TODAY + DAY}, "consent.revoked"),
        ({"has_document": False}, "consent.no_document"),
        ({"languages": frozenset({"es"})}, "consent.language"),
        ({"languages": frozenset({"en-gb"})}, "consent.language"),
        ({"languages": frozenset()}, "consent.language"),
        ({"channels": frozenset({"app", "print"})}, "consent.channel"),
        ({"channels": frozenset()}, "consent.channel"),
        ({"uses": frozenset({"quotation", "story"})}, "consent.use"),
        ({"uses": frozenset({"name", "story"})}, "consent.use"),
    ],
)
def test_each_gap_blocks_by_its_own_code(changes: dict[str, object], code: str) -> None:
    assert codes(replace(FULL, **changes)) == [code]  # type: ignore[arg-type]  # a mixed dict


@pytest.mark.parametrize(
    "changes",
    [
        {"signed_on": TODAY},
        {"expires_on": TODAY},
        {"expires_on": None},
        {"languages": frozenset({"en"})},
        {"channels": frozenset({"website"})},
        {"uses": frozenset(NEEDED)},
    ],
)
def test_the_edges_still_permit(changes: dict[str, object]) -> None:
    assert codes(replace(FULL, **changes)) == []  # type: ignore[arg-type]  # a mixed dict


def test_a_language_covers_its_regions() -> None:
    assert codes(FULL, page_locale="es-mx") == []


def test_every_missing_use_is_named_in_the_order_of_the_form() -> None:
    problems = authorization_problems(
        replace(FULL, uses=frozenset()),
        page_locale="en",
        uses_needed={"story", "photograph", "quotation"},
        now=NOON,
    )

    assert [problem.code for problem in problems] == ["consent.use"] * 3
    assert [
        use in str(problem.message)
        for use, problem in zip(("Quotation", "Photograph", "Story"), problems, strict=True)
    ] == [True] * 3


def test_an_event_that_ends_it_is_a_warning_and_no_block() -> None:
    problems = authorization_problems(
        replace(FULL, expires_on=None, expires_event="the end of the campaign"),
        page_locale="en",
        uses_needed=NEEDED,
        now=NOON,
    )

    assert [problem.code for problem in problems] == ["consent.event"]
    assert not problems[0].blocks
    assert "the end of the campaign" in str(problems[0].message)


def test_a_day_says_more_than_an_event() -> None:
    assert codes(replace(FULL, expires_event="the end of the campaign")) == []


def test_the_days_are_those_of_the_site(settings: object) -> None:
    settings.TIME_ZONE = "America/Mexico_City"  # type: ignore[attr-defined]  # pytest-django's settings
    late = datetime.datetime(2026, 5, 21, 3, tzinfo=datetime.UTC)  # still the 20th in Mexico

    assert codes(replace(FULL, expires_on=TODAY), now=late) == []


def test_all_problems_are_about_the_field_and_come_together() -> None:
    nothing = AuthorizationTerms(
        uses=frozenset(),
        channels=frozenset(),
        languages=frozenset(),
        signed_on=None,
        expires_on=TODAY - DAY,
        revoked_on=TODAY,
        has_document=False,
    )

    problems = authorization_problems(nothing, page_locale="en", uses_needed={"story"}, now=NOON)

    assert {problem.field for problem in problems} == {"authorization"}
    assert [problem.code for problem in problems] == [
        "consent.not_signed",
        "consent.no_document",
        "consent.revoked",
        "consent.expired",
        "consent.language",
        "consent.use",
        "consent.channel",
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_problem_has_words_in_both_languages(language: str) -> None:
    with translation.override(language):
        for terms in (None, replace(FULL, uses=frozenset(), expires_on=TODAY - DAY)):
            for problem in authorization_problems(
                terms, page_locale=language, uses_needed=NEEDED, now=NOON
            ):
                message = str(problem.message)
                assert message.endswith(".")
                assert "%(" not in message


subsets = st.frozensets


@given(
    uses=subsets(st.sampled_from(Use.values)),
    more=subsets(st.sampled_from(Use.values)),
    needed=subsets(st.sampled_from(Use.values)),
)
def test_allowing_more_never_blocks_more(
    uses: frozenset[str], more: frozenset[str], needed: frozenset[str]
) -> None:
    narrow = codes(replace(FULL, uses=uses), uses_needed=needed)
    wide = codes(replace(FULL, uses=uses | more), uses_needed=needed)

    assert len(wide) <= len(narrow)
    assert narrow == ["consent.use"] * len(needed - uses)


@given(
    signed=st.integers(-400, 400), expires=st.none() | st.integers(-400, 400), revoked=st.booleans()
)
def test_it_holds_exactly_from_signature_to_expiry_unless_revoked(
    signed: int, expires: int | None, revoked: bool
) -> None:
    terms = replace(
        FULL,
        signed_on=TODAY + signed * DAY,
        expires_on=None if expires is None else TODAY + expires * DAY,
        revoked_on=TODAY if revoked else None,
    )

    holds = signed <= 0 and (expires is None or expires >= 0) and not revoked
    assert (codes(terms) == []) is holds

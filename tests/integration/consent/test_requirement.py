"""A patient's story is published only as far as their authorization goes."""

import datetime
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from pages.consent.models import Authorization
from pages.publishing import Stage, blockers
from tests.factories.consent import AuthorizationFactory
from tests.factories.content import ConditionPageFactory, TestimonialPageFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "es"]
DAY = datetime.timedelta(days=1)


def codes(page: Any, stage: Stage = Stage.PUBLICATION) -> list[str]:
    return [
        blocker.code
        for blocker in blockers(page, stage=stage)
        if blocker.code.startswith("consent.")
    ]


def a_story(language: str, authorization: Authorization | None, **fields: Any) -> Any:
    return TestimonialPageFactory(
        language=language, complete=True, authorization=authorization, **fields
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", [Stage.SUBMISSION, Stage.SIGNATURE, Stage.PUBLICATION])
def test_a_full_authorization_permits_the_story(language: str, stage: Stage) -> None:
    assert codes(a_story(language, AuthorizationFactory()), stage) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stage", [Stage.SUBMISSION, Stage.SIGNATURE, Stage.PUBLICATION])
def test_a_story_without_authorization_goes_nowhere(language: str, stage: Stage) -> None:
    assert codes(a_story(language, None), stage) == ["consent.missing"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"uses": ["quotation", "story"]}, "consent.use"),
        ({"uses": ["quotation", "name"]}, "consent.use"),
        ({"channels": ["print"]}, "consent.channel"),
        ({"languages": []}, "consent.language"),
        ({"scan": ""}, "consent.no_document"),
    ],
)
def test_what_it_does_not_cover_blocks(language: str, fields: dict[str, Any], code: str) -> None:
    assert codes(a_story(language, AuthorizationFactory(**fields))) == [code]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_time_of_asking_counts(language: str) -> None:
    today = timezone.localdate()
    authorization = AuthorizationFactory(signed_on=today, expires_on=today)
    page = a_story(language, authorization)
    assert codes(page) == []

    for field, day, code in (
        ("expires_on", today - DAY, "consent.expired"),
        ("signed_on", today + DAY, "consent.not_signed"),
        ("revoked_on", today, "consent.revoked"),
    ):
        setattr(authorization, field, day)
        authorization.save()
        assert code in codes(type(page).objects.get(pk=page.pk))


@pytest.mark.parametrize(("here", "there"), [("en", "es"), ("es", "en")])
def test_one_language_does_not_cover_the_other(here: str, there: str) -> None:
    authorization = AuthorizationFactory(languages=[there])

    assert codes(a_story(here, authorization)) == ["consent.language"]
    assert codes(a_story(there, authorization)) == []


def test_pages_without_a_patient_need_none() -> None:
    assert codes(ConditionPageFactory(complete=True)) == []


def test_an_authorization_that_a_story_rests_on_cannot_be_deleted() -> None:
    authorization = AuthorizationFactory()
    a_story("en", authorization)

    with pytest.raises(ProtectedError):
        authorization.delete()


def test_the_rule_costs_one_query_however_long_the_page(django_assert_max_num_queries: Any) -> None:
    page = a_story("en", AuthorizationFactory())
    page = type(page).objects.select_related("locale").get(pk=page.pk)
    from pages.consent import AuthorizationCoversPage

    with django_assert_max_num_queries(1):
        assert list(AuthorizationCoversPage()(page, stage=Stage.PUBLICATION)) == []

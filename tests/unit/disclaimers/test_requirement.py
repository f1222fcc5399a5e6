"""Which disclaimers a type requires, and what is said about those that are missing."""

import pytest
from django.test import override_settings
from django.utils import translation
from wagtail.models import Locale

from pages.disclaimers import GROUP_PERMISSIONS, disclaimer_blockers, required_keys
from pages.disclaimers.models import Disclaimer
from pages.disclaimers.standing import WordingState
from pages.publishing import Blocker, Stage

LANGUAGES = {"en": "English", "es": "Spanish"}
KEYS = ["medical-information", "treatment-results"]


def a_disclaimer(key: str, language: str) -> Disclaimer:
    return Disclaimer(
        key=key,
        locale=Locale(pk=list(LANGUAGES).index(language) + 1, language_code=language),
        title=f"Title of {key} in {language}",
        text="<p>Text</p>",
    )


def found_in(
    language: str,
    *disclaimers: Disclaimer,
    unsigned: dict[str, WordingState] | None = None,
    stage: Stage = Stage.PUBLICATION,
) -> list[Blocker]:
    return list(
        disclaimer_blockers(
            KEYS,
            disclaimers,
            language_code=language,
            language_name=LANGUAGES[language],
            unsigned=unsigned or {},
            stage=stage,
        )
    )


def blockers_in(language: str, *disclaimers: Disclaimer) -> list[tuple[str, str]]:
    return [(one.code, str(one.message)) for one in found_in(language, *disclaimers)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_signed_disclaimers_in_the_language_are_enough(language: str) -> None:
    assert blockers_in(language, *(a_disclaimer(key, language) for key in KEYS)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_missing_disclaimer_is_named_with_its_language(language: str) -> None:
    blockers = blockers_in(language)

    assert [code for code, _message in blockers] == ["disclaimer.missing"] * 2
    for key, (_code, message) in zip(KEYS, blockers, strict=True):
        assert key in message
        assert LANGUAGES[language] in message


@pytest.mark.parametrize(("here", "there"), [("en", "es"), ("es", "en")])
def test_another_language_is_no_substitute_but_gives_the_title(here: str, there: str) -> None:
    blockers = blockers_in(here, *(a_disclaimer(key, there) for key in KEYS))

    assert [code for code, _message in blockers] == ["disclaimer.missing"] * 2
    assert "Title of medical-information in" in blockers[0][1]


OPEN = [WordingState.WAITING, WordingState.SENT_BACK, WordingState.UNFINISHED]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", OPEN)
def test_a_disclaimer_without_a_signed_wording_blocks_and_says_whose_turn_it_is(
    language: str, state: WordingState
) -> None:
    rows = [a_disclaimer(key, language) for key in KEYS]

    with translation.override(language):
        [blocker] = found_in(language, *rows, unsigned={KEYS[1]: state})
        messages = {
            str(found_in(language, *rows, unsigned={KEYS[1]: other})[0].message) for other in OPEN
        }

        assert blocker.code == "disclaimer.unsigned"
        assert blocker.blocks
        assert KEYS[1] in str(blocker.message)
        assert "%(" not in str(blocker.message)
        assert len(messages) == 3


@pytest.mark.parametrize(
    ("stage", "severity"),
    [(Stage.SUBMISSION, "warn"), (Stage.SIGNATURE, "block"), (Stage.PUBLICATION, "block")],
)
def test_a_page_may_be_submitted_and_not_signed_while_a_wording_waits(
    stage: Stage, severity: str
) -> None:
    rows = [a_disclaimer(key, "en") for key in KEYS]

    [blocker] = found_in("en", *rows, unsigned={KEYS[0]: WordingState.WAITING}, stage=stage)

    assert blocker.severity == severity


@pytest.mark.parametrize("stage", [Stage.SUBMISSION, Stage.SIGNATURE, Stage.PUBLICATION])
def test_a_disclaimer_that_is_not_there_blocks_from_the_beginning(stage: Stage) -> None:
    assert all(blocker.blocks for blocker in found_in("en", stage=stage))


class Options:
    def __init__(self, label: str) -> None:
        self.label = label


class Condition:
    _meta = Options("pages.ConditionPage")


class SitesOwnCondition(Condition):
    _meta = Options("clinic.ConditionPage")


class Other:
    _meta = Options("clinic.Other")


def test_the_defaults_name_the_types_of_the_plugin() -> None:
    assert required_keys(Condition) == ["medical-information"]  # type: ignore[arg-type]  # a stand-in
    assert required_keys(Condition()) == ["medical-information"]  # type: ignore[arg-type]  # a stand-in


def test_a_type_that_nobody_named_requires_none() -> None:
    assert required_keys(Other) == []  # type: ignore[arg-type]  # a stand-in


def test_a_subclass_carries_what_its_type_carries_until_it_is_named() -> None:
    assert required_keys(SitesOwnCondition) == ["medical-information"]  # type: ignore[arg-type]  # a stand-in
    with override_settings(PAGES={"DISCLAIMERS": {"clinic.ConditionPage": ["own", "own", "b"]}}):
        assert required_keys(SitesOwnCondition) == ["own", "b"]  # type: ignore[arg-type]  # a stand-in
        assert required_keys(Condition) == ["medical-information"]  # type: ignore[arg-type]  # a stand-in


def test_a_site_may_require_none() -> None:
    with override_settings(PAGES={"DISCLAIMERS": {"pages.ConditionPage": []}}):
        assert required_keys(Condition) == []  # type: ignore[arg-type]  # a stand-in


def test_no_group_deletes_disclaimers_and_only_editors_add_them() -> None:
    assert "pages.delete_disclaimer" not in str(GROUP_PERMISSIONS)
    assert "pages.add_disclaimer" in GROUP_PERMISSIONS["editors"]
    # Changing without adding is translating.
    assert GROUP_PERMISSIONS["translators"] == ["pages.view_disclaimer", "pages.change_disclaimer"]
    assert GROUP_PERMISSIONS["reviewers"] == ["pages.view_disclaimer"]

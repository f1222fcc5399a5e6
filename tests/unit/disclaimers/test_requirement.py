"""Which disclaimers a type requires, and what is said about those that are missing."""

import pytest
from django.test import override_settings
from django.utils import translation
from wagtail.models import Locale

from pages.disclaimers import GROUP_PERMISSIONS, disclaimer_blockers, required_keys
from pages.disclaimers.models import Disclaimer

LANGUAGES = {"en": "English", "es": "Spanish"}
KEYS = ["medical-information", "treatment-results"]


def a_disclaimer(key: str, language: str, *, ready: bool = True) -> Disclaimer:
    return Disclaimer(
        key=key,
        locale=Locale(pk=list(LANGUAGES).index(language) + 1, language_code=language),
        title=f"Title of {key} in {language}",
        text="<p>Text</p>",
        ready=ready,
    )


def blockers_in(language: str, *disclaimers: Disclaimer) -> list[tuple[str, str]]:
    found = disclaimer_blockers(
        KEYS, disclaimers, language_code=language, language_name=LANGUAGES[language]
    )
    return [(blocker.code, str(blocker.message)) for blocker in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_complete_disclaimers_in_the_language_are_enough(language: str) -> None:
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_is_not_complete_does_not_count(language: str) -> None:
    blockers = blockers_in(
        language,
        a_disclaimer(KEYS[0], language),
        a_disclaimer(KEYS[1], language, ready=False),
    )

    assert [code for code, _message in blockers] == ["disclaimer.untranslated"]
    assert KEYS[1] in blockers[0][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_messages_have_words_in_both_languages_of_the_admin(language: str) -> None:
    with translation.override(language):
        for _code, message in blockers_in(language, a_disclaimer(KEYS[0], language, ready=False)):
            assert message.endswith(".")
            assert "%(" not in message


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


def test_no_group_deletes_disclaimers_and_only_editors_write_them() -> None:
    assert "pages.delete_disclaimer" not in str(GROUP_PERMISSIONS)
    assert GROUP_PERMISSIONS["reviewers"] == GROUP_PERMISSIONS["translators"]
    assert GROUP_PERMISSIONS["reviewers"] == ["pages.view_disclaimer"]

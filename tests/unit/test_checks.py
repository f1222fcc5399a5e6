import pytest
from pytest_django.fixtures import Settings

from pages import checks, conf
from pages.checks import check_commands, check_pages_setting


def test_no_choices_are_no_mistake(settings: Settings) -> None:
    settings.PAGES = {}
    assert check_pages_setting(None) == []


def test_a_complete_set_of_choices_is_no_mistake(settings: Settings) -> None:
    settings.PAGES = {
        "DISCLAIMERS": {"pages.ConditionPage": []},
        "REVIEW_MONTHS": {"pages.ConditionPage": 6},
        "OVERDUE_POLICY": {"pages.ConditionPage": "unpublish", "pages.ProcedurePage": "keep"},
        "RETRACTION_POLICY": {"pages.ConditionPage": "unpublish"},
        "SIGNATURE_BACKEND": "clinic.signing.SingleSignOn",
        "CITATION_STYLE": "apa",
        "SIGNATURE_MINUTES": 1,
        "PERSON_PUBLIC_FIELDS": ["name"],
        "FRONTEND_URL": "https://www.example.org",
        "REVIEWERS_GROUP": "Physicians",
        "REFERENCE_LOOKUP": "clinic.references.Lookup",
        "RENDITIONS": ["width-200|format-jpeg"],
        "MACHINE_TRANSLATORS": {"house": {"CLASS": "clinic.translators.House"}},
        "MEMORY_INSERT_FROM": None,
        "API_NAMESPACE": "api",
        "API_CACHE_CONTROL": "public, max-age=0, s-maxage=86400",
        "API_CHECK_SECONDS": 0.5,
        "API_MEMORY_MB": 128,
    }
    assert check_pages_setting(None) == []


def test_no_key_is_beyond_judgement(settings: Settings) -> None:
    settings.PAGES = dict(conf.DEFAULTS)
    assert {str(error.msg) for error in check_pages_setting(None)} <= {
        'PAGES["SITEMAP_URL"] must be an absolute address such as "https://www.example.org".',
        'PAGES["FRONTEND_URL"] must be an absolute address such as "https://www.example.org".',
    }


def test_an_unknown_key_is_found_and_the_nearest_one_offered(settings: Settings) -> None:
    settings.PAGES = {"DISCLAIMER": {}}
    [error] = check_pages_setting(None)
    assert error.id == "pages.E002"
    assert 'Did you mean "DISCLAIMERS"?' in str(error.hint)


def test_a_key_that_resembles_nothing_is_to_be_removed(settings: Settings) -> None:
    settings.PAGES = {"COLOUR": "blue"}
    [error] = check_pages_setting(None)
    assert str(error.hint).startswith("Remove it.")


def test_something_else_than_a_dict_is_refused(settings: Settings) -> None:
    settings.PAGES = ["DISCLAIMERS"]
    [error] = check_pages_setting(None)
    assert error.id == "pages.E001"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("DISCLAIMERS", ["medical-information"]),
        ("DISCLAIMERS", {"ConditionPage": ["medical-information"]}),
        ("DISCLAIMERS", {"pages.ConditionPage": "medical-information"}),
        ("OVERDUE_POLICY", "unpublish"),
        ("OVERDUE_POLICY", {"ConditionPage": "unpublish"}),
        ("OVERDUE_POLICY", {"pages.ConditionPage": "delete"}),
        ("RETRACTION_POLICY", {"pages.ConditionPage": True}),
        ("REVIEW_MONTHS", 12),
        ("REVIEW_MONTHS", {"pages.ConditionPage": 0}),
        ("REVIEW_MONTHS", {"pages.ConditionPage": True}),
        ("SIGNATURE_BACKEND", "PasswordBackend"),
        ("REFERENCE_LOOKUP", "PublicRegistries"),
        ("REFERENCE_LOOKUP", None),
        ("CITATION_STYLE", "harvard"),
        ("SIGNATURE_MINUTES", "5"),
        ("OUTBOX_DAYS", 0),
        ("API_NAMESPACE", ""),
        ("API_CACHE_CONTROL", "public\r\nX-Other: 1"),
        ("API_CHECK_SECONDS", "1"),
        ("API_CHECK_SECONDS", -1),
        ("API_CHECK_SECONDS", True),
        ("API_MEMORY_MB", float("nan")),
        ("OUTBOX_DAYS", "90"),
        ("PERSON_PUBLIC_FIELDS", "name"),
        ("PERSON_PUBLIC_FIELDS", ["name", "email"]),
        ("FRONTEND_URL", "www.example.org"),
        ("REVIEWERS_GROUP", ""),
        ("RENDITIONS", "width-200"),
        ("RENDITIONS", [""]),
        ("MEMORY_INSERT_FROM", 60),
        ("MEMORY_INSERT_FROM", 101),
        ("MEMORY_INSERT_FROM", "100"),
        ("MEMORY_INSERT_FROM", True),
    ],
)
def test_a_value_that_does_not_fit_is_found(settings: Settings, key: str, value: object) -> None:
    settings.PAGES = {key: value}
    [error] = check_pages_setting(None)
    assert error.id == "pages.E003"
    assert key in error.msg


def test_the_commands_that_run_are_the_plugins_own() -> None:
    assert check_commands(None) == []


def test_a_command_that_another_app_takes_first_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = dict.fromkeys(checks.OWN_COMMANDS, "pages") | {"publish_scheduled": "wagtail"}
    monkeypatch.setattr(checks, "get_commands", lambda: found)
    [error] = check_commands(None)
    assert error.id == "pages.E004"
    assert "publish_scheduled." in error.msg
    assert "INSTALLED_APPS" in str(error.hint)

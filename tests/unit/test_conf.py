import re
from pathlib import Path

from pytest_django.fixtures import Settings

from pages import conf


def test_every_key_has_a_default_a_function_and_a_row_in_the_docs(checkout: Path) -> None:
    page = (checkout / "docs" / "settings.md").read_text().split("## `PAGES`")[1]
    assert set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE)) == set(conf.DEFAULTS)
    for key in conf.DEFAULTS:
        assert callable(getattr(conf, key.lower()))


def test_a_site_without_the_setting_gets_the_defaults(settings: Settings) -> None:
    del settings.PAGES
    assert conf.reviewers_group() == "Medical reviewers"
    assert conf.signature_minutes() == 5


def test_a_choice_applies_at_once(settings: Settings) -> None:
    settings.PAGES = {"SIGNATURE_MINUTES": 2, "REVIEWERS_GROUP": "Physicians"}
    assert conf.signature_minutes() == 2
    assert conf.reviewers_group() == "Physicians"


def test_a_type_of_ones_own_takes_no_disclaimer_from_the_others(settings: Settings) -> None:
    settings.PAGES = {"DISCLAIMERS": {"clinic.LeafletPage": ["medical-information"]}}
    assert conf.disclaimers()["clinic.LeafletPage"] == ["medical-information"]
    assert "treatment-results" in conf.disclaimers()["pages.ProcedurePage"]


def test_the_interval_of_one_type_can_be_changed_alone(settings: Settings) -> None:
    settings.PAGES = {"REVIEW_MONTHS": {"pages.TestimonialPage": 6}}
    assert conf.review_months()["pages.TestimonialPage"] == 6
    assert conf.review_months()["pages.ConditionPage"] == 12


def test_changing_what_a_function_returned_changes_no_default() -> None:
    conf.person_public_fields().clear()
    conf.disclaimers().clear()
    assert "name" in conf.person_public_fields()
    assert "pages.ConditionPage" in conf.disclaimers()


def test_the_frontends_address_falls_back_to_djangos_setting(settings: Settings) -> None:
    settings.FRONTEND_URL = "https://www.example.org/"
    settings.PAGES = {}
    assert conf.frontend_url() == "https://www.example.org"
    settings.PAGES = {"FRONTEND_URL": "https://health.example.org"}
    assert conf.frontend_url() == "https://health.example.org"


def test_the_policy_for_overdue_pages_is_the_sites_choice_per_type(settings: Settings) -> None:
    settings.PAGES = {}
    assert conf.overdue_policy() == {}
    settings.PAGES = {"OVERDUE_POLICY": {"pages.TestimonialPage": "unpublish"}}
    assert conf.overdue_policy() == {"pages.TestimonialPage": "unpublish"}

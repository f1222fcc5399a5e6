import io
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core import checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, connections
from wagtail.models import Locale, Page, Workflow, WorkflowPage

from pages.admin_ui.installation_checks import check_file_forms
from pages.delivery.installation_checks import (
    LIGHT_PATH,
    check_addresses,
    check_caches,
    check_freshness,
    check_light_path,
)
from pages.management.commands.install_guards import Command as InstallGuards
from pages.management.commands.setup_pages import Command as SetUpPages
from pages.models import ConditionPage, HomePage, ProcedurePage
from pages.publishing import guards, installation_checks
from pages.publishing.installation_checks import check_database_vendor, check_guards, is_migrated
from pages.review.installation_checks import (
    check_finish_action,
    check_review_workflow,
    is_covered,
)
from pages.review.models import Approval
from pages.review.task import MedicalReviewTask
from pages.translation.installation_checks import (
    check_translations_stay_drafts,
)
from tests.factories.content import ConditionPageFactory, home
from tests.factories.review import make_review_workflow

HERE = "tests.integration.checks"


def ids(messages):
    return [message.id for message in messages]


def set_up():
    call_command("setup_pages", verbosity=0)


# The site as it is


@pytest.mark.django_db
def test_nothing_is_wrong_with_this_site_when_it_is_set_up():
    set_up()
    assert checks.run_checks(tags=["pages"]) == []


@pytest.mark.django_db
def test_nothing_is_wrong_before_it_is_set_up():
    assert checks.run_checks(tags=["pages"]) == []


@pytest.mark.django_db
def test_check_stops_with_the_remedy():
    guards.remove()
    with pytest.raises(SystemCheckError, match=r"install_guards.*\n.*pages\.E403|pages\.E403"):
        call_command("check", tags=["pages"], stdout=io.StringIO(), stderr=io.StringIO())
    guards.install()


# The database


@pytest.mark.django_db
def test_missing_guards_are_found_and_counted():
    guards.remove()
    [error] = check_guards(None)
    guards.install()
    assert error.id == "pages.E403"
    assert "more" in error.msg
    assert "install_guards" in error.hint
    assert check_guards(None) == []


@pytest.mark.django_db
def test_one_missing_guard_is_found():
    with connection.cursor() as cursor:
        table = " ON pages_ledgerentry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER firma_guard_ledger_changes{table}")
    [error] = check_guards(None)
    guards.install()
    assert error.msg.endswith(": firma_guard_ledger_changes.")


@pytest.mark.django_db
def test_migrate_is_warned_and_not_stopped():
    guards.remove()
    [warning] = check_guards(None, databases=["default"])
    assert warning.level == checks.WARNING
    call_command("migrate", skip_checks=False, verbosity=0, stderr=io.StringIO())
    assert guards.missing() == []


def test_the_commands_that_are_a_remedy_are_not_kept_from_running():
    assert InstallGuards.requires_system_checks == []
    assert SetUpPages.requires_system_checks == []


@pytest.mark.django_db
def test_a_database_that_is_behind_the_models_is_left_to_migrate(monkeypatch):
    guards.remove()
    real = connection.introspection.get_table_description

    def without_a_column(cursor, table):
        found = real(cursor, table)
        return found[1:] if table == Approval._meta.db_table else found

    monkeypatch.setattr(connection.introspection, "get_table_description", without_a_column)
    assert check_guards(None) == []
    monkeypatch.undo()
    guards.install()


@pytest.mark.django_db
def test_an_empty_database_is_left_to_migrate(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])
    assert not is_migrated([Page])
    assert check_guards(None) == check_review_workflow(None) == []


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_no_fault_of_the_installation(monkeypatch):
    def no_answer():
        raise DatabaseError

    monkeypatch.setattr(connection.introspection, "table_names", no_answer)
    assert check_guards(None) == check_review_workflow(None) == []


def test_no_database_file_is_made_by_asking(tmp_path, monkeypatch):
    absent = tmp_path / "site.sqlite3"
    fake = SimpleNamespace(vendor="sqlite", settings_dict={"NAME": str(absent)})
    monkeypatch.setattr(installation_checks, "connections", {"default": fake})
    assert check_guards(None) == []
    assert not absent.exists()


@pytest.mark.parametrize("vendor", ["mysql", "oracle"])
def test_another_database_is_refused(monkeypatch, vendor):
    fake = SimpleNamespace(vendor=vendor, settings_dict={"NAME": "site"})
    monkeypatch.setattr(installation_checks, "connections", {"default": fake})
    [error] = check_database_vendor(None)
    assert error.id == "pages.E408"
    assert vendor in error.msg
    assert check_guards(None) == []


def test_both_of_ours_are_accepted():
    assert connections["default"].vendor in ("sqlite", "postgresql")
    assert check_database_vendor(None) == []


# The review


@pytest.mark.parametrize("chosen", ["wagtail.workflows.publish_workflow_state", None])
def test_another_end_of_the_review_is_refused(settings, chosen):
    settings.WAGTAIL_FINISH_WORKFLOW_ACTION = chosen
    [error] = check_finish_action(None)
    assert error.id == "pages.E402"
    assert "pages.review.finish.publish_signed_revision" in error.hint


def test_our_end_of_the_review_is_accepted():
    assert check_finish_action(None) == []


@pytest.mark.django_db
def test_a_page_that_no_review_covers_is_found():
    page = ConditionPageFactory()
    errors = check_review_workflow(None)
    assert set(ids(errors)) == {"pages.E401"}
    assert any(ConditionPage._meta.label in error.msg for error in errors)
    make_review_workflow(home(page.locale.language_code))
    assert check_review_workflow(None) == []


@pytest.mark.django_db
def test_a_place_where_pages_will_be_is_found_before_there_are_any():
    set_up()
    WorkflowPage.objects.all().delete()
    errors = check_review_workflow(None)
    assert len(errors) == 3
    assert "/en/conditions/" in errors[0].msg
    assert "setup_pages" in errors[0].hint
    set_up()
    assert check_review_workflow(None) == []


@pytest.mark.django_db
def test_a_workflow_without_medical_review_covers_nothing():
    set_up()
    home_page = HomePage.objects.get(locale=Locale.objects.get(language_code="es"))
    WorkflowPage.objects.filter(page=home_page).update(workflow=Workflow.objects.create(name="x"))
    errors = check_review_workflow(None)
    assert ids(errors) == ["pages.E401"] * 3
    assert all("/es/" in error.msg for error in errors)


@pytest.mark.django_db
def test_a_review_that_nobody_can_answer_covers_nothing():
    set_up()
    MedicalReviewTask.objects.get().groups.clear()
    assert check_review_workflow(None)
    MedicalReviewTask.objects.get().groups.add(Group.objects.get(name="Medical reviewers"))
    MedicalReviewTask.objects.update(active=False)
    assert check_review_workflow(None)


@pytest.mark.django_db
def test_workflows_that_are_switched_off_cover_nothing(settings):
    set_up()
    settings.WAGTAIL_WORKFLOW_ENABLED = False
    assert check_review_workflow(None)


@pytest.mark.django_db
def test_many_places_are_counted():
    set_up()
    WorkflowPage.objects.all().delete()
    for _ in range(3):
        ConditionPageFactory()
    [error] = [error for error in check_review_workflow(None) if "Condition" in error.msg]
    assert "more" in error.msg


@pytest.mark.django_db
def test_a_type_that_may_be_made_anywhere_needs_review_where_it_is(monkeypatch):
    set_up()
    WorkflowPage.objects.all().delete()
    for model in (ConditionPage, ProcedurePage):
        monkeypatch.setattr(model, "allowed_parent_page_models", lambda: [Page] * 1000)
    labels = [error.msg for error in check_review_workflow(None)]
    assert len(labels) == 1


@pytest.mark.parametrize(
    ("assigned", "verdict"),
    [
        ({}, False),
        ({"0001": True}, True),
        ({"00010001": True}, True),
        ({"0001": True, "00010001": False}, False),
        ({"0001": False, "00010001": True}, True),
        ({"00010002": True}, False),
    ],
)
def test_the_nearest_workflow_counts(assigned, verdict):
    assert is_covered("000100010003", assigned) is verdict


# wagtail-localize


@pytest.mark.parametrize("value", [True, None, 0])
def test_translations_that_publish_themselves_are_refused(settings, value):
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = value
    assert ids(check_translations_stay_drafts(None)) == ["pages.E404"]
    del settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE
    assert ids(check_translations_stay_drafts(None)) == ["pages.E404"]


def test_this_site_lets_translations_be_drafts():
    assert check_translations_stay_drafts(None) == []


# Addresses


@pytest.mark.parametrize(
    ("urlconf", "identity", "address"),
    [
        ("urls_api_v3", "pages.E405", "“api/v3/"),
        ("urls_pages", "pages.E406", "“site/"),
        ("urls_stock_api", "pages.E407", "“api/stock/"),
    ],
)
def test_an_address_that_shows_the_rows_is_refused(settings, urlconf, identity, address):
    settings.ROOT_URLCONF = f"{HERE}.{urlconf}"
    [error] = check_addresses(None)
    assert error.id == identity
    assert address in error.msg
    assert error.hint


def test_the_addresses_that_are_the_remedy_are_not_refused(settings):
    settings.ROOT_URLCONF = f"{HERE}.urls_guarded_pages"
    assert check_addresses(None) == []


def test_this_sites_addresses_show_what_was_signed():
    assert check_addresses(None) == []


def test_a_project_without_addresses_shows_nothing(settings):
    settings.ROOT_URLCONF = None
    assert check_addresses(None) == []


# Forms


def test_forms_that_would_not_say_why_are_warned_of(settings):
    assert check_file_forms(None) == []
    settings.WAGTAILIMAGES_IMAGE_FORM_BASE = settings.WAGTAILDOCS_DOCUMENT_FORM_BASE = ""
    found = check_file_forms(None)
    assert ids(found) == ["pages.W410", "pages.W411"]
    assert "pages.admin_ui.media.ImageForm" in found[0].hint


# In time


@pytest.mark.django_db
@pytest.mark.parametrize("seconds", [2, 1.5])
def test_a_memory_that_asks_less_often_than_is_promised_is_warned_of(settings, seconds):
    settings.PAGES = {"API_CHECK_SECONDS": seconds}
    [warning] = check_freshness(None)
    assert (warning.id, warning.level) == ("pages.W413", checks.WARNING)
    assert f"is {seconds}: " in warning.msg
    assert ids(checks.run_checks(tags=["pages"])) == ["pages.W413"]


@pytest.mark.parametrize("chosen", [{}, {"API_CHECK_SECONDS": 1}, {"API_CHECK_SECONDS": "no"}])
def test_a_memory_that_asks_often_enough_is_not_warned_of(settings, chosen):
    settings.PAGES = chosen
    assert check_freshness(None) == []


A_DAY = "public, max-age=0, s-maxage=86400, must-revalidate"
BY_ADDRESS = {
    "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
    "LOCATION": "http://127.0.0.1:6081",
}
BY_KEY = {
    "BACKEND": "pages.delivery.purging.FastlyBackend",
    "SERVICE_ID": "S1",
    "TOKEN": "t",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "caches", "words"),
    [
        ("public, max-age=300", {"cdn": BY_KEY}, "browsers"),
        (A_DAY, None, "none of which is configured"),
        (A_DAY, {"varnish": BY_ADDRESS, "cdn": BY_KEY}, "“varnish” cannot"),
    ],
)
def test_a_cache_that_cannot_forget_what_is_withdrawn_is_warned_of(settings, chosen, caches, words):
    settings.PAGES = {"API_CACHE_CONTROL": chosen}
    settings.WAGTAILFRONTENDCACHE = caches
    [warning] = check_caches(None)
    assert (warning.id, warning.level) == ("pages.W415", checks.WARNING)
    assert words in warning.msg
    assert ids(checks.run_checks(tags=["pages"])) == ["pages.W415"]


@pytest.mark.parametrize(
    ("chosen", "caches"),
    [
        (None, {"varnish": BY_ADDRESS}),
        (A_DAY, {"cdn": BY_KEY}),
        (A_DAY, {"cdn": {"BACKEND": "there.is.none"}}),
        ("no-store, max-age=300", None),
        ("private, no-cache", None),
        (300, None),
    ],
)
def test_a_cache_that_asks_each_time_or_can_forget_is_not_warned_of(settings, chosen, caches):
    settings.PAGES = {} if chosen is None else {"API_CACHE_CONTROL": chosen}
    settings.WAGTAILFRONTENDCACHE = caches
    assert check_caches(None) == []


@pytest.mark.parametrize(
    "first",
    [
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "cms.languages.AdminLocaleMiddleware",
    ],
)
def test_a_light_path_behind_what_it_does_not_need_is_warned_of(settings, first):
    settings.MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", first, LIGHT_PATH]
    [warning] = check_light_path(None)
    assert (warning.id, warning.level) == ("pages.W414", checks.WARNING)
    assert first in warning.msg
    assert "CorsMiddleware" not in warning.msg


def test_a_light_path_in_its_place_or_none_is_not_warned_of(settings):
    assert LIGHT_PATH in settings.MIDDLEWARE
    assert check_light_path(None) == []
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != LIGHT_PATH]
    assert check_light_path(None) == []

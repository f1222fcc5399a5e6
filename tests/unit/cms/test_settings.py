import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

PRODUCTION = {
    "SECRET_KEY": "a secret",
    "ALLOWED_HOSTS": "cms.example.org,other.example.org",
    "DATABASE_URL": "postgres://firma:password@db.example.org:5432/firma",
}

Settings = Callable[..., dict[str, Any]]


@pytest.fixture
def settings_from(monkeypatch: pytest.MonkeyPatch, checkout: Path) -> Settings:
    """Return a function that reads the site's settings under exactly the given environment."""

    def read(**variables: str) -> dict[str, Any]:
        environment = {"ENV_FILE": "", **variables}
        monkeypatch.setattr("os.environ", environment)
        monkeypatch.setattr("environ.Env.ENVIRON", environment)
        return runpy.run_path(str(checkout / "cms" / "settings.py"))

    return read


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_production_does_not_start_without_what_cannot_be_guessed(
    settings_from: Settings, name: str
) -> None:
    given = {key: value for key, value in PRODUCTION.items() if key != name}
    with pytest.raises(ImproperlyConfigured, match=f"^Set {name} in the environment"):
        settings_from(**given)


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_an_empty_value_is_a_missing_one(settings_from: Settings, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        settings_from(**{**PRODUCTION, name: ""})


def test_everything_that_is_missing_is_said_at_once(settings_from: Settings) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL"):
        settings_from()


def test_debug_is_off_unless_it_is_asked_for(settings_from: Settings) -> None:
    assert settings_from(**PRODUCTION)["DEBUG"] is False


def test_development_needs_nothing(settings_from: Settings, checkout: Path) -> None:
    settings = settings_from(DEBUG="1")
    assert settings["DATABASES"]["default"]["NAME"] == str(checkout / "db.sqlite3")


def test_sqlite_lets_readers_read_and_makes_writers_wait(settings_from: Settings) -> None:
    options = settings_from(DEBUG="1")["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] > 0
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_gets_none_of_the_options_of_sqlite(settings_from: Settings) -> None:
    database = settings_from(**PRODUCTION)["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["HOST"] == "db.example.org"
    assert "OPTIONS" not in database


def test_production_speaks_https_alone(settings_from: Settings) -> None:
    settings = settings_from(**PRODUCTION)
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_HSTS_SECONDS"] > 0


def test_a_proxy_is_trusted_only_when_there_is_one(settings_from: Settings) -> None:
    assert "SECURE_PROXY_SSL_HEADER" not in settings_from(**PRODUCTION)
    behind = settings_from(**PRODUCTION, BEHIND_PROXY="1")
    assert behind["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_addresses_fall_back_to_the_first_allowed_host(settings_from: Settings) -> None:
    settings = settings_from(**PRODUCTION)
    assert settings["WAGTAILADMIN_BASE_URL"] == "https://cms.example.org"
    assert settings["FRONTEND_URL"] == "https://cms.example.org"


def test_the_frontend_and_nobody_else_may_read_the_api_from_a_browser(
    settings_from: Settings,
) -> None:
    settings = settings_from(**PRODUCTION, FRONTEND_URL="https://www.example.org/health/")
    assert settings["CORS_ALLOWED_ORIGINS"] == ["https://www.example.org"]
    assert settings["FRONTEND_URL"] == "https://www.example.org/health"
    assert settings["CORS_URLS_REGEX"] == r"^/api/"


def test_further_origins_can_be_named(settings_from: Settings) -> None:
    settings = settings_from(
        **PRODUCTION,
        FRONTEND_URL="https://www.example.org",
        CORS_ALLOWED_ORIGINS="https://preview.example.org",
    )
    assert settings["CORS_ALLOWED_ORIGINS"] == [
        "https://preview.example.org",
        "https://www.example.org",
    ]


def test_private_files_are_never_below_the_public_ones(
    settings_from: Settings, tmp_path: Path
) -> None:
    with pytest.raises(ImproperlyConfigured, match="outside MEDIA_ROOT"):
        settings_from(
            **PRODUCTION,
            MEDIA_ROOT=str(tmp_path),
            PRIVATE_MEDIA_ROOT=str(tmp_path / "documents" / "private"),
        )


def test_only_the_owner_may_read_private_files(settings_from: Settings) -> None:
    options = settings_from(**PRODUCTION)["STORAGES"]["private"]["OPTIONS"]
    assert options["file_permissions_mode"] == 0o600
    assert options["directory_permissions_mode"] == 0o700


def test_private_files_do_not_follow_the_others_into_a_public_bucket(
    settings_from: Settings,
) -> None:
    storages = settings_from(**PRODUCTION, AWS_STORAGE_BUCKET_NAME="public")["STORAGES"]
    assert storages["default"]["OPTIONS"]["bucket_name"] == "public"
    assert storages["private"]["BACKEND"].endswith("FileSystemStorage")


def test_private_files_may_have_a_bucket_of_their_own(settings_from: Settings) -> None:
    buckets = {
        "AWS_STORAGE_BUCKET_NAME": "public",
        "AWS_PRIVATE_STORAGE_BUCKET_NAME": "closed",
    }
    private = settings_from(**PRODUCTION, **buckets)["STORAGES"]["private"]["OPTIONS"]
    assert private["bucket_name"] == "closed"
    assert private["querystring_auth"] is True


def test_one_bucket_cannot_be_both_public_and_private(settings_from: Settings) -> None:
    with pytest.raises(ImproperlyConfigured, match="a bucket of its own"):
        settings_from(
            **PRODUCTION,
            AWS_STORAGE_BUCKET_NAME="same",
            AWS_PRIVATE_STORAGE_BUCKET_NAME="same",
        )


def test_the_plugin_comes_before_what_it_overrides(settings_from: Settings) -> None:
    apps = settings_from(DEBUG="1")["INSTALLED_APPS"]
    assert apps.index("pages") < apps.index("wagtail_localize") < apps.index("wagtail.admin")
    assert "wagtail.locales" not in apps


def test_a_site_has_no_machine_translator_unless_one_is_set_up(settings_from: Settings) -> None:
    settings = settings_from(**PRODUCTION)
    assert settings["PAGES"]["MACHINE_TRANSLATORS"] == {}
    assert settings["WAGTAILLOCALIZE_MACHINE_TRANSLATOR"] is None


def test_every_machine_translator_that_is_set_up_can_be_chosen(settings_from: Settings) -> None:
    machines = {"DEEPL_AUTH_KEY": "key:fx", "LIBRETRANSLATE_URL": "https://lt.example.org"}
    settings = settings_from(**PRODUCTION, **machines)
    known = settings["PAGES"]["MACHINE_TRANSLATORS"]
    assert list(known) == ["deepl", "libretranslate"]
    assert known["deepl"]["OPTIONS"] == {"AUTH_KEY": "key:fx", "FORMALITY": "prefer_more"}
    assert settings["WAGTAILLOCALIZE_MACHINE_TRANSLATOR"] == known["deepl"]
    named = settings_from(**PRODUCTION, **machines, MACHINE_TRANSLATOR="libretranslate")
    assert named["WAGTAILLOCALIZE_MACHINE_TRANSLATOR"] == known["libretranslate"]


@pytest.mark.parametrize("name", ["deepl", "libretranslate", "dummy", "babelfish"])
def test_a_machine_translator_that_is_not_set_up_cannot_be_named(
    settings_from: Settings, name: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match="DEEPL_AUTH_KEY"):
        settings_from(**PRODUCTION, MACHINE_TRANSLATOR=name)


def test_the_dummy_translator_is_for_development(settings_from: Settings) -> None:
    settings = settings_from(DEBUG="1", MACHINE_TRANSLATOR="dummy")
    assert list(settings["PAGES"]["MACHINE_TRANSLATORS"]) == ["dummy"]
    assert "dummy" in settings["WAGTAILLOCALIZE_MACHINE_TRANSLATOR"]["CLASS"]


def test_a_file_of_variables_is_read_and_the_environment_wins(
    settings_from: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "site.env"
    file.write_text("SITE_NAME=From the file\nTIME_ZONE=Europe/Madrid\n")
    settings = settings_from(DEBUG="1", ENV_FILE=str(file), TIME_ZONE="America/Bogota")
    assert settings["WAGTAIL_SITE_NAME"] == "From the file"
    assert settings["TIME_ZONE"] == "America/Bogota"


def test_every_variable_is_documented_and_every_documented_one_exists(checkout: Path) -> None:
    code = (checkout / "cms" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', code)) | set(PRODUCTION)
    page = (checkout / "docs" / "settings.md").read_text().split("## `PAGES`")[0]
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert documented == read

"""Settings of the site, all from the environment. `docs/settings.md` has the table.

With `DEBUG` off the site refuses to start without what it cannot guess.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import pgettext_lazy

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
_env_file = BASE_DIR / env.str("ENV_FILE", default=".env")
if _env_file.is_file():
    env.read_env(_env_file)

DEBUG = env.bool("DEBUG", default=False)

_missing = [
    name
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL")
    if not env.str(name, default="")
]
if _missing and not DEBUG:
    raise ImproperlyConfigured(
        f"Set {', '.join(_missing)} in the environment (docs/production.md says how),"
        " or set DEBUG=1 for development."
    )

SECRET_KEY = env.str("SECRET_KEY", default="") or "for development only: anybody may read this key"
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The addresses of this site and of the one that the public reads.
_own_address = "http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default=_own_address).rstrip("/")
WAGTAILAPI_BASE_URL = WAGTAILADMIN_BASE_URL
FRONTEND_URL = env.str(
    "FRONTEND_URL", default="http://localhost:3000" if DEBUG else _own_address
).rstrip("/")

# Applications

INSTALLED_APPS = [
    # Before wagtail: its commands take the place of those of the same name.
    "pages",
    "wagtail_localize",
    "wagtail_localize.locales",  # in the place of wagtail.locales
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtail",
    "modelcluster",
    "taggit",
    "corsheaders",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    # The public API needs nothing of what follows.
    "pages.delivery.serving.light_path.PublicApiMiddleware",
    # Serves the static files that collectstatic gathered; in development runserver finds them
    # itself.
    *([] if DEBUG else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.languages.AdminLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
ASGI_APPLICATION = "cms.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database and cache

_database: dict[str, Any] = env.db_url(
    "DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}"
)
if _database["ENGINE"].endswith("sqlite3"):
    # A writer takes its lock when it begins and waits for its turn, and readers do not wait at all.
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        **_database.get("OPTIONS", {}),
    }
    # To open the file and set it up takes longer than most answers.
    _database.setdefault("CONN_MAX_AGE", 60)
elif _database["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")
    _database.setdefault("CONN_MAX_AGE", 60)
    _database["CONN_HEALTH_CHECKS"] = True
DATABASES = {"default": _database}

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

# Files: pictures in MEDIA_ROOT or a bucket, private scans always apart from them.

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))()
MEDIA_URL = env.str("MEDIA_URL", default="/media/")
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "media"))()
PRIVATE_MEDIA_ROOT = env.path("PRIVATE_MEDIA_ROOT", default=str(BASE_DIR / "private"))()

if Path(PRIVATE_MEDIA_ROOT).resolve().is_relative_to(Path(MEDIA_ROOT).resolve()):
    raise ImproperlyConfigured(
        "Set PRIVATE_MEDIA_ROOT to a folder outside MEDIA_ROOT: it holds signed documents."
    )

STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PRIVATE_MEDIA_ROOT,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

if _bucket := env.str("AWS_STORAGE_BUCKET_NAME", default=""):
    _s3 = {
        "region_name": env.str("AWS_S3_REGION_NAME", default=None),
        "endpoint_url": env.str("AWS_S3_ENDPOINT_URL", default=None),
        "default_acl": None,
        "file_overwrite": False,
    }
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            **_s3,
            "bucket_name": _bucket,
            "custom_domain": env.str("AWS_S3_CUSTOM_DOMAIN", default=None),
            "querystring_auth": False,
        },
    }
    if _private_bucket := env.str("AWS_PRIVATE_STORAGE_BUCKET_NAME", default=""):
        if _private_bucket == _bucket:
            raise ImproperlyConfigured(
                "Set AWS_PRIVATE_STORAGE_BUCKET_NAME to a bucket of its own: the other is public."
            )
        STORAGES["private"] = {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {**_s3, "bucket_name": _private_bucket, "querystring_auth": True},
        }

# Editors' largest pages have more fields than Django expects of a form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Accounts and sessions

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"

# Transport

SESSION_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_SECURE = not DEBUG
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if DEBUG else 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=not DEBUG)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=not DEBUG)
if env.bool("BEHIND_PROXY", default=False):
    # Only true of a proxy that sets this header itself and drops the visitor's own.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
CORS_ALLOWED_ORIGINS = sorted(
    {
        f"{address.scheme}://{address.netloc}"
        for address in map(urlsplit, [FRONTEND_URL, *env.list("CORS_ALLOWED_ORIGINS", default=[])])
    }
)

# E-mail

# A mail server that does not answer must not hold up the outbox.
EMAIL_TIMEOUT = 30
vars().update(
    env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25")
)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="firma@localhost")

# Log: to standard error, with nobody's address and no preview's token in it.

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "cms.privacy.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django would add its own handlers, one of which mails whole requests to administrators.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # The development server's lines, which have whole addresses in them, go the same way.
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.utils.autoreload": {"level": "WARNING"},
        # Wagtail names every page, person and file that is edited: the ledger and the history
        # have that, behind a permission. The other two report each step of each background task.
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "modelsearch": {"level": "WARNING"},
    },
}

# Languages

USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
LANGUAGE_CODE = "en"
# With a context of their own: in a sentence some languages write these names in lower case, which
# Django's own list of languages does not.
LANGUAGES = [
    ("en", pgettext_lazy("in a sentence", "English")),
    ("es", pgettext_lazy("in a sentence", "Spanish")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# A translation is a page with a review of its own: nothing of it goes live with its source.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# Wagtail

WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="Firma")
WAGTAIL_FINISH_WORKFLOW_ACTION = "pages.review.finish.publish_signed_revision"
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAILAPI_LIMIT_MAX = 100
# Pages' redirects are made by pages.delivery.redirects, with the paths of the frontend.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# What a public page shows is not replaced behind it: the forms say so.
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.admin_ui.media.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pages.admin_ui.media.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Nothing is asked of other people's servers, and no account's address, not even hashed, is sent
# there.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []

# The API is public and read-only: it knows no sessions, so that its answers are the same for
# everybody.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}

# The plugin's own choices: docs/settings.md lists the keys and their defaults.

PAGES: dict[str, Any] = {
    "MACHINE_TRANSLATORS": {},
    "PREVIEW_URL": env.str("PREVIEW_URL", default=""),
    "PREVIEW_MINUTES": env.int("PREVIEW_MINUTES", default=60),
}

# Machine translators: those whose address or key is given; one of them is asked by default.

_machines: dict[str, dict[str, Any]] = PAGES["MACHINE_TRANSLATORS"]
if _deepl_key := env.str("DEEPL_AUTH_KEY", default=""):
    _machines["deepl"] = {
        "CLASS": "pages.translation.machine.deepl.DeepL",
        "OPTIONS": {
            "AUTH_KEY": _deepl_key,
            "FORMALITY": env.str("DEEPL_FORMALITY", default="prefer_more"),
        },
    }
if _libretranslate_url := env.str("LIBRETRANSLATE_URL", default=""):
    _machines["libretranslate"] = {
        "CLASS": "pages.translation.machine.libretranslate.LibreTranslate",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": _libretranslate_url,
            "API_KEY": env.str("LIBRETRANSLATE_API_KEY", default=""),
        },
    }
_machine = env.str("MACHINE_TRANSLATOR", default="") or next(iter(_machines), "")
if _machine == "dummy" and DEBUG:
    _machines["dummy"] = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator",
        "OPTIONS": {},
    }
if _machine and _machine not in _machines:
    raise ImproperlyConfigured(
        f"MACHINE_TRANSLATOR is {_machine!r}, and that is not set up: deepl needs DEEPL_AUTH_KEY,"
        " libretranslate needs LIBRETRANSLATE_URL, and dummy needs DEBUG=1."
    )
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = _machines.get(_machine)

"""Settings of the tests: the site's own, as in production, but fast and leaving nothing behind.

`DATABASE_URL` chooses the database (SQLite when it is not given); nothing else of the
environment, and no `.env` file, has a say.
"""

import atexit
import os
import tempfile
from pathlib import Path

# One folder per process, removed when it ends; the name must outlive this module's execution.
SCRATCH = tempfile.TemporaryDirectory(prefix="firma-tests-")
atexit.register(SCRATCH.cleanup)

# SQLite in a file: in memory, the live server's threads would share one connection, and break into
# each other's transactions.
_SQLITE = f"sqlite:///{SCRATCH.name}/site.sqlite3"

_INPUT = {
    "ENV_FILE": "",
    "DEBUG": "0",
    "SECRET_KEY": "only for tests, and long enough that no check complains about it",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "DATABASE_URL": os.environ.get("DATABASE_URL") or _SQLITE,
    "CACHE_URL": "locmemcache://",
    "EMAIL_URL": "memorymail://",
    "FRONTEND_URL": "https://www.example.org",
    "WAGTAILADMIN_BASE_URL": "http://testserver",
}
_KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL")

# The settings module reads the environment once, when it is imported: it gets exactly this one.
_outside = dict(os.environ)
os.environ.clear()
os.environ.update({key: _outside[key] for key in _KEPT if key in _outside} | _INPUT)
try:
    from cms.settings import *  # noqa: F403 - every setting of the site applies unless changed below
    from cms.settings import DATABASES, LOGGING, STORAGES
finally:
    os.environ.clear()
    os.environ.update(_outside)

MEDIA_ROOT = str(Path(SCRATCH.name) / "media")
PRIVATE_MEDIA_ROOT = str(Path(SCRATCH.name) / "private")
STATIC_ROOT = str(Path(SCRATCH.name) / "static")
Path(STATIC_ROOT).mkdir()
STORAGES["private"]["OPTIONS"]["location"] = PRIVATE_MEDIA_ROOT
# Without a manifest: collectstatic has a test of its own.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(SCRATCH.name) / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

# Connections that outlive a test would keep its database from being dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The test client and the live server speak plain HTTP.
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

LOGGING["root"]["level"] = "WARNING"

"""Settings of the stored documents: a database, and nothing else."""

import environ

env = environ.Env()

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
ROOT_URLCONF = "tests.benchmarks.delivery.stored.urls"
INSTALLED_APPS = ["tests.benchmarks.delivery.stored.apps.StoredConfig"]
MIDDLEWARE: list[str] = []
MIGRATION_MODULES = {"stored": None}
DATABASES = {"default": {**env.db_url("DATABASE_URL"), "CONN_MAX_AGE": 60}}
USE_I18N = False

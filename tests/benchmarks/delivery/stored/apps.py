"""The app of the stored documents."""

from django.apps import AppConfig


class StoredConfig(AppConfig):
    """One table with one row for each answer."""

    name = "tests.benchmarks.delivery.stored"
    label = "stored"
    default_auto_field = "django.db.models.BigAutoField"

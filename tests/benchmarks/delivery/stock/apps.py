"""The app of the stock site."""

from django.apps import AppConfig


class StockConfig(AppConfig):
    """Pages as a Wagtail site without this product would have them."""

    name = "tests.benchmarks.delivery.stock"
    label = "stock"
    default_auto_field = "django.db.models.BigAutoField"

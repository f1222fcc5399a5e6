"""The one place where the plugin's parts are wired together."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Registers requirements, effects, receivers and system checks once the models are loaded."""

    name = "pages"
    label = "pages"
    verbose_name = _("Firma")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Wire the rooms together; imports are here because models must be loaded first."""
        from pages import checks, receivers  # noqa: F401

"""System checks of wagtail-localize: it asks before it publishes, and our screens come first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core import checks


def check_translations_stay_drafts(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report a setting with which a page goes live in another language together with its source."""
    if getattr(settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True) is False:
        return []
    return [
        checks.Error(
            "wagtail-localize would publish a page in another language as soon as somebody submits "
            "it for translation.",
            hint="Set WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False.",
            id="pages.E404",
        )
    ]


def check_order_of_apps(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report an order in which wagtail-localize's templates and hooks hide ours."""
    names = [config.name for config in apps.get_app_configs()]
    if "wagtail_localize" not in names or names.index("pages") < names.index("wagtail_localize"):
        return []
    return [
        checks.Error(
            'In INSTALLED_APPS "wagtail_localize" comes before "pages": its translation editor '
            "would be shown, which publishes and knows no review.",
            hint='Put "pages" before "wagtail_localize" and "wagtail.admin".',
            id="pages.E409",
        )
    ]

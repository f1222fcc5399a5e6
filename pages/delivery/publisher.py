"""Who publishes the site, as search engines are told."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Site

from pages import conf


def publisher() -> tuple[str, str]:
    """Return the name and the address of the site that the public reads.

    The name is that of Wagtail's default site, or ``WAGTAIL_SITE_NAME`` where that has none; either
    may be an empty text.
    """
    names = Site.objects.order_by("-is_default_site", "pk").values_list("site_name", flat=True)
    name = names.first() or getattr(settings, "WAGTAIL_SITE_NAME", "")
    return str(name or ""), f"{conf.frontend_url()}/" if conf.frontend_url() else ""

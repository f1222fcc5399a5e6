"""System checks of what the public gets: what was signed, pictures in all sizes, and in time."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail import views as wagtail_views
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.contrib.frontend_cache.utils import get_backends

from pages import conf
from pages.delivery.pages_api import PublicPagesAPIViewSet
from pages.delivery.pixels import can_write
from pages.delivery.purging import PurgesKeys, is_configured
from pages.delivery.sizes import fault_in_size, listed_sizes

V3 = "wagtail.api.v3"

PROMISED_SECONDS: Final = 1.0
"""Within which what is withdrawn is gone from every process, as `docs/api.md` says."""

LIGHT_PATH: Final = "pages.delivery.serving.light_path.PublicApiMiddleware"
NEEDLESS: Final = ("SessionMiddleware", "AuthenticationMiddleware", "LocaleMiddleware")
"""How the names of middlewares end that ask who somebody is, and in which language: the public API
answers everybody alike."""


def check_addresses(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report addresses at which somebody could read what was not signed."""
    if not getattr(settings, "ROOT_URLCONF", None):
        return []
    found: dict[str, checks.CheckMessage] = {}
    for address, callback in _views(get_resolver().url_patterns):
        message = _fault(address, callback)
        if message is not None:
            found.setdefault(str(message.id), message)
    return list(found.values())


def check_renditions(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report sizes of pictures that cannot be made: at all, or on this machine."""
    found: list[checks.CheckMessage] = []
    unwritable: set[str] = set()
    for size in listed_sizes():
        if fault := fault_in_size(size):
            found.append(
                checks.Error(
                    f'PAGES["RENDITIONS"] has a size that cannot be made, '
                    f"“{size.specification}”: {fault}",
                    hint="Correct it: docs/settings.md says what the list may hold.",
                    id="pages.E409",
                )
            )
        elif size.kind and not can_write(size.kind):
            unwritable.add(size.kind)
    found += [
        checks.Warning(
            f"Pillow cannot write {kind.upper()} on this machine: pictures are published without "
            "that format.",
            hint=(
                "Install a Pillow that can, as the one from PyPI does, and run rebuild_documents; "
                'or take the format out of PAGES["RENDITIONS"].'
            ),
            id="pages.W412",
        )
        for kind in sorted(unwritable)
    ]
    return found


def check_freshness(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report that what is withdrawn may be read for longer than is promised."""
    try:
        seconds = conf.api_check_seconds()
    except (TypeError, ValueError):
        return []  # it is no number, and reported as such
    if seconds <= PROMISED_SECONDS:
        return []
    return [
        checks.Warning(
            f'PAGES["API_CHECK_SECONDS"] is {seconds:g}: a page that is withdrawn may be read for '
            "so many seconds from the memory of a process that has not heard of it.",
            hint="Leave it out, or choose one second or less: one query a second costs nothing.",
            id="pages.W413",
        )
    ]


def check_caches(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report that what is withdrawn may be read from a cache that cannot be told to forget it."""
    chosen = conf.api_cache_control()
    if not isinstance(chosen, str):
        return []  # reported as such
    in_browsers, in_caches = _seconds("max-age", chosen), _seconds("s-maxage", chosen)
    if re.search(r"\bno-(store|cache)\b", chosen) or not (in_browsers or in_caches):
        return []
    if in_browsers:
        who = "browsers, which nobody can tell to forget them"
    elif without := _caches_without_keys():
        who = f"caches, and {without} cannot be told to forget all that name a page"
    else:
        return []
    return [
        checks.Warning(
            f'PAGES["API_CACHE_CONTROL"] is “{chosen}”: answers are kept by {who}. A page that is '
            f"withdrawn may be read from them for {in_browsers or in_caches} seconds.",
            hint=(
                "Keep max-age=0, and s-maxage only for caches with a backend in "
                "WAGTAILFRONTENDCACHE that has purge_keys: see docs/webhooks.md."
            ),
            id="pages.W415",
        )
    ]


def _seconds(directive: str, cache_control: str) -> int:
    found = re.search(rf"(?<![\w-]){directive}\s*=\s*\"?(\d+)", cache_control, re.IGNORECASE)
    return int(found[1]) if found else 0


def _caches_without_keys() -> str:
    """Return the names of the caches that are purged by addresses alone; empty for none."""
    if not is_configured():
        return "those in front of this site, none of which is configured,"
    try:
        backends = get_backends()
    except Exception:  # whatever is wrong with its configuration, the first purge says it
        return ""
    names = [name for name, backend in backends.items() if not isinstance(backend, PurgesKeys)]
    return ", ".join(f"“{name}”" for name in names)


def check_light_path(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report that the public API is answered only after work that it has no use for."""
    middlewares = list(getattr(settings, "MIDDLEWARE", None) or ())
    if LIGHT_PATH not in middlewares:
        return []
    before = [
        name for name in middlewares[: middlewares.index(LIGHT_PATH)] if name.endswith(NEEDLESS)
    ]
    if not before:
        return []
    return [
        checks.Warning(
            f"In MIDDLEWARE {LIGHT_PATH} stands behind {', '.join(before)}: every answer of the "
            "public API waits for sessions, accounts or languages, of which it has no need.",
            hint="Put it before them, behind SecurityMiddleware and CorsMiddleware.",
            id="pages.W414",
        )
    ]


def _fault(address: str, callback: Callable[..., Any]) -> checks.CheckMessage | None:
    if _is_v3(callback):
        return checks.Error(
            f"Wagtail's API v3 is at “{address}”: it shows drafts to any editor's token and "
            "writes pages past the review.",
            hint=(
                "Remove it from your URLs. The public reads pages.delivery.router.api_router; "
                "programs that write use the admin's own forms or Python."
            ),
            id="pages.E405",
        )
    if inspect.unwrap(callback) is wagtail_views.serve:
        return checks.Error(
            f"Wagtail's own pages are served at “{address}” (wagtail.urls): they show the rows of "
            "reviewed pages instead of what was signed.",
            hint=(
                "Put include('pages.delivery.page_urls') in its place: it serves pages of your own "
                "and no reviewed one. A site without pages of its own needs neither."
            ),
            id="pages.E406",
        )
    viewset = getattr(callback, "cls", None)
    if (
        inspect.isclass(viewset)
        and issubclass(viewset, PagesAPIViewSet)
        # The admin's own, behind its login, is how the page chooser works.
        and not issubclass(viewset, (PublicPagesAPIViewSet, PagesAdminAPIViewSet))
    ):
        return checks.Error(
            f"The API at “{address}” serves pages with {viewset.__module__}.{viewset.__qualname__},"
            " from their rows instead of from what was signed.",
            hint=(
                "Use pages.delivery.router.api_router, or register "
                "pages.delivery.pages_api.PublicPagesAPIViewSet, or a subclass, as “pages”."
            ),
            id="pages.E407",
        )
    return None


def _views(
    patterns: Iterable[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every view of the site with its address, as its patterns are written."""
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, address)
        elif pattern.callback is not None:
            yield address, pattern.callback


def _is_v3(callback: Callable[..., Any]) -> bool:
    """Tell whether a view is one of API v3's, which django-ninja wraps into functions."""
    view = inspect.unwrap(callback)
    around = (
        inspect.getclosurevars(view).nonlocals.get("self") if inspect.isfunction(view) else None
    )
    return any(
        str(operation.view_func.__module__).startswith(V3)
        for operation in getattr(around, "operations", ())
    )

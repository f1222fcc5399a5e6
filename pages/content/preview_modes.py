"""Where an editor may look at a draft: on the built-in page, or on the website."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from pages import conf

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BUILT_IN: Final = ""
WEBSITE: Final = "website"


def has_website(page: Any) -> bool:
    """Tell whether the website can show drafts of a page: one that was saved at least once."""
    return bool(page.pk and conf.preview_url())


def preview_modes(page: Any) -> list[tuple[str, StrOrPromise]]:
    """Return Wagtail's preview modes of a page; the first is the one that reviewers sign by."""
    modes: list[tuple[str, StrOrPromise]] = [(BUILT_IN, _("Built-in preview"))]
    if has_website(page):
        modes.append((WEBSITE, _("On the website")))
    return modes

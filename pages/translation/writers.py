"""Who may write what is translated: segments of a page, and disclaimers in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Page
from wagtail.snippets.permissions import user_can_edit_snippet_type

from pages.disclaimers.models import Disclaimer
from pages.translation.permissions import may_translate, target_locales
from pages.translation.sources import translation_into

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import Locale
    from wagtail_localize.models import Translation


def writes_disclaimers(user: Any) -> bool:
    """Tell whether the user writes disclaimers in every language, and does not only translate."""
    return bool(user.is_active and user.has_perm("pages.add_disclaimer"))


def disclaimer_locales(user: Any, locales: Iterable[Locale]) -> list[Locale]:
    """Return those of ``locales`` into which the user may translate disclaimers."""
    if writes_disclaimers(user):
        return list(locales)
    if not user.has_perm("pages.change_disclaimer") or not may_translate(user):
        return []
    own = {locale.pk for locale in target_locales(user)}
    return [locale for locale in locales if locale.pk in own]


def may_write(user: Any, disclaimer: Disclaimer) -> bool:
    """Tell whether the user may change this disclaimer.

    Translators change translations into their language, and neither a source nor what was written
    in their language by hand.
    """
    if writes_disclaimers(user):
        return True
    return translation_into(disclaimer) is not None and bool(
        disclaimer_locales(user, [disclaimer.locale])
    )


def may_write_segments(user: Any, translation: Translation) -> bool:
    """Tell whether the user may write segments of a translation: whoever may edit its target.

    A page that is in review is another matter: see `pages.translation.writing.check_writable`.
    """
    try:
        target = translation.get_target_instance()
    except ObjectDoesNotExist:
        return False
    if isinstance(target, Page):
        return bool(target.permissions_for_user(user).can_edit())
    if isinstance(target, Disclaimer):
        return bool(user_can_edit_snippet_type(user, Disclaimer)) and may_write(user, target)
    return bool(user_can_edit_snippet_type(user, type(target)))

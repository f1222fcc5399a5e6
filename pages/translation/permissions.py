"""Who may translate what into which language.

A translator of Spanish belongs to a group that may enter the admin and start translations
(`translator_permissions`), and may change pages (`TRANSLATOR_PAGE_PERMISSIONS`) below the Spanish
home page. The language is in that second grant alone: wherever a user may not change pages,
nothing here lets them translate into it. What they may change with it is translations only: see
`pages.content.permissions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import TranslatableMixin
    from wagtail_localize.models import Translation

    User = Any

SUBMIT_TRANSLATION: Final = "wagtail_localize.submit_translation"

TRANSLATOR_PAGE_PERMISSIONS: Final = ("change_page",)
"""Codenames of the page permissions that a translators' group holds on its language's home page."""


def translator_permissions() -> list[str]:
    """Return the model permissions of a translators' group, as ``"app_label.codename"``."""
    return ["wagtailadmin.access_admin", SUBMIT_TRANSLATION]


def may_translate(user: User) -> bool:
    """Tell whether the user may start translations at all."""
    return bool(user.is_active and user.has_perm(SUBMIT_TRANSLATION))


def target_locales(user: User) -> list[Locale]:
    """Return the languages in whose tree the user may change pages, in a stable order.

    A user who may change one page of a language counts as its translator; what can be translated
    where is decided page by page, by `locales_for`.
    """
    if not may_translate(user):
        return []
    locales = list(Locale.objects.order_by("pk"))
    if user.is_superuser:
        return locales
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    languages = set(editable.order_by().values_list("locale_id", flat=True).distinct())
    return [locale for locale in locales if locale.pk in languages]


def locales_for(user: User, instance: TranslatableMixin, locales: Iterable[Locale]) -> list[Locale]:
    """Return those of ``locales`` into which the user may translate this page.

    Allowed is a language in which the user may change the page that the translation would hang
    under: the nearest ancestor that exists in that language.
    """
    if not may_translate(user):
        return []
    return [locale for locale in locales if _may_place(user, instance, locale)]


def _may_place(user: User, page: Any, locale: Locale) -> bool:
    if user.is_superuser:
        return True
    keys = [
        page.translation_key,
        *(ancestor.translation_key for ancestor in reversed(page.get_ancestors())),
    ]
    existing = {
        found.translation_key: found
        for found in Page.objects.filter(translation_key__in=keys, locale=locale, depth__gt=1)
    }
    for key in keys:
        if key in existing:
            return _may_write_at(user, existing[key], is_target=key == page.translation_key)
    return False


def _may_write_at(user: User, place: Page, *, is_target: bool) -> bool:
    if is_target and place.alias_of_id is None:
        return bool(place.permissions_for_user(user).can_edit())
    # A translator may not edit the pages above, but may have translations hang there.
    return bool(page_permission_policy.user_has_permission_for_instance(user, "change", place))


def may_manage(user: User, translation: Translation) -> bool:
    """Tell whether the user may stop the translation or delete its page.

    That is for those who may edit the page it comes from: a translator writes a language, and does
    not decide which pages exist in it. Where the source is gone, whoever may edit the page decides.
    """
    try:
        source = translation.source.get_source_instance()
    except ObjectDoesNotExist:
        source = translation.get_target_instance()
    return bool(source.permissions_for_user(user).can_edit())

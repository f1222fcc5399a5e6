"""System checks: a mistake in `PAGES`, or in the installation, is found at start, with a remedy.

Those of the installation are in the rooms that know about it; `docs/checks.md` lists them all.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.management import get_commands

from pages import conf
from pages.admin_ui.installation_checks import check_file_forms
from pages.citations.styles import STYLES
from pages.claims.site import faults_of_severities, faults_of_terms
from pages.consent.checks import check_private_storage
from pages.delivery.drafts.setting import fault_in_preview_url
from pages.delivery.installation_checks import (
    check_addresses,
    check_caches,
    check_freshness,
    check_light_path,
    check_renditions,
)
from pages.delivery.json_ld import SPECIALTIES
from pages.publishing.installation_checks import check_database_vendor, check_guards
from pages.review.installation_checks import check_finish_action, check_review_workflow
from pages.translation.checks.statutory_texts import faults_of_texts
from pages.translation.installation_checks import (
    check_translations_stay_drafts,
)
from pages.translation.machine.installation_checks import (
    check_machine_translators,
    fault_in_machine_translators,
)

for check in (
    check_private_storage,
    check_database_vendor,
    check_guards,
    check_finish_action,
    check_review_workflow,
    check_translations_stay_drafts,
    check_machine_translators,
    check_addresses,
    check_caches,
    check_renditions,
    check_freshness,
    check_light_path,
    check_file_forms,
):
    checks.register("pages")(check)


@checks.register("pages")
def check_pages_setting(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report every key of `PAGES` that does not exist or that holds a value of the wrong shape."""
    chosen = conf.chosen()
    if not isinstance(chosen, Mapping):
        return [
            checks.Error(
                "The PAGES setting is not a dict.",
                hint="Write PAGES = {...} in your settings; docs/settings.md lists its keys.",
                id="pages.E001",
            )
        ]
    found: list[checks.CheckMessage] = []
    for key, value in chosen.items():
        if key not in conf.DEFAULTS:
            found.append(_unknown(key))
        elif fault := _FAULTS[key](value):
            found.append(
                checks.Error(
                    f'PAGES["{key}"] {fault}.',
                    hint="Correct it or leave it out: docs/settings.md says what it may hold.",
                    id="pages.E003",
                )
            )
    return found


OWN_COMMANDS = ("flush", "loaddata", "publish_scheduled", "publish_scheduled_pages")
"""Commands of Django and Wagtail that the plugin has to replace."""


@checks.register("pages")
def check_commands(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Report commands that another app would run in the place of the plugin's own."""
    found = get_commands()
    taken = [name for name in OWN_COMMANDS if found.get(name) != "pages"]
    if not taken:
        return []
    return [
        checks.Error(
            f"Another app's version of these commands would run: {', '.join(taken)}.",
            hint='Put "pages" first in INSTALLED_APPS: Django takes the first that it finds.',
            id="pages.E004",
        )
    ]


def _unknown(key: object) -> checks.CheckMessage:
    near = difflib.get_close_matches(str(key).upper(), conf.DEFAULTS, n=1)
    remedy = f'Did you mean "{near[0]}"?' if near else "Remove it."
    return checks.Error(
        f'PAGES has no key "{key}".',
        hint=f"{remedy} The keys are: {', '.join(sorted(conf.DEFAULTS))}.",
        id="pages.E002",
    )


def _is_label(value: object) -> bool:
    return isinstance(value, str) and value.count(".") == 1


def _fault_in_disclaimers(value: object) -> str:
    if not isinstance(value, Mapping) or not all(map(_is_label, value)):
        return 'must be a dict whose keys are page types such as "pages.ConditionPage"'
    if not all(_is_list_of_text(keys) for keys in value.values()):
        return "must give each page type a list of disclaimer keys"
    return ""


def _fault_in_review_months(value: object) -> str:
    if not isinstance(value, Mapping) or not all(map(_is_label, value)):
        return 'must be a dict whose keys are page types such as "pages.ConditionPage"'
    if not all(_is_positive_whole_number(months) for months in value.values()):
        return "must give each page type a whole number of months above zero"
    return ""


def _fault_in_policy(value: object) -> str:
    if not isinstance(value, Mapping) or not all(map(_is_label, value)):
        return 'must be a dict whose keys are page types such as "pages.ConditionPage"'
    if not all(policy in ("keep", "unpublish") for policy in value.values()):
        return 'must give each page type "keep" or "unpublish"'
    return ""


def _fault_in_stale_translation(value: object) -> str:
    if not isinstance(value, Mapping):
        return 'must be a dict such as {"default": "keep", "safety": "unpublish"}'
    sites = value.get("sites", {})
    levels = [{key: item for key, item in value.items() if key != "sites"}]
    if not isinstance(sites, Mapping) or not all(isinstance(host, str) for host in sites):
        return 'must give under "sites" a dict whose keys are host names'
    for level in [*levels, *sites.values()]:
        types = level.get("types", {}) if isinstance(level, Mapping) else None
        if not isinstance(types, Mapping) or not all(map(_is_label, types)):
            return 'must give under "types" a dict whose keys are page types'
        own = {key: item for key, item in level.items() if key != "types"}
        for choice in [own, *types.values()]:
            if not isinstance(choice, Mapping) or not set(choice) <= set(conf.STALE_KINDS):
                return 'may have the kinds of change "default" and "safety"'
            if not all(policy in ("keep", "unpublish") for policy in choice.values()):
                return 'must give each kind of change "keep" or "unpublish"'
    return ""


def _fault_in_signature_backend(value: object) -> str:
    named = isinstance(value, str) and "." in value
    return "" if named else "must be the dotted path of a class"


def _fault_in_reference_lookup(value: object) -> str:
    fits = isinstance(value, str) and (not value or "." in value)
    return "" if fits else "must be the dotted path of a class, or empty"


def _fault_in_signature_minutes(value: object) -> str:
    return (
        "" if _is_positive_whole_number(value) else "must be a whole number of minutes above zero"
    )


def _fault_in_citation_style(value: object) -> str:
    return "" if value in STYLES else f"must be one of {', '.join(sorted(STYLES))}"


def _fault_in_person_public_fields(value: object) -> str:
    allowed: list[str] = conf.DEFAULTS["PERSON_PUBLIC_FIELDS"]
    if not _is_list_of_text(value) or not set(_texts(value)) <= set(allowed):
        return f"must be a list of some of: {', '.join(allowed)}"
    return ""


def _fault_in_frontend_url(value: object) -> str:
    fits = isinstance(value, str) and (not value or value.startswith(("http://", "https://")))
    return "" if fits else "must be an address that starts with http:// or https://"


def _fault_in_reviewers_group(value: object) -> str:
    return "" if isinstance(value, str) and value.strip() else "must be the name of a group"


def _fault_in_renditions(value: object) -> str:
    if not _is_list_of_text(value) or not all(_texts(value)):
        return 'must be a list of filter specifications such as "width-480|format-webp"'
    return ""


def _fault_in_specialties(value: object) -> str:
    if not isinstance(value, Mapping) or not all(map(_is_label, value)):
        return 'must be a dict whose keys are page types such as "pages.ConditionPage"'
    if not all(_is_list_of_text(names) for names in value.values()):
        return "must give each page type a list of specialties"
    unknown = {name for names in value.values() for name in _texts(names)} - SPECIALTIES
    if unknown:
        return f"has specialties that schema.org does not name: {', '.join(sorted(unknown))}"
    return ""


def _fault_in_limit(value: object) -> str:
    return "" if _is_positive_whole_number(value) else "must be a whole number above zero"


def _fault_in_memory_insert_from(value: object) -> str:
    fits = value is None or (_is_positive_whole_number(value) and value in range(70, 101))
    return "" if fits else "must be a whole number from 70 to 100, or None for never"


def _fault_in_preview_minutes(value: object) -> str:
    fits = _is_positive_whole_number(value) and value in range(1, 1441)
    return "" if fits else "must be a whole number of minutes from 1 to 1440"


def _fault_in_outbox_days(value: object) -> str:
    fits = value is None or _is_positive_whole_number(value)
    return "" if fits else "must be a whole number of days, or None to keep everything"


def _fault_in_api_text(value: object) -> str:
    fits = isinstance(value, str) and value.isprintable() and value.strip()
    return "" if fits else "must be a text of one line"


def _fault_in_api_number(value: object) -> str:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < inf
    return "" if fits else "must be a number, zero or above"


def _is_positive_whole_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def _texts(value: object) -> Iterable[str]:
    return value if isinstance(value, (list, tuple)) else []


_FAULTS: dict[str, Callable[[object], str]] = {
    "DISCLAIMERS": _fault_in_disclaimers,
    "REVIEW_MONTHS": _fault_in_review_months,
    "OVERDUE_POLICY": _fault_in_policy,
    "RETRACTION_POLICY": _fault_in_policy,
    "STALE_TRANSLATION": _fault_in_stale_translation,
    "CITATION_STYLE": _fault_in_citation_style,
    "SIGNATURE_BACKEND": _fault_in_signature_backend,
    "SIGNATURE_MINUTES": _fault_in_signature_minutes,
    "PERSON_PUBLIC_FIELDS": _fault_in_person_public_fields,
    "FRONTEND_URL": _fault_in_frontend_url,
    "SITEMAP_URL": _fault_in_frontend_url,
    "REFERENCE_LOOKUP": _fault_in_reference_lookup,
    "RENDITIONS": _fault_in_renditions,
    "SPECIALTIES": _fault_in_specialties,
    "IMAGE_MAX_PIXELS": _fault_in_limit,
    "IMAGE_MAX_BYTES": _fault_in_limit,
    "REVIEWERS_GROUP": _fault_in_reviewers_group,
    "CLAIM_SEVERITIES": faults_of_severities,
    "CLAIM_TERMS": faults_of_terms,
    "STATUTORY_TEXTS": faults_of_texts,
    "MACHINE_TRANSLATORS": fault_in_machine_translators,
    "API_NAMESPACE": _fault_in_api_text,
    "API_CACHE_CONTROL": _fault_in_api_text,
    "API_CHECK_SECONDS": _fault_in_api_number,
    "API_MEMORY_MB": _fault_in_api_number,
    "PREVIEW_URL": fault_in_preview_url,
    "PREVIEW_MINUTES": _fault_in_preview_minutes,
    "OUTBOX_DAYS": _fault_in_outbox_days,
    "MEMORY_INSERT_FROM": _fault_in_memory_insert_from,
}

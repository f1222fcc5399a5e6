"""Typed view of the plugin's own choices: the `PAGES` dict in Django's settings.

One function per key, named after it in lower case. Each reads the settings when it is called,
so that overriding settings in a test, or per deployment, takes effect at once.
`docs/settings.md` has the table.
"""

from collections.abc import Mapping
from typing import Any, Final, Literal, cast

from django.conf import settings

StaleKind = Literal["default", "safety"]
StalePolicy = Literal["keep", "unpublish"]

STALE_KINDS: Final[tuple[StaleKind, ...]] = ("default", "safety")
"""Kinds of changes of a source that `stale_translation` tells apart."""

DEFAULTS: Final[Mapping[str, Any]] = {
    "DISCLAIMERS": {
        "pages.ConditionPage": ["medical-information"],
        "pages.ProcedurePage": ["medical-information", "treatment-results"],
        "pages.TestimonialPage": ["medical-information", "individual-experience"],
    },
    "REVIEW_MONTHS": {
        "pages.ConditionPage": 12,
        "pages.ProcedurePage": 12,
        "pages.TestimonialPage": 12,
    },
    "OVERDUE_POLICY": {},
    "RETRACTION_POLICY": {},
    "STALE_TRANSLATION": {"default": "keep", "safety": "unpublish"},
    "CITATION_STYLE": "vancouver",
    "SIGNATURE_BACKEND": "pages.review.signature.PasswordBackend",
    "SIGNATURE_MINUTES": 5,
    "PERSON_PUBLIC_FIELDS": [
        "name",
        "credentials",
        "licence_number",
        "licence_authority",
        "affiliation",
        "languages",
        "photograph",
    ],
    "FRONTEND_URL": "",
    "API_NAMESPACE": "wagtailapi",
    "API_CACHE_CONTROL": "public, max-age=0, must-revalidate",
    "API_CHECK_SECONDS": 1.0,
    "API_MEMORY_MB": 64,
    "SITEMAP_URL": "",
    "REVIEWERS_GROUP": "Medical reviewers",
    "REFERENCE_LOOKUP": "",
    "RENDITIONS": [
        "width-480|format-{avif,webp}",
        "width-960|format-{avif,webp}",
        "width-1600|format-{avif,webp}",
        "original|format-{avif,webp}",
    ],
    "IMAGE_MAX_PIXELS": 50_000_000,
    "IMAGE_MAX_BYTES": 20 * 1024 * 1024,
    "SPECIALTIES": {},
    "CLAIM_SEVERITIES": {},
    "CLAIM_TERMS": {},
    "STATUTORY_TEXTS": [],
    "MACHINE_TRANSLATORS": {},
    "MEMORY_INSERT_FROM": 100,
    "PREVIEW_URL": "",
    "PREVIEW_MINUTES": 60,
    "OUTBOX_DAYS": 90,
}
"""Every key that `PAGES` may hold, with the value that applies when a site leaves it out."""


def chosen() -> Mapping[str, Any]:
    """Return the site's own `PAGES` dict without the defaults; empty when there is none."""
    return cast("Mapping[str, Any]", getattr(settings, "PAGES", {}))


def disclaimers() -> dict[str, list[str]]:
    """Return the keys of the disclaimers that each page type must carry.

    Types are labels such as `pages.ConditionPage`. What a site says about a type replaces the
    default for that type only: adding a type of one's own takes nothing away from the others.
    """
    return {**DEFAULTS["DISCLAIMERS"], **chosen().get("DISCLAIMERS", {})}


def review_months() -> dict[str, int]:
    """Return how many months an approval of each page type holds, merged over the defaults."""
    return {**DEFAULTS["REVIEW_MONTHS"], **chosen().get("REVIEW_MONTHS", {})}


def overdue_policy() -> dict[str, str]:
    """Return what becomes of a page of each type when its review is overdue.

    ``"unpublish"`` takes it off the public; ``"keep"``, which applies to types that are not named,
    leaves it there and says on the API that its review is overdue.
    """
    return {**DEFAULTS["OVERDUE_POLICY"], **chosen().get("OVERDUE_POLICY", {})}


def retraction_policy() -> dict[str, str]:
    """Return what becomes of a public page of each type when a publication it cites is retracted.

    ``"unpublish"`` takes it off the public at once; ``"keep"``, which applies to types that are not
    named, leaves it there with the notice in its list of references.
    """
    return {**DEFAULTS["RETRACTION_POLICY"], **chosen().get("RETRACTION_POLICY", {})}


def stale_translation(*, page_type: str, hostname: str = "") -> dict[StaleKind, StalePolicy]:
    """Return what becomes of a live translation whose source has changed, by kind of change.

    The more special choice wins, kind by kind: the page type on one host name, that host name, the
    page type, the site as a whole, the default.

    Args:
        page_type: label of the page's type, such as `pages.ConditionPage`.
        hostname: host name of the Wagtail site that the page belongs to; empty for none.

    Returns:
        ``"keep"`` or ``"unpublish"`` under ``"default"`` (words changed) and ``"safety"`` (a
        safety-critical place did).
    """
    whole: Mapping[str, Any] = chosen().get("STALE_TRANSLATION", {})
    of_host: Mapping[str, Any] = whole.get("sites", {}).get(hostname, {})
    found: dict[StaleKind, StalePolicy] = dict(DEFAULTS["STALE_TRANSLATION"])
    for level in (whole, of_host):
        for choice in (level, level.get("types", {}).get(page_type, {})):
            found.update({kind: choice[kind] for kind in STALE_KINDS if kind in choice})
    return found


def stale_translation_sites() -> frozenset[str]:
    """Return the host names for which `stale_translation` has a choice of their own."""
    return frozenset(chosen().get("STALE_TRANSLATION", {}).get("sites", {}))


def citation_style() -> str:
    """Return the style of the list of references: ``"vancouver"``, ``"ama"`` or ``"apa"``."""
    return cast("str", _value("CITATION_STYLE"))


def signature_backend() -> str:
    """Return the dotted path of the class that confirms who signs."""
    return cast("str", _value("SIGNATURE_BACKEND"))


def signature_minutes() -> int:
    """Return for how many minutes a confirmed identity may be used to sign."""
    return cast("int", _value("SIGNATURE_MINUTES"))


def person_public_fields() -> list[str]:
    """Return the fields of a `Person` that the API may show at all, in order."""
    return list(_value("PERSON_PUBLIC_FIELDS"))


def frontend_url() -> str:
    """Return the address of the site that the public reads, without a closing slash.

    `PAGES["FRONTEND_URL"]` wins over Django's `FRONTEND_URL`; empty when neither is set.
    """
    address = chosen().get("FRONTEND_URL") or getattr(settings, "FRONTEND_URL", "")
    return str(address).rstrip("/")


def api_namespace() -> str:
    """Return the name of the router that serves the public API, as Django's URLs know it."""
    return cast("str", _value("API_NAMESPACE"))


def api_cache_control() -> str:
    """Return the ``Cache-Control`` header of the public API's answers."""
    return cast("str", _value("API_CACHE_CONTROL"))


def api_check_seconds() -> float:
    """Return for how many seconds at most a process serves from memory without asking for changes.

    Zero asks before every answer.
    """
    return float(_value("API_CHECK_SECONDS"))


def api_memory_mb() -> float:
    """Return how many megabytes of answers each process may keep."""
    return float(_value("API_MEMORY_MB"))


def sitemap_url() -> str:
    """Return the address below which the sitemaps are read, without a closing slash.

    Empty where they are read from this host.
    """
    return cast("str", _value("SITEMAP_URL")).rstrip("/")


def reviewers_group() -> str:
    """Return the name of the group whose members may sign."""
    return cast("str", _value("REVIEWERS_GROUP"))


def reference_lookup() -> str:
    """Return the dotted path of the registry that describes DOIs and PMIDs; empty for none."""
    return cast("str", _value("REFERENCE_LOOKUP"))


def renditions() -> list[str]:
    """Return the image sizes that the API offers, as Wagtail's filter specifications.

    Braces stand for several: ``"width-480|format-{avif,webp}"``.
    """
    return list(_value("RENDITIONS"))


def image_max_pixels() -> int:
    """Return how many pixels (width times height) a picture may have to be stored."""
    return cast("int", _value("IMAGE_MAX_PIXELS"))


def image_max_bytes() -> int:
    """Return how many bytes the file of a picture may have to be stored."""
    return cast("int", _value("IMAGE_MAX_BYTES"))


def specialties() -> dict[str, list[str]]:
    """Return the medical specialties of each page type, by schema.org's names, for its JSON-LD."""
    return {label: list(names) for label, names in _value("SPECIALTIES").items()}


def claim_severities() -> dict[str, str]:
    """Return the site's own severity of rules about claims, by code of rule.

    ``"block"``, ``"warn"``, or ``"off"`` for a rule that is not applied.
    """
    return dict(_value("CLAIM_SEVERITIES"))


def claim_terms() -> dict[str, dict[str, list[str]]]:
    """Return the phrases that the site adds to rules about claims, by code and language."""
    return {code: dict(by_language) for code, by_language in _value("CLAIM_TERMS").items()}


def statutory_texts() -> list[dict[str, str]]:
    """Return sentences that a law words in English (`en`) and Spanish (`es`), with its `source`."""
    return [dict(entry) for entry in _value("STATUTORY_TEXTS")]


def machine_translators() -> dict[str, Mapping[str, Any]]:
    """Return the machine translators by name: ``{"CLASS": dotted path, "OPTIONS": {…}}``."""
    return dict(_value("MACHINE_TRANSLATORS"))


def memory_insert_from() -> int | None:
    """Return from which score on the translation memory may fill a segment; None for never.

    In percent, 70 to 100. What it fills waits for somebody who confirms it.
    """
    return cast("int | None", _value("MEMORY_INSERT_FROM"))


def preview_url() -> str:
    """Return where the frontend shows drafts, with ``{token}`` in it; empty for nowhere."""
    return cast("str", _value("PREVIEW_URL"))


def outbox_days() -> int | None:
    """Return for how many days messages are kept that were sent or given up; None for ever."""
    return cast("int | None", _value("OUTBOX_DAYS"))


def preview_minutes() -> int:
    """Return for how many minutes the preview of a draft may be opened."""
    return cast("int", _value("PREVIEW_MINUTES"))


def _value(key: str) -> Any:
    """Return the site's choice for one key, or the default."""
    return chosen().get(key, DEFAULTS[key])

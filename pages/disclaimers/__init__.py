"""Disclaimers: which page carries which, in its own language, and every wording that there was."""

from pages.disclaimers.refusals import (
    DisclaimerFixed,
    DisclaimerNeeded,
    HistoryFixed,
    VersionMissingError,
)
from pages.disclaimers.requirement import DisclaimersInLanguage, disclaimer_blockers
from pages.disclaimers.resolution import (
    disclaimer_versions,
    disclaimers_for,
    live_pages_needing,
    require_unneeded,
    required_keys,
    signed_identity,
    texts_of,
    versions_for,
)

GROUP_PERMISSIONS: dict[str, list[str]] = {
    "editors": ["pages.view_disclaimer", "pages.add_disclaimer", "pages.change_disclaimer"],
    "translators": ["pages.view_disclaimer"],
    "reviewers": ["pages.view_disclaimer"],
}
"""The permissions on this room's models that each group gets, for ``setup_pages``."""

__all__ = [
    "GROUP_PERMISSIONS",
    "DisclaimerFixed",
    "DisclaimerNeeded",
    "DisclaimersInLanguage",
    "HistoryFixed",
    "VersionMissingError",
    "disclaimer_blockers",
    "disclaimer_versions",
    "disclaimers_for",
    "live_pages_needing",
    "require_unneeded",
    "required_keys",
    "signed_identity",
    "texts_of",
    "versions_for",
]

"""Disclaimers: which page carries which, in its own language, and every wording that was signed."""

from pages.disclaimers.refusals import (
    DisclaimerAnswered,
    DisclaimerFixed,
    DisclaimerNeeded,
    HistoryFixed,
    VersionMissingError,
    WordingRefused,
)
from pages.disclaimers.registry import (
    register_wording_check,
    register_wording_effect,
    register_wording_fact,
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
)
from pages.disclaimers.signed import public_wordings, signed_wordings

GROUP_PERMISSIONS: dict[str, list[str]] = {
    "editors": ["pages.view_disclaimer", "pages.add_disclaimer", "pages.change_disclaimer"],
    "translators": ["pages.view_disclaimer", "pages.change_disclaimer"],
    "reviewers": ["pages.view_disclaimer"],
}
"""The permissions on this room's models that each group gets, for ``setup_pages``.

Whoever may change disclaimers and not add any translates them, into the languages of their group:
see `pages.translation.wordings`.
"""

__all__ = [
    "GROUP_PERMISSIONS",
    "DisclaimerAnswered",
    "DisclaimerFixed",
    "DisclaimerNeeded",
    "DisclaimersInLanguage",
    "HistoryFixed",
    "VersionMissingError",
    "WordingRefused",
    "disclaimer_blockers",
    "disclaimer_versions",
    "disclaimers_for",
    "live_pages_needing",
    "public_wordings",
    "register_wording_check",
    "register_wording_effect",
    "register_wording_fact",
    "require_unneeded",
    "required_keys",
    "signed_identity",
    "signed_wordings",
    "texts_of",
]

"""Written permission to publish a person's story, and what it permits."""

from pages.consent.choices import Channel, Use
from pages.consent.requirement import AuthorizationCoversPage, uses_of
from pages.consent.rules import AuthorizationTerms, authorization_problems, terms_of

GROUP_PERMISSIONS: dict[str, list[str]] = {
    "editors": [
        "pages.view_authorization",
        "pages.add_authorization",
        "pages.change_authorization",
    ],
    "translators": [],
    "reviewers": ["pages.view_authorization"],
}
"""The permissions on this room's models that each group gets, for ``setup_pages``."""

__all__ = [
    "GROUP_PERMISSIONS",
    "AuthorizationCoversPage",
    "AuthorizationTerms",
    "Channel",
    "Use",
    "authorization_problems",
    "terms_of",
    "uses_of",
]

"""The gate: what a requirement is, what blocks a page, and how publication is refused."""

from pages.publishing.in_use import UsedByPublicPage
from pages.publishing.registry import (
    ALWAYS,
    Effect,
    Requirement,
    blockers,
    is_reviewed,
    register_approval_lookup,
    register_effect,
    register_preview_renderer,
    register_requirement,
    render_preview,
    require,
    reviewed_models,
)
from pages.publishing.verdicts import Blocker, PublicationRefused, Stage, SubmissionRefused

__all__ = [
    "ALWAYS",
    "Blocker",
    "Effect",
    "PublicationRefused",
    "Requirement",
    "Stage",
    "SubmissionRefused",
    "UsedByPublicPage",
    "blockers",
    "is_reviewed",
    "register_approval_lookup",
    "register_effect",
    "register_preview_renderer",
    "register_requirement",
    "render_preview",
    "require",
    "reviewed_models",
]

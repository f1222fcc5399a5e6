"""Medical review: the task, the fingerprint, the signature and the approvals.

The exports are loaded when they are first asked for: Wagtail imports `pages.review.finish`, which
``WAGTAIL_FINISH_WORKFLOW_ACTION`` names, while it is still loading its own models.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pages.review.approvals import (
        active_approval,
        current_approval,
        register_source_fingerprint,
        source_fingerprint,
        valid_approval,
    )
    from pages.review.authorship import register_authorship
    from pages.review.fingerprints import (
        fingerprint,
        register_kept_part,
        register_signed_part,
        row_fingerprint,
    )
    from pages.review.signature import issue_token

_EXPORTS = {
    "active_approval": "approvals",
    "current_approval": "approvals",
    "fingerprint": "fingerprints",
    "issue_token": "signature",
    "register_authorship": "authorship",
    "register_kept_part": "fingerprints",
    "register_signed_part": "fingerprints",
    "register_source_fingerprint": "approvals",
    "row_fingerprint": "fingerprints",
    "source_fingerprint": "approvals",
    "valid_approval": "approvals",
}

__all__ = [
    "active_approval",
    "current_approval",
    "fingerprint",
    "issue_token",
    "register_authorship",
    "register_kept_part",
    "register_signed_part",
    "register_source_fingerprint",
    "row_fingerprint",
    "source_fingerprint",
    "valid_approval",
]


def __getattr__(name: str) -> Any:
    """Load an exported function from its module."""
    if name not in _EXPORTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_EXPORTS[name]}"), name)

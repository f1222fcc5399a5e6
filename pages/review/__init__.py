"""Medical review: the task, the fingerprint, the signature and the approvals."""

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

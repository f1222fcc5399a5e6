import pytest

from pages.publishing import registry
from pages.review.approvals import ApprovalRequirement


@pytest.fixture
def only_approval_required(monkeypatch):
    """Leave the rules of other rooms out: what is tested here is the gate itself."""
    monkeypatch.setattr(registry, "_requirements", {"approval": ApprovalRequirement()})

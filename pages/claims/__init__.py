"""What a text may claim: rules per language, and findings.

The rules are pure functions over a `Document`: the texts of a page with their structure and its
references. `check` applies them.
"""

from pages.claims.catalogue import BY_CODE, RULES
from pages.claims.document import Document
from pages.claims.engine import Choices, check
from pages.claims.findings import Finding

__all__ = ["BY_CODE", "RULES", "Choices", "Document", "Finding", "check"]

"""Index of the plugin's models: each room's models are re-exported here, so that Django finds them."""

from pages.consent.models import Authorization
from pages.delivery.models import PublishedDocument
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.review.models import Approval, MedicalReviewTask

__all__ = [
    "Approval",
    "Authorization",
    "Disclaimer",
    "DisclaimerVersion",
    "LedgerEntry",
    "MedicalReviewTask",
    "Person",
    "PublishedDocument",
]

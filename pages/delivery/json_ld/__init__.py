"""What search engines read of a page: schema.org, in the form of JSON-LD.

Everything here is pure. `described` makes the part that follows from the signed content and is
stored with it; `completed` adds what depends on when and where the page is public. Only types and
properties of schema.org's own vocabulary are used, with values that it allows. A patient's story is
a ``Quotation``, never a ``Review`` or a rating; a therapy that is not approved is nobody's
``possibleTreatment``.
"""

from pages.delivery.json_ld.page import (
    Related,
    Surroundings,
    Website,
    completed,
    described,
    image_object,
)
from pages.delivery.json_ld.regulation import is_approved
from pages.delivery.json_ld.specialties import SPECIALTIES
from pages.delivery.json_ld.words import plain_text

__all__ = [
    "SPECIALTIES",
    "Related",
    "Surroundings",
    "Website",
    "completed",
    "described",
    "image_object",
    "is_approved",
    "plain_text",
]

"""The glossary: what the field's terms are called in each language, and which to avoid.

A concept is one thing that is meant; each language has terms for it, one of them preferred. The
values and rules here are pure (`values`, `inflection`, `matching`); `lookup` reads the glossary
from the database once and is what the translation editor calls.
"""

from __future__ import annotations

GROUP_PERMISSIONS: dict[str, list[str]] = {
    "editors": [
        "pages.view_glossaryconcept",
        "pages.add_glossaryconcept",
        "pages.change_glossaryconcept",
    ],
    "translators": [
        "pages.view_glossaryconcept",
        "pages.add_glossaryconcept",
        "pages.change_glossaryconcept",
    ],
    "reviewers": ["pages.view_glossaryconcept"],
}
"""The permissions on this room's models that each group gets, for ``setup_pages``.

Translators write the glossary: it is their working tool. A term that should not be used is marked
as forbidden rather than deleted, so deleting is left to administrators.
"""

__all__ = ["GROUP_PERMISSIONS"]

"""Authors, reviewers and translators: credentials, licences and languages."""

from pages.people.profile import (
    Role,
    allowed_fields,
    answers_for,
    as_signed,
    languages_of,
    person_for,
    public_data,
)

GROUP_PERMISSIONS: dict[str, list[str]] = {
    "editors": ["pages.view_person"],
    "translators": ["pages.change_personwording"],
    "reviewers": ["pages.view_person"],
}
"""The permissions on this room's models that each group gets, for ``setup_pages``.

Nobody but an administrator changes a person: the record says in which languages its owner signs.
Translators word what it says, in their language: see `pages.translation.desk.person_wording`.
"""

__all__ = [
    "GROUP_PERMISSIONS",
    "Role",
    "allowed_fields",
    "answers_for",
    "as_signed",
    "languages_of",
    "person_for",
    "public_data",
]

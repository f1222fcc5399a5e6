"""What others may know of a person, and which person an account belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, get_args

from pages import conf
from pages.people.languages import covers_language
from pages.people.models import Person
from pages.people.wordings import texts_in

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

Role = Literal["author", "reviewer", "translator"]
"""In which part a person appears on a page."""


def public_data(person: Person, *, role: Role, language: str) -> dict[str, Any]:
    """Return what the public may read of a person in one language, as plain JSON values.

    Credentials and affiliation are in the words of that language, where it has its own. Name and
    credentials are always there. The affiliation, the licence and the photograph are there
    only when the person's record shows them and the setting ``PERSON_PUBLIC_FIELDS`` allows them;
    a translator's licence never is, because a licence to practise says nothing of a translation.
    The photograph is ``{"id": int, "title": str}``; whoever serves images makes renditions of it.
    The account and its e-mail address never are.

    Args:
        person: the record.
        role: the part in which the person appears.
        language: code of the language of what names the person.

    Raises:
        ValueError: the role does not exist.
    """
    shown = shown_fields(person, role=role)
    record = signed_data(person, language=language)
    data: dict[str, Any] = {name: record[name] for name in ("name", "credentials")}
    for field in ("licence_number", "licence_authority", "affiliation"):
        if field in shown and (value := record[field]):
            data[field] = value
    if "languages" in shown:
        data["languages"] = list(person.languages)
    if "photograph" in shown and person.photograph is not None:
        data["photograph"] = {"id": person.photograph.pk, "title": person.photograph.title}
    return data


def shown_fields(person: Person, *, role: Role) -> set[str]:
    """Return the names of what the public may read of a person, whether the record has it or not.

    Raises:
        ValueError: the role does not exist.
    """
    if role not in get_args(Role):
        raise ValueError(f"There is no role {role!r}.")
    return {"name", "credentials"} | allowed_fields(
        conf.person_public_fields(),
        role=role,
        show_affiliation=person.show_affiliation,
        show_licence=person.show_licence,
        show_photograph=person.show_photograph,
    )


def signed_data(person: Person, *, language: str) -> dict[str, Any]:
    """Return everything that the public may ever be shown of an author but the photograph.

    Args:
        person: the record.
        language: code of the language in which it is shown.
    """
    texts = texts_in(person, language)
    return {
        "name": person.name,
        "credentials": texts.credentials,
        "licence_number": person.licence_number,
        "licence_authority": person.licence_authority,
        "affiliation": texts.affiliation,
        "languages": list(person.languages),
    }


def allowed_fields(
    configured: Iterable[str],
    *,
    role: Role,
    show_affiliation: bool,
    show_licence: bool,
    show_photograph: bool,
) -> set[str]:
    """Return which of the configured fields a person's own choices and the role leave."""
    hidden: set[str] = set()
    if not show_affiliation:
        hidden.add("affiliation")
    if not show_licence or role == "translator":
        hidden |= {"licence_number", "licence_authority"}
    if not show_photograph:
        hidden.add("photograph")
    return set(configured) - hidden


def as_signed(person: Person, *, language: str) -> dict[str, str]:
    """Return the name, credentials and licence of a person, as a signature keeps them.

    Args:
        person: who signs.
        language: code of the language of what is signed; readers of it read these credentials.
    """
    licence = (person.licence_number, person.licence_authority)
    return {
        "reviewer_name": person.name,
        "reviewer_credentials": texts_in(person, language).credentials,
        "reviewer_licence": " ".join(part for part in licence if part),
    }


def person_for(user: AbstractBaseUser | AnonymousUser | None) -> Person | None:
    """Return the person who works with this account, or None for everyone else."""
    if user is None or user.pk is None:
        return None
    return Person.objects.filter(user_id=user.pk).first()


def languages_of(user: AbstractBaseUser | AnonymousUser | None) -> list[str]:
    """Return the codes of the languages that the account's person answers for; maybe none."""
    person = person_for(user)
    return list(person.languages) if person is not None else []


def answers_for(user: AbstractBaseUser | AnonymousUser | None, language_code: str) -> bool:
    """Tell whether the account's person answers for a language (``es`` covers ``es-mx``)."""
    return covers_language(languages_of(user), language_code)

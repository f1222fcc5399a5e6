"""People of the plugin, and accounts with exactly the permissions that a test names."""

from __future__ import annotations

from itertools import count
from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from pages.people.models import Person

_numbers = count(1)

NO_WORDINGS = {
    "wordings-TOTAL_FORMS": "0",
    "wordings-INITIAL_FORMS": "0",
    "wordings-MIN_NUM_FORMS": "0",
    "wordings-MAX_NUM_FORMS": "1000",
}
"""What a browser posts of the inline panel where nothing is written in it."""


class PersonFactory(factory.django.DjangoModelFactory):
    """A person with everything filled in but a photograph and an account."""

    class Meta:
        model = Person

    name = factory.Sequence(lambda number: f"Ana Ficticia {number}")
    credentials = "MD, PhD"
    licence_number = "28/1234567"
    licence_authority = "Colegio Médico, Spain"
    affiliation = "Clínica de Ejemplo"
    languages = factory.LazyFunction(lambda: ["en", "es"])
    is_author = True


def an_account(*permissions: str, **fields: Any) -> Any:
    """Return an account that may enter the admin and do this ("pages.view_person")."""
    account = get_user_model().objects.create_user(
        f"account{next(_numbers)}", email="private@example.org", password="unused", **fields
    )
    for permission in ("wagtailadmin.access_admin", *permissions):
        app_label, codename = permission.split(".")
        account.user_permissions.add(
            Permission.objects.get(content_type__app_label=app_label, codename=codename)
        )
    return account

"""What people are called in the admin."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth import get_user_model

from pages.people.models import Person


def names_of(user_ids: Collection[int]) -> list[str]:
    """Return the names of accounts: as their person records give them, or their accounts."""
    persons = dict(Person.objects.filter(user_id__in=user_ids).values_list("user_id", "name"))
    users = get_user_model().objects.filter(pk__in=user_ids)
    return sorted(
        persons.get(user.pk) or user.get_full_name() or user.get_username() for user in users
    )

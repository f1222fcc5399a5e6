"""The records of people."""

from __future__ import annotations

from django.test import Client

from pages.people.models import Person
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, attempt, seen, snippet

PERSON_FORM = {"name": "New Person", "credentials": "", "languages": ["en"], "is_author": "on"}


@attempt("see the people", may="AER")
def see_people(client: Client, site: RolesSite) -> Outcome:
    return seen(client, snippet(Person, "list"), showing=site.person.name)


@attempt("add a person", may="A")
def add_person(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Person, "add"), PERSON_FORM)
    return response, Person.objects.filter(name="New Person").exists()


@attempt("change a person", may="A")
def change_person(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Person, "edit", site.person.pk), PERSON_FORM)
    return response, Person.objects.filter(name="New Person").exists()

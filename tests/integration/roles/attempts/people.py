"""The records of people."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from pages.people.models import Person, PersonWording
from tests.factories.people import NO_WORDINGS
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, attempt, seen, snippet

PERSON_FORM = {
    "name": "New Person",
    "credentials": "",
    "languages": ["en"],
    "is_author": "on",
    **NO_WORDINGS,
}


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


@attempt("say in Spanish what a person's record says", may="AS", language="es")
@attempt("say in English what a person's record says", may="AN", language="en")
def word_person(client: Client, site: RolesSite, *, language: str) -> Outcome:
    Person.objects.filter(pk=site.person.pk).update(credentials="MD")
    url = reverse("firma_translation:person", args=[site.person.pk, language])
    response = client.post(url, {"credentials": "Other words"})
    return response, PersonWording.objects.filter(language=language).exists()

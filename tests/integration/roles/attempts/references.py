"""The library of references."""

from __future__ import annotations

from django.test import Client

from pages.citations.models import Reference
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import EVERYBODY, Outcome, attempt, seen, snippet

REFERENCE_FORM = {
    "csl_type": "article-journal",
    "authors": "Smolen, J",
    "title": "A new reference",
    "year": "2016",
    "retraction_status": "unknown",
}


@attempt("see the references", may=EVERYBODY)
def see_references(client: Client, site: RolesSite) -> Outcome:
    return seen(client, snippet(Reference, "list"), showing=site.reference.title)


@attempt("add a reference", may="AE")
def add_reference(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Reference, "add"), REFERENCE_FORM)
    return response, Reference.objects.filter(title="A new reference").exists()


@attempt("change a reference", may="AE")
def change_reference(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Reference, "edit", site.reference.pk), REFERENCE_FORM)
    return response, Reference.objects.filter(title="A new reference").exists()


@attempt("delete a reference that nothing uses", may="A")
def delete_reference(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Reference, "delete", site.reference.pk))
    return response, not Reference.objects.filter(pk=site.reference.pk).exists()

"""Patients' permissions."""

from __future__ import annotations

from django.test import Client

from pages.consent.models import Authorization
from tests.factories.consent import LEGAL_NAME, PDF, upload
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, attempt, seen, snippet


@attempt("see the authorizations", may="AER")
def see_authorizations(client: Client, site: RolesSite) -> Outcome:
    url = snippet(Authorization, "list")
    response, done = seen(client, url, showing=site.authorization.reference_code)
    assert LEGAL_NAME not in response.content.decode()
    return response, done


@attempt("see the terms of an authorization", may="AER")
def inspect_authorization(client: Client, site: RolesSite) -> Outcome:
    url = snippet(Authorization, "inspect", site.authorization.pk)
    response, done = seen(client, url, showing=site.authorization.reference_code)
    assert LEGAL_NAME not in response.content.decode()
    return response, done


@attempt("see a patient's legal name", may="AE")
def see_legal_name(client: Client, site: RolesSite) -> Outcome:
    return seen(client, snippet(Authorization, "edit", site.authorization.pk), showing=LEGAL_NAME)


@attempt("download a signed document", may="AER")
def download(client: Client, site: RolesSite) -> Outcome:
    response = client.get(snippet(Authorization, "scan", site.authorization.pk))
    sent = response.status_code == 200 and response.streaming
    return response, sent and b"".join(response.streaming_content) == PDF


@attempt("add an authorization", may="AE")
def add_authorization(client: Client, site: RolesSite) -> Outcome:
    data = {
        "reference_code": "A-42",
        "patient_legal_name": LEGAL_NAME,
        "scan": upload(),
        "uses": ["quotation"],
        "purpose": "To tell others.",
        "channels": ["website"],
        "languages": ["en"],
        "signed_on": "2024-01-15",
        "expires_on": "2999-01-15",
        "expires_event": "",
        "revoked_on": "",
    }
    response = client.post(snippet(Authorization, "add"), data)
    return response, Authorization.objects.filter(reference_code="A-42").exists()


@attempt("delete an authorization that no page rests on", may="A")
def delete_authorization(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Authorization, "delete", site.authorization.pk))
    return response, not Authorization.objects.filter(pk=site.authorization.pk).exists()

"""Entering the admin and looking around."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import EVERYBODY, Outcome, attempt, seen


@attempt("enter the admin", may=EVERYBODY)
def enter(client: Client, site: RolesSite) -> Outcome:
    return seen(client, reverse("wagtailadmin_home"))


@attempt("explore the English pages", may="AEN", elsewhere="S", language="en")
@attempt("explore the Spanish pages", may="AES", elsewhere="N", language="es")
def explore(client: Client, site: RolesSite, *, language: str) -> Outcome:
    pages = site.pages[language]
    return seen(
        client, reverse("wagtailadmin_explore", args=[pages.index.pk]), showing=pages.live.title
    )


@attempt("see the list of blockers of an English draft", may="AE", language="en")
@attempt("see the list of blockers of a Spanish draft", may="AE", language="es")
def read_blockers(client: Client, site: RolesSite, *, language: str) -> Outcome:
    return seen(client, reverse("pages_review:blockers", args=[site.pages[language].draft.pk]))


@attempt("see the review queue", may="R")
def see_queue(client: Client, site: RolesSite) -> Outcome:
    return seen(client, reverse("pages_review:queue"), showing="Waiting en")


@attempt("see the list of translations", may="AESN")
def see_worklist(client: Client, site: RolesSite) -> Outcome:
    return seen(client, reverse("firma_translation:worklist"))

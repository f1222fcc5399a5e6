"""What administrators alone do."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, attempt, seen


@attempt("see the accounts", may="A", url_name="wagtailusers_users:index")
@attempt("see the groups", may="A", url_name="wagtailusers_groups:index")
@attempt("see the sites", may="A", url_name="wagtailsites:index")
@attempt("see the languages", may="A", url_name="wagtaillocales:index")
@attempt("see the workflows", may="A", url_name="wagtailadmin_workflows:index")
@attempt("see the redirects", may="A", url_name="wagtailredirects:index")
@attempt("see the collections", may="A", url_name="wagtailadmin_collections:index")
def see_settings(client: Client, site: RolesSite, *, url_name: str) -> Outcome:
    return seen(client, reverse(url_name))


@attempt("make an account a superuser", may="A")
def promote(client: Client, site: RolesSite) -> Outcome:
    user = site.users["nobody"]
    data = {
        "username": user.username,
        "email": "x@example.org",
        "first_name": "No",
        "last_name": "Body",
        "is_superuser": "on",
        "is_active": "on",
    }
    response = client.post(reverse("wagtailusers_users:edit", args=[user.pk]), data)
    return response, get_user_model().objects.get(pk=user.pk).is_superuser

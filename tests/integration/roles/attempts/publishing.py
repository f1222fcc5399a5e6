"""Taking pages to the public and off it, and deleting them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from pages.content.condition import ConditionPage
from tests.factories.page_form import empty_form
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, address, attempt, stored


@attempt("publish an unsigned English draft", may="", language="en", which="draft")
@attempt("publish an unsigned Spanish draft", may="", language="es", which="draft")
@attempt("publish an English page in review", may="", language="en", which="waiting")
@attempt("publish a Spanish page in review", may="", language="es", which="waiting")
def publish(client: Client, site: RolesSite, *, language: str, which: str) -> Outcome:
    page = getattr(site.pages[language], which)
    data = empty_form(
        ConditionPage, title=page.title, slug=page.slug, **{"action-publish": "action-publish"}
    )
    response = client.post(address("edit", page.pk), data)
    return response, stored(page).live


@attempt("publish an unsigned draft by the admin's own API", may="", which="draft")
@attempt("publish a signed page by the admin's own API", may="A", which="withdrawn")
def publish_by_api(client: Client, site: RolesSite, *, which: str) -> Outcome:
    page = getattr(site.pages["en"], which)
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, "publish"])
    return client.post(url), stored(page).live


def bulk(client: Client, action: str, *pages: Page, **data: Any) -> HttpResponse:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?{query}", data)


@attempt("bulk publish an English draft", may="", language="en", which="draft")
@attempt("bulk publish a Spanish draft", may="", language="es", which="draft")
@attempt("bulk publish a signed English page", may="A", language="en", which="withdrawn")
@attempt("bulk publish a signed Spanish page", may="A", language="es", which="withdrawn")
def bulk_publish(client: Client, site: RolesSite, *, language: str, which: str) -> Outcome:
    page = getattr(site.pages[language], which)
    return bulk(client, "publish", page), stored(page).live


@attempt("bulk publish the English list with all below it", may="", language="en")
@attempt("bulk publish the Spanish list with all below it", may="", language="es")
def bulk_publish_below(client: Client, site: RolesSite, *, language: str) -> Outcome:
    pages = site.pages[language]
    response = bulk(client, "publish", pages.index, include_descendants="on")
    assert not stored(pages.waiting).live
    return response, stored(pages.draft).live


@attempt("unpublish a live English page", may="A", language="en")
@attempt("unpublish a live Spanish page", may="A", language="es")
def unpublish(client: Client, site: RolesSite, *, language: str) -> Outcome:
    live = site.pages[language].live
    return client.post(address("unpublish", live.pk)), not stored(live).live


@attempt("bulk unpublish a live English page", may="A", language="en")
@attempt("bulk unpublish a live Spanish page", may="A", language="es")
def bulk_unpublish(client: Client, site: RolesSite, *, language: str) -> Outcome:
    live = site.pages[language].live
    return bulk(client, "unpublish", live), not stored(live).live


@attempt("delete an English draft", may="AE", language="en", which="draft")
@attempt("delete a Spanish draft", may="AE", language="es", which="draft")
@attempt("delete a live English page", may="A", language="en", which="live")
@attempt("delete a live Spanish page", may="A", language="es", which="live")
def delete(client: Client, site: RolesSite, *, language: str, which: str) -> Outcome:
    page = getattr(site.pages[language], which)
    response = client.post(address("delete", page.pk))
    return response, not Page.objects.filter(pk=page.pk).exists()


@attempt("bulk delete an English draft", may="AE", language="en", which="draft")
@attempt("bulk delete a Spanish draft", may="AE", language="es", which="draft")
@attempt("bulk delete a live English page", may="A", language="en", which="live")
@attempt("bulk delete a live Spanish page", may="A", language="es", which="live")
def bulk_delete(client: Client, site: RolesSite, *, language: str, which: str) -> Outcome:
    page = getattr(site.pages[language], which)
    response = bulk(client, "delete", page)
    return response, not Page.objects.filter(pk=page.pk).exists()

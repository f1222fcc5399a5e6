"""Moving and copying pages."""

from __future__ import annotations

from django.test import Client
from wagtail.models import Page

from pages.content.condition import ConditionPage
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, address, attempt, stored


@attempt("move an English draft", may="AE", language="en", which="draft")
@attempt("move a Spanish draft", may="AE", language="es", which="draft")
@attempt("move a live English page", may="A", language="en", which="live")
@attempt("move a live Spanish page", may="A", language="es", which="live")
def move(client: Client, site: RolesSite, *, language: str, which: str) -> Outcome:
    page, elsewhere = getattr(site.pages[language], which), site.pages[language].elsewhere
    response = client.post(address("move_confirm", page.pk, elsewhere.pk))
    assert stored(page).live is page.live
    return response, stored(page).get_parent().pk == elsewhere.pk


@attempt("copy an English draft", may="AE", language="en", which="draft")
@attempt("copy a Spanish draft", may="AE", language="es", which="draft")
@attempt(
    "copy a live English page, to be live", may="", drafts="AE", language="en", publish_copies="on"
)
@attempt(
    "copy a live Spanish page, to be live", may="", drafts="AE", language="es", publish_copies="on"
)
@attempt("make an alias of a live English page", may="", drafts="AE", language="en", alias="on")
@attempt("make an alias of a live Spanish page", may="", drafts="AE", language="es", alias="on")
def copy(
    client: Client, site: RolesSite, *, language: str, which: str = "live", **posted: str
) -> Outcome:
    page, index = getattr(site.pages[language], which), site.pages[language].index
    data = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": index.pk, **posted}
    response = client.post(address("copy", page.pk), data)
    copied = ConditionPage.objects.child_of(index).filter(slug="a-copy").first()
    if copied is None or not posted:
        return response, copied is not None
    return response, copied.live or copied.alias_of_id is not None


@attempt("copy the whole English tree, to be live", may="A", publish_copies="on")
@attempt("make an alias of the whole English tree", may="A", alias="on")
def copy_tree(client: Client, site: RolesSite, **posted: str) -> Outcome:
    home = site.pages["en"].index.get_parent()
    data = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": home.get_parent().pk}
    response = client.post(address("copy", home.pk), {**data, "copy_subpages": "on", **posted})
    copied = Page.objects.filter(slug="a-copy").first()
    if copied is None:
        return response, False
    below = ConditionPage.objects.descendant_of(copied)
    # What nobody signed in its new place is a draft there, whatever was asked for.
    assert below.count() == 4
    assert not below.live().exists()
    return response, copied.live

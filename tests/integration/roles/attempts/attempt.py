"""What an attempt is, how it is registered, and where the screens are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories.site import RolesSite

Outcome = tuple[HttpResponse, bool]
Act = Callable[[Client, RolesSite], Outcome]

ROLES = {
    "A": "admin",
    "E": "editor",
    "S": "translator_es",
    "N": "translator_en",
    "R": "reviewer",
}
EVERYBODY = "AESNR"
OUTSIDERS = {"anonymous", "nobody"}

DONE = "done"
DRAFT = "a draft was saved"
ELSEWHERE = "led elsewhere"
LOGIN = "sent to the login page"
REFUSED = "refused in words"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One thing to try, with the initials of the roles that may do it, or a part of it.

    Attributes:
        drafts: roles that ask for more than they get, and get a draft.
        elsewhere: roles that are led to what they may see instead.
    """

    name: str
    act: Act
    may: str
    drafts: str = ""
    elsewhere: str = ""

    def expected(self, role: str) -> str:
        """Return how this should end for a role."""
        if role in OUTSIDERS:
            return LOGIN
        initial = next(initial for initial, name in ROLES.items() if name == role)
        if initial in self.may:
            return DONE
        if initial in self.drafts:
            return DRAFT
        return ELSEWHERE if initial in self.elsewhere else REFUSED


ATTEMPTS: list[Attempt] = []


def attempt(
    name: str, *, may: str, drafts: str = "", elsewhere: str = "", **kwargs: Any
) -> Callable[[Callable[..., Outcome]], Any]:
    """Register an attempt; further keyword arguments are passed on to it."""

    def register(act: Callable[..., Outcome]) -> Callable[..., Outcome]:
        def acted(client: Client, site: RolesSite) -> Outcome:
            return act(client, site, **kwargs)

        ATTEMPTS.append(Attempt(name, acted, may, drafts, elsewhere))
        return act

    return register


def stored(page: Page) -> Any:
    """Return the page as the database has it."""
    return Page.objects.get(pk=page.pk).specific


def address(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def snippet(model: type, name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_pages_{model._meta.model_name}:{name}", args=args)


def seen(client: Client, url: str, *, showing: str = "") -> Outcome:
    """Open a screen; it is seen when it is there, and shows this."""
    response = client.get(url)
    done = response.status_code == 200
    return response, done and (not showing or showing in response.content.decode())

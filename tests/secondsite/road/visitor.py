"""Somebody with a browser that has no scripts: opens addresses, fills in forms, presses buttons."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

PASSWORD = "correct horse battery staple"
FAULTS = ".error-message, .help-critical, .messages .error, .messages .warning"


class Visitor:
    """A window of the admin. CSRF tokens are checked, as they are in a browser.

    Attributes:
        address: of what is shown.
        shown: the document.
    """

    def __init__(self, username: str) -> None:
        """Log in."""
        self.client = Client(enforce_csrf_checks=True)
        self.open(reverse("wagtailadmin_login"))
        self.press(".login-form button", username=username, password=PASSWORD)
        assert self.address == reverse("wagtailadmin_home"), f"{username} is not let in"

    @property
    def words(self) -> str:
        """What can be read, in one line."""
        return " ".join(self.shown.get_text(" ").split())

    def open(self, address: str) -> None:
        """Go to an address."""
        self._show(self.client.get(address, follow=True), address)

    def follow(self, link: str) -> None:
        """Go where a link leads, which is chosen by CSS."""
        self.open(self._one(link)["href"])

    def press(self, button: str, **values: Any) -> None:
        """Fill in the form of a button, which is chosen by CSS, and press it.

        Args:
            button: CSS of one button.
            values: by name of field; those that are not given stay as the form shows them.
        """
        pressed = self._one(button)
        form = self.shown.find(id=pressed["form"]) if "form" in pressed.attrs else None
        form = form or pressed.find_parent("form")
        assert form is not None, f"{button} belongs to no form"
        data = _filled_in(form) | values
        if name := pressed.get("name"):
            data[name] = pressed.get("value", "")
        address = pressed.get("formaction") or form.get("action") or self.address
        self._show(self.client.post(address, data, follow=True), address)

    def tell(self, address: str, **values: str) -> dict[str, Any]:
        """Post what a script of the page would post, with the token that the page has."""
        token = self._one("input[name=csrfmiddlewaretoken]:first-of-type")["value"]
        response = self.client.post(address, values, headers={"x-csrftoken": token})
        assert response.status_code == 200, response.content.decode()
        answer: dict[str, Any] = response.json()
        return answer

    def expect(self, words: str) -> None:
        """Fail unless these words can be read."""
        if words in self.words:
            return
        faults = [" ".join(one.get_text(" ").split()) for one in self.shown.select(FAULTS)]
        raise AssertionError(f"“{words}” is not on {self.address}, but {faults or self.words}")

    def _one(self, selector: str) -> Tag:
        found = self.shown.select_one(selector)
        assert found is not None, f"No {selector} on {self.address}: {self.words}"
        return found

    def _show(self, response: Any, address: str) -> None:
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else address
        self.shown = BeautifulSoup(response.content, "html.parser")


def _filled_in(form: Tag) -> dict[str, Any]:
    """Return what a form would post as it stands, without any of its buttons."""
    data: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", "text")
        if not name or "disabled" in field.attrs or field.find_parent("template"):
            continue
        if kind in ("checkbox", "radio"):
            if "checked" in field.attrs:
                data.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "textarea":
            data[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            options = field.find_all("option")
            chosen = [option for option in options if "selected" in option.attrs] or options[:1]
            data[name] = [option.get("value", "") for option in chosen]
        elif kind not in ("submit", "button", "image", "file", "reset"):
            data[name] = field.get("value", "")
    return data

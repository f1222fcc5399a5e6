"""The list of rules about claims: what each looks for, how strict it is here, and examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views import View

from pages import claims
from pages.claims.rule import Examples, Rule
from pages.claims.site import site_choices

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SEVERITIES: dict[str, StrOrPromise] = {
    "block": pgettext_lazy("a rule", "must be settled"),
    "warn": pgettext_lazy("a rule", "warning"),
    "off": pgettext_lazy("a rule", "switched off"),
}
"""What a finding of a rule is, in words."""


@dataclass(frozen=True, slots=True)
class ListedRule:
    """One rule as this site applies it.

    Attributes:
        rule: the rule.
        severity: what its findings are here.
        is_changed: whether the site decided so.
        added: the phrases that the site added, by language.
    """

    rule: Rule
    severity: str
    is_changed: bool
    added: dict[str, list[str]]

    @property
    def words(self) -> StrOrPromise:
        """The severity in words."""
        return SEVERITIES[self.severity]

    @property
    def examples(self) -> list[tuple[str, Examples]]:
        """The examples by the code of their language."""
        return list(self.rule.examples.items())


def listed_rules() -> list[ListedRule]:
    """Return all rules as this site applies them."""
    choices = site_choices()
    return [
        ListedRule(
            rule=rule,
            severity=choices.severity_of(rule),
            is_changed=choices.severity_of(rule) != rule.severity,
            added={
                language: list(phrases)
                for language, phrases in choices.terms.get(rule.code, {}).items()
            },
        )
        for rule in claims.RULES
    ]


class ClaimRulesView(View):
    """Every rule with its source and its examples, to be read by anyone who works in the admin."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        context: dict[str, Any] = {
            "header_title": _("Rules about claims"),
            "header_icon": "list-ul",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": "", "label": _("Rules about claims")},
            ],
            "rules": listed_rules(),
        }
        return TemplateResponse(request, "pages/review/claim_rules.html", context)

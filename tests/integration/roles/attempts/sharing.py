"""Showing a draft to others."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from pages.delivery.drafts.models import DraftPreview
from tests.factories.drafts import share
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, attempt


@attempt("share an English draft by a link", may="AE", language="en")
@attempt("share a Spanish draft by a link", may="AE", language="es")
def share_draft(client: Client, site: RolesSite, *, language: str) -> Outcome:
    page = site.pages[language].draft
    response = client.post(reverse("pages_review:previews", args=[page.pk]))
    return response, DraftPreview.objects.filter(page_id=page.pk).exists()


@attempt("share the Spanish version of an English page", may="AES")
def share_translation(client: Client, site: RolesSite) -> Outcome:
    page = site.translation.get_target_instance()
    response = client.post(reverse("pages_review:previews", args=[page.pk]))
    return response, DraftPreview.objects.filter(page_id=page.pk).exists()


@attempt("revoke somebody else's preview of an English draft", may="AE", language="en")
@attempt("revoke somebody else's preview of a Spanish draft", may="AE", language="es")
def revoke_previews(client: Client, site: RolesSite, *, language: str) -> Outcome:
    page = site.pages[language].draft
    share(page)
    response = client.post(reverse("pages_review:previews", args=[page.pk]), {"revoke": "all"})
    return response, not DraftPreview.objects.filter(page_id=page.pk).exists()

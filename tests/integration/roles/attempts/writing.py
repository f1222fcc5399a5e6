"""Making pages, editing them, and handing them in for review."""

from __future__ import annotations

from typing import Any

from django.test import Client
from wagtail.models import WorkflowState

from pages.content.condition import ConditionPage
from pages.content.index import ProcedureIndexPage, TestimonialIndexPage
from pages.content.procedure import ProcedurePage
from pages.content.testimonial import TestimonialPage
from tests.factories.page_form import complete_condition_form, empty_form
from tests.factories.site import RolesSite
from tests.integration.roles.attempts.attempt import Outcome, address, attempt, stored

TYPES = {
    "condition": (ConditionPage, None),
    "procedure": (ProcedurePage, ProcedureIndexPage),
    "testimonial": (TestimonialPage, TestimonialIndexPage),
}


def create(client: Client, site: RolesSite, *, language: str, kind: str, **posted: str) -> Outcome:
    model, index_model = TYPES[kind]
    parent: Any = site.pages[language].index
    if index_model is not None:
        parent = index_model.objects.get(locale__language_code=language)
    url = address("add", "pages", model._meta.model_name, parent.pk)
    data = empty_form(model, title="Brand new", slug="brand-new", **posted)
    response = client.post(url, data)
    made = model.objects.filter(title="Brand new", locale__language_code=language).first()
    assert made is None or not made.live
    return response, made is not None


for _language, _word in (("en", "English"), ("es", "Spanish")):
    for _kind in TYPES:
        attempt(f"create a {_word} {_kind}", may="AE", language=_language, kind=_kind)(create)
    # It arrives as a draft: `create` insists that nothing is live.
    attempt(
        f"create a {_word} condition with “publish”",
        may="AE",
        language=_language,
        kind="condition",
        **{"action-publish": "1"},
    )(create)


@attempt("edit an English draft", may="AE", language="en", which="draft")
@attempt("edit a Spanish draft", may="AE", language="es", which="draft")
@attempt("edit a live English page", may="AE", language="en", which="live")
@attempt("edit a live Spanish page", may="AE", language="es", which="live")
@attempt("edit an English page in review", may="", language="en", which="waiting")
@attempt("edit a Spanish page in review", may="", language="es", which="waiting")
def edit(client: Client, site: RolesSite, *, language: str, which: str) -> Outcome:
    page = getattr(site.pages[language], which)
    data = empty_form(ConditionPage, title="Rewritten", slug=page.slug)
    response = client.post(address("edit", page.pk), data)
    assert stored(page).live is page.live
    return response, stored(page).get_latest_revision_as_object().title == "Rewritten"


@attempt("rename the list of conditions in English", may="AE", language="en")
@attempt("rename the list of conditions in Spanish", may="AE", language="es")
def rename_index(client: Client, site: RolesSite, *, language: str) -> Outcome:
    index = site.pages[language].index
    data = {
        "title": "Renamed",
        "slug": index.slug,
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
    }
    response = client.post(address("edit", index.pk), data)
    return response, stored(index).get_latest_revision_as_object().title == "Renamed"


@attempt("submit an English draft for review", may="AE", language="en")
@attempt("submit a Spanish draft for review", may="AE", language="es")
def submit(client: Client, site: RolesSite, *, language: str) -> Outcome:
    draft = site.pages[language].draft
    data = complete_condition_form(
        ConditionPage, site.reference, slug=draft.slug, **{"action-submit": "1"}
    )
    response = client.post(address("edit", draft.pk), data)
    return response, bool(stored(draft).workflow_in_progress)


@attempt("cancel the review of an English page", may="AE", language="en")
@attempt("cancel the review of a Spanish page", may="AE", language="es")
def cancel(client: Client, site: RolesSite, *, language: str) -> Outcome:
    waiting = site.pages[language].waiting
    data = complete_condition_form(
        ConditionPage, site.reference, slug=waiting.slug, **{"action-cancel-workflow": "1"}
    )
    response = client.post(address("edit", waiting.pk), data)
    return response, not WorkflowState.objects.active().for_instance(waiting).exists()

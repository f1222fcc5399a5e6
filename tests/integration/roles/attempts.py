"""What people try to do in the admin: each attempt posts what the browser would, and looks.

An attempt is a function of the visitor's client and the site; it returns the response and whether
the thing was done. `ATTEMPTS` names them, each with the roles that may.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, WorkflowState
from wagtail.test.utils.form_data import rich_text
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from pages.citations.models import Reference
from pages.consent.models import Authorization
from pages.content.condition import ConditionPage
from pages.content.index import ProcedureIndexPage, TestimonialIndexPage
from pages.content.procedure import ProcedurePage
from pages.content.testimonial import TestimonialPage
from pages.disclaimers.approvals import DisclaimerApproval
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.people.models import Person
from pages.review.models import Approval
from pages.translation.actions import submit_for_review
from tests.factories.consent import LEGAL_NAME, PDF, upload
from tests.factories.disclaimers import DisclaimerFactory
from tests.factories.page_form import complete_condition_form, empty_form
from tests.factories.review import PASSWORD
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


# Entering and looking around


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


# Writing


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


# Going public and leaving the public


@attempt("publish an unsigned English draft", may="", drafts="AE", language="en", which="draft")
@attempt("publish an unsigned Spanish draft", may="", drafts="AE", language="es", which="draft")
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


# Places


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


# Signing


def review_url(site: RolesSite, language: str) -> str:
    state = stored(site.pages[language].waiting).current_workflow_task_state
    return reverse("pages_review:review", args=[state.pk])


@attempt("sign an English page", may="R", language="en")
@attempt("sign a Spanish page", may="R", language="es")
def sign(client: Client, site: RolesSite, *, language: str) -> Outcome:
    url = review_url(site, language)
    form = getattr(client.get(url), "context", None) or {}
    content = form["sign_form"]["content"].value() if "sign_form" in form else "x"
    data = {"answer": "sign", "content": content, "confirm": "on", "password": PASSWORD}
    response = client.post(url, {**data, "comment": ""})
    waiting = stored(site.pages[language].waiting)
    assert waiting.live is Approval.objects.filter(page=waiting).exists()
    return response, waiting.live


@attempt("send an English page back", may="R", language="en")
@attempt("send a Spanish page back", may="R", language="es")
def send_back(client: Client, site: RolesSite, *, language: str) -> Outcome:
    data = {"answer": "send_back", "comment": "Say which crystals."}
    response = client.post(review_url(site, language), data)
    state = stored(site.pages[language].waiting).current_workflow_state
    return response, state.status == WorkflowState.STATUS_NEEDS_CHANGES


@attempt("sign in the page editor without a password", may="", action="approve")
@attempt("send back in the page editor", may="", action="reject", comment="Which crystals?")
def answer_in_editor(client: Client, site: RolesSite, *, action: str, comment: str = "") -> Outcome:
    waiting = site.pages["en"].waiting
    data = empty_form(ConditionPage, title="Rewritten", slug=waiting.slug) | {
        "action-workflow-action": "1",
        "workflow-action-name": action,
        "workflow-action-extra-data": json.dumps({"comment": comment}),
    }
    before = stored(waiting).current_workflow_task_state.status
    response = client.post(address("edit", waiting.pk), data)
    state = stored(waiting).current_workflow_task_state
    # Whoever answers a review does not write in it on the way.
    assert stored(waiting).get_latest_revision_as_object().title == waiting.title
    return response, state.status != before


# Translating


@attempt("start the Spanish translation of an English page", may="AES")
def start_translation(client: Client, site: RolesSite) -> Outcome:
    source = site.pages["en"].withdrawn
    url = reverse("firma_translation:start", args=[source.pk])
    response = client.post(url, {"language": "es"})
    spanish = Locale.objects.get(language_code="es")
    return response, source.get_translation_or_none(spanish) is not None


@attempt("start the English translation of a Spanish page", may="AEN")
def start_english_translation(client: Client, site: RolesSite) -> Outcome:
    source = site.pages["es"].live
    url = reverse("firma_translation:start", args=[source.pk])
    response = client.post(url, {"language": "en"})
    english = Locale.objects.get(language_code="en")
    return response, source.get_translation_or_none(english) is not None


@attempt("edit a Spanish segment", may="AES")
def edit_segment(client: Client, site: RolesSite) -> Outcome:
    translation = site.translation
    segment = StringSegment.objects.get(source=translation.source, context__path="title")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = client.generic(
        "PUT", url, "value=Mejor", content_type="application/x-www-form-urlencoded"
    )
    return response, StringTranslation.objects.filter(data="Mejor").exists()


@attempt("save the draft of a translation", may="AES", button="firma-save-draft")
@attempt("submit a translation for review", may="AES", button="firma-submit-for-review")
def post_translation(client: Client, site: RolesSite, *, button: str) -> Outcome:
    target = site.translation.get_target_instance()
    response = client.post(address("edit", target.pk), {button: "1"})
    if button == "firma-save-draft":
        return response, stored(target).title.startswith("ES ")
    return response, bool(stored(target).workflow_in_progress)


@attempt("cancel the review of a translation", may="AES")
def cancel_translation(client: Client, site: RolesSite) -> Outcome:
    target = site.translation.get_target_instance()
    submit_for_review(translation=site.translation, user=site.users["translator_es"])
    response = client.post(address("edit", target.pk), {"firma-cancel-review": "1"})
    return response, not stored(target).workflow_in_progress


@attempt("change a Spanish segment in review", may="")
def edit_segment_in_review(client: Client, site: RolesSite) -> Outcome:
    submit_for_review(translation=site.translation, user=site.users["translator_es"])
    return edit_segment(client, site)


@attempt("publish a translation with localize's button", may="")
def publish_translation(client: Client, site: RolesSite) -> Outcome:
    target = site.translation.get_target_instance()
    response = client.post(address("edit", target.pk), {"action": "publish"})
    return response, stored(target).live


@attempt("delete a translation that is not public", may="AE")
def delete_translation(client: Client, site: RolesSite) -> Outcome:
    target = site.translation.get_target_instance()
    response = client.post(address("delete", target.pk))
    return response, not Page.objects.filter(pk=target.pk).exists()


# Library, disclaimers, permissions to publish, people, files


REFERENCE_FORM = {
    "csl_type": "article-journal",
    "authors": "Smolen, J",
    "title": "A new reference",
    "year": "2016",
    "retraction_status": "unknown",
}


@attempt("see the references", may=EVERYBODY)
def see_references(client: Client, site: RolesSite) -> Outcome:
    return seen(client, snippet(Reference, "list"), showing=site.reference.title)


@attempt("add a reference", may="AE")
def add_reference(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Reference, "add"), REFERENCE_FORM)
    return response, Reference.objects.filter(title="A new reference").exists()


@attempt("change a reference", may="AE")
def change_reference(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Reference, "edit", site.reference.pk), REFERENCE_FORM)
    return response, Reference.objects.filter(title="A new reference").exists()


@attempt("delete a reference that nothing uses", may="A")
def delete_reference(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Reference, "delete", site.reference.pk))
    return response, not Reference.objects.filter(pk=site.reference.pk).exists()


def disclaimer_form(**changes: str) -> dict[str, str]:
    data = {"key": "new", "title": "A new disclaimer"}
    return {**data, "text": rich_text("<p>Ask a doctor.</p>"), **changes}


@attempt("see the disclaimers", may=EVERYBODY)
def see_disclaimers(client: Client, site: RolesSite) -> Outcome:
    return seen(client, snippet(Disclaimer, "list"))


@attempt("add a disclaimer in English", may="AE", language="en")
@attempt("add a disclaimer in Spanish", may="AE", language="es")
def add_disclaimer(client: Client, site: RolesSite, *, language: str) -> Outcome:
    response = client.post(f"{snippet(Disclaimer, 'add')}?locale={language}", disclaimer_form())
    made = Disclaimer.objects.filter(key="new", locale__language_code=language)
    return response, made.exists()


@attempt("change a disclaimer", may="AE")
def change_disclaimer(client: Client, site: RolesSite) -> Outcome:
    existing = Disclaimer.objects.filter(key="treatment-results").first()
    assert existing is not None
    data = disclaimer_form(key=existing.key)
    response = client.post(snippet(Disclaimer, "edit", existing.pk), data)
    return response, Disclaimer.objects.filter(title="A new disclaimer").exists()


@attempt("delete a disclaimer that nobody signed", may="A")
def delete_disclaimer(client: Client, site: RolesSite) -> Outcome:
    existing = DisclaimerFactory(key="unused", signed=False)
    response = client.post(snippet(Disclaimer, "delete", existing.pk))
    return response, not Disclaimer.objects.filter(pk=existing.pk).exists()


@attempt("delete a disclaimer that was signed", may="")
def delete_signed_disclaimer(client: Client, site: RolesSite) -> Outcome:
    existing = DisclaimerFactory(key="unused")
    response = client.post(snippet(Disclaimer, "delete", existing.pk))
    return response, not Disclaimer.objects.filter(pk=existing.pk).exists()


def a_translated_disclaimer() -> tuple[Translation, Disclaimer]:
    source = DisclaimerFactory(key="translated", text="<p>Ask a doctor.</p>")
    spanish = Locale.objects.get(language_code="es")
    translate_object(source, [spanish])
    translation = Translation.objects.get(source__object_id=source.translation_key)
    return translation, translation.get_target_instance()


@attempt("start the Spanish translation of a disclaimer", may="AES")
def start_disclaimer(client: Client, site: RolesSite) -> Outcome:
    source = DisclaimerFactory(key="translated")
    spanish = Locale.objects.get(language_code="es")
    url = reverse(
        "wagtail_localize:submit_snippet_translation", args=["pages", "disclaimer", source.pk]
    )
    response = client.post(url, {"locales": [spanish.pk]})
    return response, Disclaimer.objects.filter(key="translated", locale=spanish).exists()


@attempt("translate a segment of a disclaimer into Spanish", may="AES")
def translate_disclaimer(client: Client, site: RolesSite) -> Outcome:
    translation, _target = a_translated_disclaimer()
    segment = StringSegment.objects.get(source=translation.source, context__path="title")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = client.generic(
        "PUT", url, "value=Aviso", content_type="application/x-www-form-urlencoded"
    )
    return response, StringTranslation.objects.filter(data="Aviso").exists()


@attempt("save the translation of a disclaimer", may="AES", button="firma-save-wording")
@attempt("publish the translation of a disclaimer", may="AES", button="action", value="publish")
def save_disclaimer(client: Client, site: RolesSite, *, button: str, value: str = "1") -> Outcome:
    translation, target = a_translated_disclaimer()
    segment = StringSegment.objects.get(source=translation.source, context__path="title")
    StringTranslation.objects.create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        data="Aviso",
    )
    response = client.post(snippet(Disclaimer, "edit", target.pk), {button: value})
    version = target.versions.latest("version")
    assert not DisclaimerApproval.objects.filter(version=version).exists()
    return response, version.title == "Aviso"


@attempt("stop the translation of a disclaimer", may="AE")
def stop_disclaimer(client: Client, site: RolesSite) -> Outcome:
    translation, _target = a_translated_disclaimer()
    url = reverse("wagtail_localize:stop_translation", args=[translation.pk])
    response = client.post(url)
    translation.refresh_from_db()
    return response, not translation.enabled


def a_waiting_wording(language: str) -> DisclaimerVersion:
    disclaimer = DisclaimerFactory(key="waits", language=language, signed=False)
    version: DisclaimerVersion = disclaimer.versions.get()
    return version


@attempt("see the review of an English disclaimer", may="R", language="en")
@attempt("see the review of a Spanish disclaimer", may="R", language="es")
def see_wording(client: Client, site: RolesSite, *, language: str) -> Outcome:
    version = a_waiting_wording(language)
    return seen(client, reverse("pages_review:wording", args=[version.pk]), showing=version.title)


@attempt("sign an English disclaimer", may="R", language="en")
@attempt("sign a Spanish disclaimer", may="R", language="es")
def sign_disclaimer(client: Client, site: RolesSite, *, language: str) -> Outcome:
    version = a_waiting_wording(language)
    data = {
        "answer": "sign",
        "content": version.wording.fingerprint,
        "confirm": "on",
        "password": PASSWORD,
        "comment": "",
    }
    response = client.post(reverse("pages_review:wording", args=[version.pk]), data)
    return response, DisclaimerApproval.objects.filter(version=version).exists()


@attempt("send an English disclaimer back", may="R", language="en")
@attempt("send a Spanish disclaimer back", may="R", language="es")
def send_disclaimer_back(client: Client, site: RolesSite, *, language: str) -> Outcome:
    version = a_waiting_wording(language)
    data = {"answer": "send_back", "comment": "Say which number to call."}
    response = client.post(reverse("pages_review:wording", args=[version.pk]), data)
    return response, version.returns.exists()


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


PERSON_FORM = {"name": "New Person", "credentials": "", "languages": ["en"], "is_author": "on"}


@attempt("see the people", may="AER")
def see_people(client: Client, site: RolesSite) -> Outcome:
    return seen(client, snippet(Person, "list"), showing=site.person.name)


@attempt("add a person", may="A")
def add_person(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Person, "add"), PERSON_FORM)
    return response, Person.objects.filter(name="New Person").exists()


@attempt("change a person", may="A")
def change_person(client: Client, site: RolesSite) -> Outcome:
    response = client.post(snippet(Person, "edit", site.person.pk), PERSON_FORM)
    return response, Person.objects.filter(name="New Person").exists()


@attempt("add an image", may="AE")
def add_image(client: Client, site: RolesSite) -> Outcome:
    file = SimpleUploadedFile("new.png", get_test_image_file().file.getvalue())
    data = {"title": "New image", "file": file, "tags": "", "description": ""}
    response = client.post(reverse("wagtailimages:add"), data)
    return response, get_image_model().objects.filter(title="New image").exists()


# Administration


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

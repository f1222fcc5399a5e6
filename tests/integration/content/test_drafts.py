"""An editor can always save unfinished work, and is asked for the rest on submission."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from pages.models import ConditionPage, ProcedurePage, TestimonialPage
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    TestimonialPageFactory,
    home,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    return client


@pytest.fixture
def workflow():
    """A workflow on the whole tree, so that pages can be submitted."""
    workflow = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Look at it")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=home())


def posted(page, **fields):
    common = {
        "title": page.title,
        "slug": page.slug,
        "summary": "",
        "hero_image": "",
        "hero_alt": "",
        "body": streamfield([]),
        "listed_references": streamfield([]),
        "author": "",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "comments": inline_formset([]),
    }
    return nested_form_data({**common, **OWN_FIELDS[type(page)], **fields})


OWN_FIELDS = {
    ConditionPage: {
        "symptoms": streamfield([]),
        "stages_scale": "",
        "stages": streamfield([]),
        "causes": rich_text(""),
        "risk_factors": rich_text(""),
        "urgent_care": rich_text(""),
        "faq": streamfield([]),
        "codes": inline_formset([]),
        "treatments": inline_formset([]),
    },
    ProcedurePage: {
        "what_it_is": rich_text(""),
        "steps": streamfield([]),
        "preparation": rich_text(""),
        "recovery": rich_text(""),
        "follow_up": rich_text(""),
        "criteria": streamfield([]),
        "risks": rich_text(""),
        "adverse_effects": streamfield([]),
        "alternatives": rich_text(""),
        "outcomes": streamfield([]),
        "regulatory_status": streamfield([]),
        "faq": streamfield([]),
        "conditions": inline_formset([]),
    },
    TestimonialPage: {
        "quotation": "",
        "quotation_language": "",
        "original_quotation": "",
        "display_name": "",
        "condition": "",
        "procedure": "",
        "story_date": "",
        "photograph": "",
        "photograph_alt": "",
        "expected_results": rich_text(""),
        "material_connection": "",
        "material_connection_details": "",
        "authorization": "",
    },
}


def listed(*items):
    """Form data of a list block."""
    data = {
        str(at): {"value": item, "deleted": "", "order": str(at), "type": "item", "id": ""}
        for at, item in enumerate(items)
    }
    return {"count": str(len(items)), **data}


def step(**changes):
    return {
        "title": "",
        "description": rich_text(""),
        "minimum_minutes": "",
        "maximum_minutes": "",
        **changes,
    }


EMPTY_BODY = [
    ("section", {"heading": "", "text": rich_text("")}),
    (
        "study_summary",
        {"reference": "", "design": "", "participants": "0", "outcome": rich_text("")},
    ),
    ("steps", {"heading": "", "steps": listed(step(minimum_minutes="9", maximum_minutes="3"))}),
    ("criteria", {"heading": "", "include": listed(), "exclude": listed()}),
    (
        "outcome",
        {
            "label": "",
            "numerator": "9",
            "denominator": "0",
            "period": "",
            "instrument": "",
            "reference": "",
            "note": rich_text(""),
        },
    ),
    ("adverse_effects", {"heading": "", "effects": listed()}),
    (
        "comparison",
        {"heading": "", "intervention": "", "comparator": "", "text": rich_text("")},
    ),
    ("image", {"image": "", "alt_text": "", "caption": rich_text("")}),
    ("callout", {"kind": "", "title": "", "text": rich_text("")}),
    (
        "table",
        {
            "caption": "",
            "header": listed("", ""),
            "rows": listed({"cells": listed(rich_text(""))}),
            "note": rich_text(""),
        },
    ),
    ("call_to_action", {"text": "", "label": "", "page": "", "url": "not an address"}),
]


def draft_of(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def edit(client, page, data):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


@pytest.mark.parametrize(
    "factory", [ConditionPageFactory, ProcedurePageFactory, TestimonialPageFactory]
)
def test_a_draft_with_nothing_in_it_is_saved(editor, factory):
    page = factory()
    response = edit(editor, page, posted(page, title="Another title"))
    assert response.status_code == 302
    assert draft_of(page).title == "Another title"


def test_a_draft_with_every_block_unfinished_and_contradictory_is_saved(editor):
    page = ConditionPageFactory()
    response = edit(editor, page, posted(page, body=streamfield(EMPTY_BODY)))
    assert response.status_code == 302
    body = draft_of(page).body
    assert [block.block_type for block in body] == [name for name, _ in EMPTY_BODY]
    assert (body[4].value["numerator"], body[4].value["denominator"]) == (9, 0)
    assert body[10].value["url"] == "not an address"


def test_a_draft_with_wrong_codes_is_saved(editor):
    page = ConditionPageFactory()
    symptom = {
        "name": "",
        "code_system": "icd-10",
        "code": "nonsense",
        "description": rich_text(""),
        "children": listed({"name": "", "code_system": "", "code": "D1"}),
    }
    data = posted(
        page,
        symptoms=streamfield([("symptom", symptom)]),
        codes=inline_formset(
            [{"system": "icd-10", "code": "nonsense"}, {"system": "mesh", "code": ""}]
        ),
    )
    assert edit(editor, page, data).status_code == 302
    draft = draft_of(page)
    assert draft.symptoms[0].value["code"] == "nonsense"
    assert [code.code for code in draft.codes.all()] == ["NONSENSE", ""]


def test_a_draft_with_an_empty_row_of_treatments_is_saved(editor):
    page = ConditionPageFactory()
    data = posted(page, treatments=inline_formset([{"procedure": ""}]))
    assert edit(editor, page, data).status_code == 302
    assert draft_of(page).treatments.count() == 0


def test_a_draft_in_whose_row_nothing_is_chosen_any_more_is_saved(editor):
    page = ConditionPageFactory(treatments=[{"procedure": ProcedurePageFactory()}])
    row = {"id": page.treatments.get().pk, "procedure": ""}
    data = posted(page, treatments=inline_formset([row], initial=1))
    assert edit(editor, page, data).status_code == 302
    assert draft_of(page).treatments.count() == 0


def test_a_draft_keeps_the_rows_in_which_something_is_chosen(editor):
    page, procedure = ConditionPageFactory(), ProcedurePageFactory()
    data = posted(page, treatments=inline_formset([{"procedure": procedure.pk}]))
    assert edit(editor, page, data).status_code == 302
    assert draft_of(page).treatments.get().procedure == procedure


def test_a_new_page_is_created_from_its_title_alone(editor):
    parent = ConditionPageFactory().get_parent()
    address = reverse("wagtailadmin_pages:add", args=["pages", "conditionpage", parent.pk])
    unsaved = ConditionPage(title="New", slug="new")
    assert editor.post(address, posted(unsaved)).status_code == 302
    assert not ConditionPage.objects.get(slug="new").live


@pytest.mark.parametrize(
    "factory", [ConditionPageFactory, ProcedurePageFactory, TestimonialPageFactory]
)
def test_a_submission_shows_an_error_at_each_required_field(editor, workflow, factory):
    page = factory()
    data = posted(page) | {"action-submit": "1"}
    response = edit(editor, page, data)
    assert response.status_code == 200
    errors = response.context["form"].errors
    assert set(errors) == set(page.required_fields) - {"title"}
    assert page.current_workflow_state is None


def test_a_submission_shows_an_error_in_each_unfinished_block(editor, workflow):
    page = ConditionPageFactory()
    data = posted(page, body=streamfield(EMPTY_BODY)) | {"action-submit": "1"}
    response = edit(editor, page, data)
    [error] = response.context["form"].errors.as_data()["body"]
    assert set(error.block_errors) == set(range(len(EMPTY_BODY)))
    assert "body" not in response.context["form"].cleaned_data


def test_a_draft_can_be_saved_again_after_a_refused_submission(editor, workflow):
    page = ConditionPageFactory()
    edit(editor, page, posted(page, body=streamfield(EMPTY_BODY)) | {"action-submit": "1"})
    assert edit(editor, page, posted(page, body=streamfield(EMPTY_BODY))).status_code == 302


def test_the_editor_shows_every_content_field_of_each_type(editor):
    for factory in (ConditionPageFactory, ProcedurePageFactory, TestimonialPageFactory):
        page = factory()
        form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
        shown = set(form.fields) | set(form.formsets)
        assert set(OWN_FIELDS[type(page)]) <= shown
        assert set(page.required_fields) <= shown


@pytest.mark.parametrize(
    "factory", [ConditionPageFactory, ProcedurePageFactory, TestimonialPageFactory]
)
def test_the_editor_marks_what_review_will_need(editor, factory):
    page = factory()
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    form = response.context["form"]
    assert {name for name in page.required_fields if form.fields[name].required} == set(
        page.required_fields
    )


def test_an_error_at_a_required_field_names_it(editor, workflow):
    page = ConditionPageFactory()
    response = edit(editor, page, posted(page, causes=rich_text("")) | {"action-submit": "1"})
    errors = response.context["form"].errors
    assert "“Author”" in errors["author"][0]
    assert "“Causes”" in errors["causes"][0]
    assert "“Body”" in errors["body"][0]


def test_an_unfinished_page_can_be_taken_back_out_of_review(editor, workflow):
    page = ConditionPageFactory()
    page.get_workflow().start(page, get_user_model().objects.get())
    response = edit(editor, page, posted(page) | {"action-cancel-workflow": "1"})
    assert response.status_code == 302
    assert ConditionPage.objects.get(pk=page.pk).current_workflow_state is None

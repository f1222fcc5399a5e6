from types import SimpleNamespace

import pytest
from wagtail.api import APIField

from pages.content.condition import ConditionPage
from pages.content.procedure import ProcedurePage
from pages.content.testimonial import TestimonialPage
from pages.delivery.page_types import base_label, document_fields, shaped_fields, type_fields

PRIVATE = {"authorization", "original_quotation", "listed_references", "owner", "draft_title"}


def page_type(label, **attributes):
    return type("Made", (), {"_meta": SimpleNamespace(label=label), **attributes})


@pytest.mark.parametrize("model", [ConditionPage, ProcedurePage, TestimonialPage])
def test_every_public_field_exists_on_its_type(model):
    names = {field.name for field in model._meta.get_fields()}

    assert set(document_fields(model)) - {"references", "disclaimers"} <= names


@pytest.mark.parametrize("model", [ConditionPage, ProcedurePage, TestimonialPage])
def test_no_private_field_is_among_them(model):
    assert not PRIVATE & set(document_fields(model))


def test_a_type_of_a_sites_own_names_its_fields_in_api_fields():
    model = page_type("clinic.LeafletPage", api_fields=["dose", APIField("form")])

    assert type_fields(model) == ("dose", "form")
    assert base_label(model) == "clinic.LeafletPage"


def test_a_type_that_derives_from_ours_has_our_fields_too():
    parent = page_type("pages.TestimonialPage")
    model = type(
        "Derived",
        (parent,),
        {"_meta": SimpleNamespace(label="clinic.StoryPage"), "api_fields": ["place"]},
    )

    assert base_label(model) == "pages.TestimonialPage"
    assert set(type_fields(model)) > {"display_name", "place"}
    assert shaped_fields(model) == ("quotation", "material_connection")

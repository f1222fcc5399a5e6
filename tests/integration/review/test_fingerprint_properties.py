"""One thing is changed anywhere in a page: its fingerprint says so exactly when its readers can.

What the public reads is its document. Whatever changes that, changes the fingerprint, without any
exception. What changes the fingerprint and not the document is declared here, and why.
"""

import functools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pages.delivery.documents import build_content
from pages.publishing.values import content_fields, content_relations
from pages.review import fingerprint, row_fingerprint
from tests.factories.citations import ReferenceFactory
from tests.factories.consent import AuthorizationFactory
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    a_reference,
    question,
)
from tests.factories.delivery import KINDS, an_image, draft, every_block
from tests.factories.mutation import changed, content_of, page_with, places
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

SIGNED_AND_NOT_PUBLIC = {
    "listed_references": "a plan for the editors; what the public reads follows from citations",
    "authorization": "private; but which permission a story rests on is part of what is signed",
    "quotation_language": "decides whether the original is shown, and is shown only with it",
    "original_quotation": "shown on translations only",
}

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20)


def a_page(kind):
    """Return a page of this type with everything in it that one can have, and other choices."""
    treatment = ProcedurePageFactory(slug="treatment")
    condition = ConditionPageFactory(slug="condition")
    picture = an_image(width=60, height=30)
    fields = {
        "hero_image": picture,
        "hero_alt": "A hand",
        "seo_title": "All about it",
        "body": every_block(a_reference(), image=picture, page=treatment),
        "listed_references": [{"type": "reference", "value": a_reference().pk}],
    }
    if kind == "condition":
        fields |= {
            "codes": [
                {"system": "icd-10", "code": "M05.79"},
                {"system": "mesh", "code": "D001172"},
            ],
            "treatments": [{"procedure": treatment}],
            "stages_scale": "A scale",
            "stages": [
                {"type": "stage", "value": {"name": name, "description": f"<p>{name}.</p>"}}
                for name in ("Early", "Late")
            ],
            "risk_factors": "<p>Smoking.</p>",
        }
    elif kind == "procedure":
        fields |= {
            "conditions": [{"condition": condition}],
            "follow_up": "<p>See us again.</p>",
            "faq": [question("en")],
        }
    else:
        fields |= {
            "procedure": treatment,
            "photograph": picture,
            "photograph_alt": "Ana in a park",
            "material_connection": "discount",
            "material_connection_details": "A discount.",
        }
    page = draft(kind, **fields)
    others = {
        "hero_image": an_image(width=60, height=30),
        "photograph": an_image(width=60, height=30),
        "image": an_image(width=60, height=30),
        "author": PersonFactory(),
        "reference": ReferenceFactory(),
        "page": condition,
        "procedure": ProcedurePageFactory(slug="another-treatment"),
        "condition": ConditionPageFactory(slug="another-condition"),
        "authorization": AuthorizationFactory(),
    }
    return page, others


@pytest.mark.parametrize("kind", KINDS)
def test_a_fingerprint_changes_exactly_with_what_the_public_reads(kind):
    page, others = a_page(kind)
    content = content_of(page)
    found = places(page, others=others)
    before = page_with(page, content)
    signed, public, row = fingerprint(before), build_content(before), row_fingerprint(before)

    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(found), words)
    def one_change(place, text):
        after = page_with(page, changed(content, place, text=text, others=others))

        reads_differently = build_content(after) != public
        is_another = fingerprint(after) != signed

        assert is_another or not reads_differently, place
        if place.field not in SIGNED_AND_NOT_PUBLIC:
            assert reads_differently or not is_another, place
        # What the page itself holds is covered by the fingerprint of its row as well.
        assert (row_fingerprint(after) != row) == is_another, place

    one_change()


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_of_any_one_thing_in_any_field_is_another_fingerprint(kind):
    """A field that is added later is among them, or is asked for by the last line."""
    page, others = a_page(kind)
    model, content = type(page), content_of(page)
    found = places(page, others=others)
    signed = fingerprint(page_with(page, content))
    change = functools.partial(changed, content, text=" and more", others=others)

    unnoticed = [
        str(place) for place in found if fingerprint(page_with(page, change(place))) == signed
    ]

    assert unnoticed == []
    assert {place.field for place in found} == {
        *(field.name for field in content_fields(model)),
        *(relation.get_accessor_name() for relation in content_relations(model)),
    }

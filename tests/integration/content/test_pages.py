"""Page types: where they live, how they begin, and what they need to be complete."""

import datetime

import pytest
from django.db.models import ProtectedError
from django.utils.translation import override
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from pages import models
from pages.content.completeness import Completeness
from pages.publishing import Stage, is_reviewed, registry
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    TestimonialPageFactory,
    a_reference,
    an_image,
    home,
    index_page,
    locale,
)

pytestmark = pytest.mark.django_db

REVIEWED = {
    models.ConditionPage: ConditionPageFactory,
    models.ProcedurePage: ProcedurePageFactory,
    models.TestimonialPage: TestimonialPageFactory,
}
each_type = pytest.mark.parametrize(
    ("model", "factory"), [pytest.param(*pair, id=pair[0].__name__) for pair in REVIEWED.items()]
)
each_language = pytest.mark.parametrize("language", ["en", "es"])


def found(page, stage=Stage.PUBLICATION):
    return [
        (blocker.code, blocker.field)
        for blocker in Completeness()(page, stage=stage)
        if blocker.blocks
    ]


# Places


def test_each_page_type_has_its_place_in_the_tree():
    assert models.HomePage.allowed_subpage_models() == [
        models.ConditionIndexPage,
        models.ProcedureIndexPage,
        models.TestimonialIndexPage,
    ]
    assert models.ConditionIndexPage.allowed_subpage_models() == [models.ConditionPage]
    assert models.ProcedureIndexPage.allowed_subpage_models() == [models.ProcedurePage]
    assert models.TestimonialIndexPage.allowed_subpage_models() == [models.TestimonialPage]


def test_a_home_page_stands_at_the_root_only():
    assert models.HomePage.allowed_parent_page_models() == [Page]


@each_type
def test_a_reviewed_page_has_no_pages_below_it(model, factory):
    assert model.allowed_subpage_models() == []


@each_language
def test_a_home_page_takes_one_index_of_each_kind(language):
    parent = home(language)
    assert models.ConditionIndexPage.can_create_at(parent)
    index_page(models.ConditionIndexPage, language)
    assert not models.ConditionIndexPage.can_create_at(home(language))


def test_index_pages_carry_no_medical_prose_and_need_no_review():
    for model in (models.HomePage, models.ConditionIndexPage):
        assert not is_reviewed(model)
        own = {field.name for field in model._meta.local_concrete_fields}
        assert own == {"page_ptr"}


@each_language
def test_a_language_has_its_own_tree(language):
    page = ConditionPageFactory(language=language, slug="lupus")
    assert page.url_path.startswith(f"/{language}/")
    assert page.locale == locale(language)


# Drafts


@each_language
@each_type
def test_a_page_begins_as_a_draft_that_may_be_empty(model, factory, language):
    page = factory(language=language)
    assert isinstance(page, model)
    assert not page.live
    page.full_clean()
    assert page.save_revision().pk


@each_type
def test_every_stated_field_exists(model, factory):
    names = {field.name for field in model._meta.get_fields()}
    assert set(model.reading_order) <= names
    assert set(model.required_fields) <= names
    assert {field.field_name for field in model.override_translatable_fields} <= names


# Completeness


@each_language
@each_type
def test_a_complete_page_has_no_blockers_of_its_own(model, factory, language):
    assert (
        list(Completeness()(factory(complete=True, language=language), stage=Stage.SIGNATURE)) == []
    )


@each_language
@each_type
def test_an_empty_page_lacks_every_required_field_but_its_title(model, factory, language):
    missing = {
        field for code, field in found(factory(language=language)) if code == "field.required"
    }
    assert missing >= set(model.required_fields) - {"title"}


@pytest.mark.parametrize(
    ("factory", "field"),
    [
        pytest.param(factory, field, id=f"{model.__name__}-{field}")
        for model, factory in REVIEWED.items()
        for field in model.required_fields
        if field != "title"
    ],
)
def test_each_required_field_blocks_when_it_is_emptied(factory, field):
    page = factory(complete=True)
    empty = page._meta.get_field(field)
    setattr(page, field, None if empty.null else [] if hasattr(empty, "stream_block") else "")
    assert ("field.required", field) in found(page)


def test_rich_text_without_a_word_counts_as_empty():
    page = ConditionPageFactory(complete=True, causes='<p data-block-key="x1y2z"></p>')
    assert found(page) == [("field.required", "causes")]


def test_a_required_field_is_named_by_its_label():
    page = ConditionPageFactory(complete=True, urgent_care="")
    [blocker] = Completeness()(page, stage=Stage.SUBMISSION)
    assert "“When to seek urgent care”" in str(blocker.message)


def test_the_rule_is_asked_whenever_a_page_moves_forward_but_not_of_a_standing_page():
    assert Completeness.stages == {Stage.SUBMISSION, Stage.SIGNATURE, Stage.PUBLICATION}
    assert any(isinstance(rule, Completeness) for rule in registry.requirements())


def test_a_main_image_needs_an_alternative_text():
    page = ConditionPageFactory(complete=True, hero_image=an_image())
    assert found(page) == [("field.required", "hero_alt")]
    page.hero_alt = "A hand"
    assert found(page) == []


def test_a_page_without_a_description_for_search_engines_is_warned_of_but_not_blocked():
    page = ConditionPageFactory(complete=True, search_description="")
    [blocker] = Completeness()(page, stage=Stage.PUBLICATION)
    assert (blocker.code, blocker.severity) == ("seo.description_missing", "warn")
    assert blocker.field == "search_description"


def test_an_unfinished_block_is_reported_with_its_field_and_position():
    page = ProcedurePageFactory(complete=True)
    page.outcomes = [
        {
            "type": "outcome",
            "value": {
                "label": "",
                "numerator": 9,
                "denominator": 3,
                "period": "1 month",
                "instrument": "Scale",
                "reference": a_reference().pk,
            },
        }
    ]
    messages = [str(blocker.message) for blocker in Completeness()(page, stage=Stage.PUBLICATION)]
    assert len(messages) == 2
    assert all(message.startswith("Outcomes, block 1 (Outcome): ") for message in messages)
    assert set(found(page)) == {("block.incomplete", "outcomes")}


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_message_is_computed_in_the_language_of_whoever_reads_it(language):
    page = ConditionPageFactory(complete=True, author=None)
    with override(language):
        [blocker] = Completeness()(page, stage=Stage.PUBLICATION)
        assert (
            str(page._meta.get_field("author").verbose_name).casefold()
            in str(blocker.message).casefold()
        )


# Condition


def test_a_condition_keeps_its_codes_in_their_usual_spelling():
    page = ConditionPageFactory(codes=[{"system": "icd-10", "code": "M05.79"}])
    code = page.codes.get()
    code.code = " m05.3+"
    code.clean()
    assert code.code == "M05.3†"
    assert str(code) == "ICD-10 M05.3†"


@pytest.mark.parametrize(
    ("system", "code", "blocks"),
    [
        ("icd-10", "M05.79", False),
        ("mesh", "D001172", False),
        ("mesh", "C05.550.114.154", False),
        ("icd-10", "D001172", True),
        ("mesh", "M05.79", True),
        ("icd-10", "", True),
    ],
)
def test_a_code_of_the_wrong_form_blocks_but_can_be_saved(system, code, blocks):
    page = ConditionPageFactory(complete=True, codes=[{"system": system, "code": code}])
    assert found(page) == ([("code.form", "codes")] if blocks else [])


def test_a_procedure_that_a_condition_discusses_cannot_be_deleted_behind_it():
    procedure = ProcedurePageFactory()
    page = ConditionPageFactory(treatments=[{"procedure": procedure}])
    assert page.treatments.get().procedure == procedure
    with pytest.raises(ProtectedError):
        procedure.delete()


# Procedure


@pytest.mark.parametrize(
    ("kept", "code"),
    [("include", "procedure.exclude_missing"), ("exclude", "procedure.include_missing")],
)
def test_a_procedure_says_who_may_and_who_may_not(kept, code):
    page = ProcedurePageFactory(complete=True)
    page.criteria = [{"type": kept, "value": {"text": "<p>Adults.</p>"}}]
    assert found(page) == [(code, "criteria")]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"risks": ""}, []),
        ({"adverse_effects": []}, []),
        ({"risks": "<p></p>", "adverse_effects": []}, [("procedure.risks_missing", "risks")]),
    ],
)
def test_a_procedure_says_what_can_go_wrong_in_one_way_or_the_other(changes, codes):
    assert found(ProcedurePageFactory(complete=True, **changes)) == codes


def test_a_procedure_lists_the_conditions_that_it_treats():
    condition = ConditionPageFactory()
    page = ProcedurePageFactory(conditions=[{"condition": condition}])
    assert [row.condition for row in page.conditions.all()] == [condition]


# Testimonial


@each_language
def test_the_original_follows_the_quotation_on_a_page_in_the_patients_language(language):
    page = TestimonialPageFactory(
        language=language, quotation="First words", quotation_language=language
    )
    assert page.original_quotation == "First words"
    page.quotation = "Other words"
    page.save()
    page.refresh_from_db()
    assert page.original_quotation == "Other words"


def test_the_original_follows_in_a_draft_that_is_stored_as_a_revision_only():
    page = TestimonialPageFactory(quotation="First", quotation_language="en")
    page.quotation = "Second"
    assert page.save_revision().as_object().original_quotation == "Second"


def test_the_original_is_left_alone_on_a_page_in_another_language():
    page = TestimonialPageFactory(
        quotation="I walk again.", quotation_language="es", original_quotation="Vuelvo a caminar."
    )
    page.save()
    assert page.original_quotation == "Vuelvo a caminar."


def test_a_copy_into_the_patients_language_does_not_overwrite_what_the_patient_said():
    source = TestimonialPageFactory(
        quotation="I walk again.", quotation_language="es", original_quotation="Vuelvo a caminar."
    )
    index_page(models.TestimonialIndexPage, "es")
    copy = source.copy_for_translation(locale("es"))
    copy.refresh_from_db()
    assert copy.quotation == "I walk again."
    assert copy.original_quotation == "Vuelvo a caminar."
    assert ("testimonial.not_the_original", "quotation") in found(copy)
    copy.quotation = "Vuelvo  a caminar."
    assert ("testimonial.not_the_original", "quotation") not in found(copy)


def translated_into_spanish(source):
    index_page(models.TestimonialIndexPage, "es")
    origin, _ = TranslationSource.update_or_create_from_instance(source)
    translation = Translation.objects.create(source=origin, target_locale=locale("es"))
    translation.save_target(publish=False)
    return source.get_translation(locale("es")).get_latest_revision_as_object()


def test_a_translation_into_the_patients_language_keeps_what_the_patient_said():
    source = TestimonialPageFactory(
        quotation="I walk again.", quotation_language="es", original_quotation="Vuelvo a caminar."
    )
    translation = translated_into_spanish(source)
    translation.quotation = "Camino otra vez."
    assert translation.save_revision().as_object().original_quotation == "Vuelvo a caminar."


def test_the_page_that_was_translated_still_leads_with_its_own_words():
    source = TestimonialPageFactory(quotation="First", quotation_language="en")
    assert translated_into_spanish(source).original_quotation == "First"
    source = models.TestimonialPage.objects.get(pk=source.pk)
    source.quotation = "Second"
    source.save()
    assert source.original_quotation == "Second"


def test_a_foreign_quotation_needs_its_original():
    page = TestimonialPageFactory(complete=True, quotation_language="fr")
    assert found(page) == [("testimonial.original_missing", "original_quotation")]
    page.original_quotation = "Je marche."
    assert found(page) == []


def test_a_testimonial_is_about_a_condition_or_a_procedure():
    page = TestimonialPageFactory(complete=True, condition=None)
    assert found(page) == [("testimonial.subject_missing", "condition")]
    page.procedure = ProcedurePageFactory()
    assert found(page) == []


@pytest.mark.parametrize(
    "connection", ["discount", "free_care", "payment", "employee_or_relative", "other"]
)
def test_a_material_connection_is_put_into_words(connection):
    page = TestimonialPageFactory(complete=True, material_connection=connection)
    assert found(page) == [("field.required", "material_connection_details")]
    page.material_connection_details = "Half the price."
    assert found(page) == []


def test_a_photograph_needs_an_alternative_text():
    page = TestimonialPageFactory(complete=True, photograph=an_image())
    assert found(page) == [("field.required", "photograph_alt")]


def test_a_permission_cannot_be_deleted_while_a_testimonial_relies_on_it():
    page = TestimonialPageFactory(complete=True)
    with pytest.raises(ProtectedError):
        page.authorization.delete()


def test_a_story_keeps_its_date():
    assert TestimonialPageFactory(complete=True).story_date == datetime.date(2024, 2, 1)

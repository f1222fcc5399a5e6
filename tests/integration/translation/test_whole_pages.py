"""Complete pages of every type on their way into Spanish: nothing gets lost, nothing is missed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import OverridableSegment, StringSegment

from pages.publishing import Stage, blockers
from pages.publishing.values import content_values
from pages.translation.actions import save_draft
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    TestimonialPageFactory,
    home,
)
from tests.factories.review import make_user
from tests.factories.translation import start_translation, translate

pytestmark = pytest.mark.django_db

TYPES = [ConditionPageFactory, ProcedurePageFactory, TestimonialPageFactory]
SHARED = ("reference", "numerator", "denominator", "minimum_minutes", "maximum_minutes", "code")


def spanish() -> Locale:
    """Return the language to translate into, with its tree."""
    home("es")
    return Locale.objects.get(language_code="es")


def values_of(content: Any, name: str) -> list[Any]:
    """Return everything stored under a name, wherever it is, in order."""
    if isinstance(content, list):
        return [found for item in content for found in values_of(item, name)]
    if isinstance(content, dict):
        here = [content[name]] if name in content else []
        return here + [found for item in content.values() for found in values_of(item, name)]
    return []


def translation_blockers(page: Any) -> list[str]:
    """Return the codes of what the translation itself lacks."""
    return [
        blocker.code
        for blocker in blockers(page, stage=Stage.SUBMISSION)
        if blocker.code.startswith("translation.")
    ]


@pytest.mark.parametrize("factory", TYPES)
def test_a_whole_page_is_ready_once_every_segment_is_translated(factory: Any) -> None:
    translation = start_translation(factory(complete=True), spanish())
    translate(translation)
    draft = save_draft(translation=translation, user=make_user()).as_object()
    assert translation_blockers(draft) == []


@pytest.mark.parametrize("factory", TYPES)
def test_each_untranslated_segment_of_a_whole_page_is_noticed(factory: Any) -> None:
    translation = start_translation(factory(complete=True), spanish())
    segments = StringSegment.objects.filter(source=translation.source).exclude(context__path="slug")
    draft = translation.get_target_instance().get_latest_revision_as_object()
    [blocker] = [
        found
        for found in blockers(draft, stage=Stage.SUBMISSION)
        if found.code == "translation.untranslated"
    ]
    assert str(blocker.message).startswith(f"{segments.count()} segments")


@pytest.mark.parametrize("factory", TYPES)
def test_numbers_codes_and_references_are_the_same_in_both_languages(factory: Any) -> None:
    source = factory(complete=True)
    translation = start_translation(source, spanish())
    translate(translation)
    draft = save_draft(translation=translation, user=make_user()).as_object()
    before, after = content_values(source), content_values(draft)
    for name in SHARED:
        assert values_of(before, name) == values_of(after, name)
    assert str(before).count("linktype") == str(after).count("linktype")


@pytest.mark.parametrize("factory", TYPES)
def test_the_editor_opens_on_a_whole_page_with_all_its_segments(
    client: Client, factory: Any
) -> None:
    translation = start_translation(factory(complete=True), spanish())
    client.force_login(make_user(is_superuser=True))
    target = translation.get_target_instance()
    response = client.get(reverse("wagtailadmin_pages:edit", args=[target.pk]))
    assert response.status_code == 200
    html = response.content.decode()
    segments = StringSegment.objects.filter(source=translation.source)
    assert html.count("data-firma-segment=") == segments.count()


@pytest.mark.parametrize("factory", TYPES)
def test_a_translator_is_not_offered_other_references_or_numbers(factory: Any) -> None:
    translation = start_translation(factory(complete=True), spanish())
    assert not OverridableSegment.objects.filter(source=translation.source).exists()

"""When the source changes: what is the same stays, and what changed begins with what was said."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.citations.models import Reference
from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.translation.actions import submit_for_review
from pages.translation.changes import CarryForward, SyncSource, SyncSummary, earlier_versions
from pages.translation.changes.carrying import CARRIED_FORWARD
from pages.translation.changes.syncing import SYNCED
from pages.translation.models import Origin
from pages.translation.provenance import provenance_of
from pages.translation.writing import SegmentRefused, WriteSegment, on_file
from tests.factories.content import (
    ConditionPageFactory,
    ProcedurePageFactory,
    TestimonialPageFactory,
    home,
)
from tests.factories.review import make_user
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_editor,
    make_translator,
    pretended,
    start_translation,
    translate,
)

SECTION = "11111111-1111-4111-8111-111111111111"
PARAGRAPHS = [
    "Rheumatoid arthritis inflames the lining of joints.",
    "Pain is worst in the morning, and gets better with movement.",
    "About one person in a hundred has it, most of them women.",
    "Treatment begins early: it keeps the bones from being damaged.",
    "Exercise and rest help in turns; ask your physiotherapist.",
]


@pytest.fixture
def translator(site: BilingualSite) -> Any:
    user = make_translator(site)
    Person.objects.create(name="Tomás Traductor", languages=["es"], is_translator=True, user=user)
    return user


@pytest.fixture
def translation(site: BilingualSite, translator: Any) -> Translation:
    """A whole translation of a page whose section has five paragraphs."""
    page = make_condition(site)
    set_paragraphs(page, PARAGRAPHS)
    started = start_translation(page, site.spanish, user=translator)
    translate(started, user=translator)
    return started


def set_paragraphs(page: Any, paragraphs: list[str]) -> None:
    """Write these paragraphs into the section, and one that cites."""
    key = Reference.objects.get().key
    cited = f'Read more <a linktype="citation" keys="{key}">[{key}]</a>.'
    page.body[0].value["text"].source = "".join(f"<p>{one}</p>" for one in [*paragraphs, cited])
    page.save()


def source_of(translation: Translation) -> Any:
    return translation.source.get_source_instance()


def sync(translation: Translation, user: Any = None) -> SyncSummary:
    summary = SyncSource(source=translation.source, user=user or make_user()).execute()
    translation.source.refresh_from_db()
    return summary


def segment_of(translation: Translation, source: str) -> StringSegment:
    found: StringSegment = (
        StringSegment.objects.select_related("string", "context")
        .filter(source=translation.source, string__data=source)
        .first()
    )
    assert found is not None
    return found


def texts_on_file(translation: Translation) -> dict[tuple[str, str], str]:
    """Return the translation of each address and source that the page would use."""
    rows = StringSegment.objects.filter(source=translation.source).annotate_translation(
        translation.target_locale
    )
    return {
        (row.context.path, row.string.data): row.translation
        for row in rows.select_related("context", "string")
    }


# What stays


def neighbours_change(page: Any) -> None:
    set_paragraphs(page, [PARAGRAPHS[0], "Quite another one.", *PARAGRAPHS[2:4], "And this."])


def paragraph_added(page: Any) -> None:
    set_paragraphs(page, [*PARAGRAPHS[:2], "A new thought in the middle.", *PARAGRAPHS[2:]])


def paragraphs_reordered(page: Any) -> None:
    set_paragraphs(page, PARAGRAPHS[::-1])


def all_in_one_list(page: Any) -> None:
    items = "".join(f"<li>{one}</li>" for one in PARAGRAPHS)
    page.body[0].value["text"].source = f"<ul>{items}</ul>"
    page.save()


def block_put_before(page: Any) -> None:
    page.body.insert(0, ("section", {"heading": "Before", "text": "<p>First of all.</p>"}))
    page.save()


def title_and_address_change(page: Any) -> None:
    page.title, page.slug = "Arthritis", "arthritis"
    page.save()


@pytest.mark.parametrize(
    "change",
    [
        neighbours_change,
        paragraph_added,
        paragraphs_reordered,
        all_in_one_list,
        block_put_before,
        title_and_address_change,
    ],
)
def test_every_unchanged_segment_keeps_its_translation(
    translation: Translation, change: Callable[[Any], None]
) -> None:
    before = texts_on_file(translation)
    change(source_of(translation))
    sync(translation)
    after = texts_on_file(translation)
    same = before.keys() & after.keys()
    assert len(same) >= len(before) - 2
    assert {place: after[place] for place in same} == {place: before[place] for place in same}
    assert all(after[place] for place in same)


def test_a_block_that_was_deleted_and_restored_has_its_translation_again(
    translation: Translation,
) -> None:
    before = texts_on_file(translation)
    page = source_of(translation)
    kept = json.loads(page.to_json())["body"]
    page.body = "[]"
    page.save()
    assert sync(translation).removed == len(PARAGRAPHS) + 2
    page.body = kept
    page.save()
    sync(translation)
    assert texts_on_file(translation) == before


def test_blocks_in_another_order_keep_everything(translation: Translation) -> None:
    page = source_of(translation)
    block_put_before(page)
    sync(translation)
    translate(translation)
    before = texts_on_file(translation)
    page = source_of(translation)
    page.body = json.dumps(json.loads(json.loads(page.to_json())["body"])[::-1])
    page.save()
    summary = sync(translation)
    assert summary == SyncSummary(kept=len(before))
    assert texts_on_file(translation) == before


def test_a_block_that_was_cut_and_pasted_takes_its_translation_along(
    translation: Translation, translator: Any
) -> None:
    page = source_of(translation)
    [block] = json.loads(json.loads(page.to_json())["body"])
    page.body = json.dumps([{**block, "id": "99999999-1111-4111-8111-111111111111"}])
    page.save()
    summary = sync(translation)
    assert (summary.moved, summary.changed, summary.new) == (len(PARAGRAPHS) + 2, 0, 0)
    assert all(texts_on_file(translation).values())
    moved = on_file(translation, segment_of(translation, PARAGRAPHS[0]))
    assert moved is not None
    assert moved.last_translated_by == translator


def test_a_machines_words_stay_the_machines_when_their_block_is_moved(
    translation: Translation, translator: Any
) -> None:
    segment = segment_of(translation, PARAGRAPHS[0])
    WriteSegment(
        translation=translation,
        segment=segment,
        text="Máquina",
        user=translator,
        origin=Origin.MACHINE,
    ).execute()
    page = source_of(translation)
    [block] = json.loads(json.loads(page.to_json())["body"])
    page.body = json.dumps([{**block, "id": "99999999-1111-4111-8111-111111111111"}])
    page.save()
    sync(translation)
    moved = on_file(translation, segment_of(translation, PARAGRAPHS[0]))
    assert moved is not None
    assert (moved.data, provenance_of(moved).is_confirmed) == ("Máquina", False)


def test_nothing_is_moved_while_the_page_is_in_review(
    translation: Translation, translator: Any
) -> None:
    submit_for_review(translation=translation, user=translator)
    page = source_of(translation)
    [block] = json.loads(json.loads(page.to_json())["body"])
    page.body = json.dumps([{**block, "id": "99999999-1111-4111-8111-111111111111"}])
    page.save()
    assert sync(translation).moved
    segment = segment_of(translation, PARAGRAPHS[0])
    assert on_file(translation, segment) is None
    assert earlier_versions(translation)[segment.pk].is_moved


@pytest.mark.django_db
@pytest.mark.parametrize(
    "factory", [ConditionPageFactory, ProcedurePageFactory, TestimonialPageFactory]
)
def test_a_change_of_one_text_touches_no_other_on_a_page_with_every_block(factory: Any) -> None:
    home("es")
    translation = start_translation(factory(complete=True), Locale.objects.get(language_code="es"))
    translate(translation)
    before = texts_on_file(translation)
    page = source_of(translation)
    page.title = f"{page.title} again"
    page.save()
    summary = sync(translation)
    assert (summary.kept, summary.changed, summary.new, summary.removed) == (
        StringSegment.objects.filter(source=translation.source).count() - 1,
        1,
        0,
        0,
    )
    after = texts_on_file(translation)
    assert {place: text for place, text in after.items() if place[0] != "title"} == {
        place: text for place, text in before.items() if place[0] != "title"
    }


EDITS = st.lists(
    st.one_of(
        st.sampled_from(PARAGRAPHS),
        st.sampled_from([f"{one[:-1]} today." for one in PARAGRAPHS]),
        st.sampled_from(["Completely new: ask a nurse.", "<b>Bold</b> words, and plain ones."]),
    ),
    max_size=7,
)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(EDITS, min_size=1, max_size=2))
def test_however_paragraphs_are_edited_nothing_that_was_translated_is_lost(
    translation: Translation, rounds: list[list[str]]
) -> None:
    translated = {
        (row.context.path, row.translation_of.data): row.data
        for row in StringTranslation.objects.select_related("context", "translation_of")
    }
    for paragraphs in rounds:
        set_paragraphs(source_of(translation), paragraphs)
        summary = sync(translation)
        after = texts_on_file(translation)
        total = StringSegment.objects.filter(source=translation.source).count()
        assert summary.kept + summary.moved + summary.changed + summary.new == total
        for place, text in after.items():
            if place in translated:
                assert text == translated[place]
        earlier = earlier_versions(translation)
        missing = {
            segment.pk: segment.string.data
            for segment in StringSegment.objects.filter(source=translation.source).select_related(
                "string", "context"
            )
            if not after[segment.context.path, segment.string.data]
        }
        assert set(earlier) <= set(missing)
        for found in earlier.values():
            assert found.target in translated.values()
            assert found.similarity >= 0.6
        set_paragraphs(source_of(translation), PARAGRAPHS)
        sync(translation)
        assert all(texts_on_file(translation).values())


# What changed


def test_a_changed_segment_begins_with_its_earlier_source_and_translation(
    translation: Translation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    changed = [PARAGRAPHS[0].replace("lining", "inner lining"), *PARAGRAPHS[1:]]
    set_paragraphs(source_of(translation), changed)
    sync(translation)
    with django_assert_num_queries(2):
        found = earlier_versions(translation)
    [earlier] = found.values()
    assert list(found) == [segment_of(translation, changed[0]).pk]
    assert earlier.source == PARAGRAPHS[0]
    assert earlier.target == earlier.starting_point == pretended(PARAGRAPHS[0])
    assert [(one.kind, one.text) for one in earlier.changes if one.kind != "same"] == [
        ("added", "inner ")
    ]
    assert 0.9 < earlier.similarity < 1
    assert earlier.translated_by == "Tomás Traductor"
    assert earlier.is_usable
    assert not earlier.is_moved


def test_many_changed_segments_cost_no_further_queries(
    translation: Translation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    set_paragraphs(source_of(translation), [f"{one[:-1]}, always." for one in PARAGRAPHS])
    sync(translation)
    with django_assert_num_queries(2):
        found = earlier_versions(translation)
    assert [one.source for one in found.values()] == PARAGRAPHS


def test_a_heading_offers_what_stood_there_however_different(translation: Translation) -> None:
    page = source_of(translation)
    page.title, page.slug = "Gout", "gout"
    page.save()
    sync(translation)
    found = {one.source: one.target for one in earlier_versions(translation).values()}
    assert found == {
        "Rheumatoid arthritis": "Artritis reumatoide",
        "rheumatoid-arthritis": "artritis-reumatoide",
    }


def test_an_earlier_version_is_found_over_several_changes(translation: Translation) -> None:
    for end in (", mostly.", ", mostly and at first."):
        changed = [f"{PARAGRAPHS[0][:-1]}{end}", *PARAGRAPHS[1:]]
        set_paragraphs(source_of(translation), changed)
        sync(translation)
    [earlier] = earlier_versions(translation).values()
    assert earlier.source == PARAGRAPHS[0]


def test_a_copied_text_is_offered_the_translation_of_its_twin(translation: Translation) -> None:
    page = source_of(translation)
    page.causes = f"<p>{PARAGRAPHS[2]}</p>"
    page.save()
    sync(translation)
    segment = StringSegment.objects.get(source=translation.source, context__path="causes")
    earlier = earlier_versions(translation)[segment.pk]
    assert earlier.is_moved
    assert earlier.similarity == 1
    assert earlier.target == pretended(PARAGRAPHS[2])


def test_a_text_that_stands_twice_in_one_place_has_its_earlier_version_in_both(
    translation: Translation,
) -> None:
    page = source_of(translation)
    changed = f"{PARAGRAPHS[0][:-1]}, too."
    set_paragraphs(page, [changed, *PARAGRAPHS[1:], changed])
    sync(translation)
    found = earlier_versions(translation)
    assert len(found) == 2
    assert {one.source for one in found.values()} == {PARAGRAPHS[0]}


def test_a_whole_translation_has_no_earlier_versions(translation: Translation) -> None:
    assert earlier_versions(translation) == {}


# Carrying forward


@pytest.fixture
def slip(translation: Translation) -> StringSegment:
    """A segment of which a letter was corrected."""
    page = source_of(translation)
    set_paragraphs(page, [PARAGRAPHS[0].replace("lining", "linning"), *PARAGRAPHS[1:]])
    sync(translation)
    translate(translation, user=translation.source.get_source_instance().owner)
    set_paragraphs(page, PARAGRAPHS)
    StringTranslation.objects.filter(translation_of__data=PARAGRAPHS[0]).delete()
    sync(translation)
    return segment_of(translation, PARAGRAPHS[0])


def test_a_slip_is_carried_forward_with_one_click_and_written_down(
    translation: Translation, slip: StringSegment, translator: Any
) -> None:
    written = CarryForward(translation=translation, segment=slip, user=translator).execute()
    assert written.data == pretended(PARAGRAPHS[0].replace("lining", "linning"))
    found = provenance_of(written)
    assert (found.origin, found.confirmed_by) == (Origin.CARRIED, "Tomás Traductor")
    entry = LedgerEntry.objects.get(action=CARRIED_FORWARD)
    assert entry.actor_id == translator.pk
    assert entry.page_id == translation.get_target_instance().pk
    assert "linning" in entry.data["old_source"]
    assert entry.data["new_source"] == PARAGRAPHS[0]
    assert {"kind": "added", "text": "lining"} in entry.data["changes"]
    with pytest.raises(SegmentRefused, match="nothing to carry"):
        CarryForward(translation=translation, segment=slip, user=translator).execute()


def test_who_is_not_qualified_carries_nothing(
    site: BilingualSite, translation: Translation, slip: StringSegment
) -> None:
    with pytest.raises(SegmentRefused, match="whose record lists Spanish"):
        CarryForward(translation=translation, segment=slip, user=make_translator(site)).execute()


def test_who_may_not_edit_the_page_carries_nothing(
    site: BilingualSite, translation: Translation, slip: StringSegment
) -> None:
    with pytest.raises(PermissionDenied):
        CarryForward(
            translation=translation, segment=slip, user=make_translator(site, language="en")
        ).execute()


def test_a_change_of_meaning_is_translated(translation: Translation, translator: Any) -> None:
    changed = PARAGRAPHS[2].replace("one person", "two persons")
    set_paragraphs(source_of(translation), [*PARAGRAPHS[:2], changed, *PARAGRAPHS[3:]])
    sync(translation)
    segment = segment_of(translation, changed)
    with pytest.raises(SegmentRefused, match="touches a number: translate it"):
        CarryForward(translation=translation, segment=segment, user=translator).execute()
    assert on_file(translation, segment) is None
    assert not LedgerEntry.objects.filter(action=CARRIED_FORWARD).exists()


def test_a_machines_words_that_nobody_confirmed_are_not_carried(
    translation: Translation, slip: StringSegment, translator: Any
) -> None:
    StringTranslation.objects.filter(translation_of__data__contains="linning").update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
    )
    with pytest.raises(SegmentRefused, match="nobody has confirmed"):
        CarryForward(translation=translation, segment=slip, user=translator).execute()


def test_nothing_is_carried_while_the_page_is_in_review(
    translation: Translation, translator: Any
) -> None:
    submit_for_review(translation=translation, user=translator)
    set_paragraphs(source_of(translation), [f"{PARAGRAPHS[0]}.", *PARAGRAPHS[1:]])
    sync(translation)
    segment = segment_of(translation, f"{PARAGRAPHS[0]}.")
    with pytest.raises(SegmentRefused, match="is in medical review"):
        CarryForward(translation=translation, segment=segment, user=translator).execute()


def test_the_button_answers_with_the_new_state_and_refuses_a_second_time(
    client: Client, translation: Translation, slip: StringSegment, translator: Any
) -> None:
    client.force_login(translator)
    url = reverse("firma_translation:carry_forward", args=[translation.pk, slip.pk])
    answer = client.post(url, headers={"accept": "application/json"})
    assert answer.json()["text"].startswith("ES ")
    again = client.post(url, headers={"accept": "application/json"})
    assert again.status_code == 400
    assert "nothing to carry" in again.json()["detail"]
    assert client.get(url).status_code == 405


# Bringing a source in


def test_syncing_says_what_became_of_the_segments_and_writes_it_down(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    editor = make_editor(site)
    page = source_of(translation)
    set_paragraphs(page, [f"{PARAGRAPHS[0][:-1]}, too.", *PARAGRAPHS[1:4], "Ask."])
    client.force_login(editor)
    url = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    html = client.post(url, follow=True).content.decode()
    total = StringSegment.objects.filter(source=translation.source).count()
    assert f"unchanged: {total - 2}, changed: 1, new: 1, removed: 1" in html
    assert "Nothing was published" in html
    entry = LedgerEntry.objects.get(action=SYNCED)
    assert entry.actor_id == editor.pk
    assert entry.page_id == translation.get_target_instance().pk
    assert (entry.data["kept"], entry.data["changed"]) == (total - 2, 1)

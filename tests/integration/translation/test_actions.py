"""Saving a translation as a draft and handing it to review."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import WorkflowState
from wagtail_localize.models import StringTranslation, Translation

from pages.content.condition import ConditionPage
from pages.ledger.models import LedgerEntry
from pages.publishing import PublicationRefused, Stage, SubmissionRefused, blockers
from pages.review import fingerprint
from pages.translation.actions import save_draft, submit_for_review, translated_draft
from tests.factories.review import make_reviewer, make_user, publish_signed, sign
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_translator,
    start_translation,
    translate,
)


@pytest.fixture
def translator(site: BilingualSite) -> Any:
    return make_translator(site)


@pytest.fixture
def translation(site: BilingualSite, translator: Any) -> Translation:
    """A translation into Spanish with every segment translated, not saved."""
    started = start_translation(make_condition(site), site.spanish, user=translator)
    translate(started, user=translator)
    return started


def target(translation: Translation) -> ConditionPage:
    """Return the Spanish page, read afresh."""
    page: ConditionPage = translation.get_target_instance()
    return page


def go_live(translation: Translation, translator: Any) -> ConditionPage:
    """Return the Spanish page, signed and live."""
    submit_for_review(translation=translation, user=translator)
    sign(target(translation), make_reviewer())
    return target(translation)


def test_a_draft_carries_the_translations_in_row_and_revision(
    translation: Translation, translator: Any
) -> None:
    revision = save_draft(translation=translation, user=translator)
    page = target(translation)
    assert revision.user == translator
    assert revision.as_object().title == page.title == "Artritis reumatoide"
    assert page.slug == "artritis-reumatoide"
    assert not page.live


def test_saving_a_draft_does_not_touch_the_row_of_a_live_translation(
    translation: Translation, translator: Any
) -> None:
    live = go_live(translation, translator)
    signed = fingerprint(live)
    translate(translation, user=translator, replacing={"Joint pain": "Dolor en las articulaciones"})
    revision = save_draft(translation=translation, user=translator)
    row = target(translation)
    assert row.live
    assert fingerprint(row) == signed
    assert row.symptoms[0].value["name"] == "Dolor articular"
    assert revision.as_object().symptoms[0].value["name"] == "Dolor en las articulaciones"
    assert row.has_unpublished_changes


def test_submitting_starts_the_medical_review_and_writes_it_down(
    translation: Translation, translator: Any
) -> None:
    state = submit_for_review(translation=translation, user=translator)
    page = target(translation)
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert page.workflow_in_progress
    assert not page.live
    entry = LedgerEntry.objects.get(action="translation.submitted")
    draft = page.get_latest_revision_as_object()
    assert entry.fingerprint == fingerprint(draft)
    assert entry.data["source_language"] == "en"
    assert entry.data["source_fingerprint"] == fingerprint(translation.source.as_instance())


def test_an_incomplete_translation_is_refused_with_words_and_its_draft_is_kept(
    translation: Translation, translator: Any
) -> None:
    StringTranslation.objects.filter(data="Qué es").delete()
    with pytest.raises(SubmissionRefused) as refused:
        submit_for_review(translation=translation, user=translator)
    assert "1 segment is not translated" in str(refused.value)
    page = target(translation)
    assert not page.workflow_in_progress
    assert page.get_latest_revision_as_object().title == "Artritis reumatoide"


def test_a_page_in_review_is_not_submitted_twice_and_not_changed_by_its_translator(
    translation: Translation, translator: Any
) -> None:
    submit_for_review(translation=translation, user=translator)
    before = target(translation).latest_revision_id
    with pytest.raises(SubmissionRefused):
        submit_for_review(translation=translation, user=translator)
    with pytest.raises(SubmissionRefused):
        save_draft(translation=translation, user=translator)
    assert target(translation).latest_revision_id == before


def test_a_page_that_was_sent_back_resumes_its_review(
    translation: Translation, translator: Any
) -> None:
    state = submit_for_review(translation=translation, user=translator)
    task_state = target(translation).current_workflow_task_state
    task_state.task.specific.on_action(
        task_state, make_reviewer(), "reject", comment="The second sentence is wrong."
    )
    translate(translation, user=translator, replacing={"Joint pain": "Dolores articulares"})
    resumed = submit_for_review(translation=translation, user=translator)
    page = target(translation)
    assert resumed.pk == state.pk
    assert page.workflow_in_progress
    assert page.current_workflow_task_state.revision_id == page.latest_revision_id


def test_without_a_workflow_the_submission_is_refused_with_words(
    translation: Translation, translator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConditionPage, "get_workflow", lambda self: None)
    with pytest.raises(SubmissionRefused, match="workflow"):
        submit_for_review(translation=translation, user=translator)
    assert target(translation).get_latest_revision_as_object().title == "Artritis reumatoide"


@pytest.mark.skipif(
    connection.vendor == "postgresql",
    reason="PostgreSQL has no room for it: refused at once, as test_a_title_without_room says",
)
def test_a_text_that_is_too_long_becomes_an_error_of_its_segment_and_nothing_is_lost(
    translation: Translation, translator: Any
) -> None:
    translate(translation, user=translator, replacing={"Rheumatoid arthritis": "a" * 300})
    save_draft(translation=translation, user=translator)
    recorded = StringTranslation.objects.get(context__path="title")
    assert recorded.has_error
    assert recorded.data == "a" * 300
    assert target(translation).title == "Rheumatoid arthritis"


def test_a_title_without_room_is_refused_in_words_or_kept_with_an_error(
    client: Any, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    segment = translation.source.stringsegment_set.get(context__path="title")
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = client.put(
        url, "value=" + "a" * 300, content_type="application/x-www-form-urlencoded"
    )
    if connection.vendor == "postgresql":
        assert response.status_code == 400
        assert "255" in response.json()["detail"]
    else:
        assert response.status_code in {200, 201}


def test_an_address_that_is_taken_gets_a_number(
    site: BilingualSite, translation: Translation, translator: Any
) -> None:
    site.enfermedades.add_child(
        instance=ConditionPage(title="Otra", slug="artritis-reumatoide", locale=site.spanish)
    )
    save_draft(translation=translation, user=translator)
    assert target(translation).slug == "artritis-reumatoide-1"


def test_the_translator_may_not_sign_but_another_reviewer_may(
    translation: Translation, translator: Any
) -> None:
    reviewer = make_reviewer()
    translate(translation, user=reviewer, replacing={"Joint pain": "Dolores articulares"})
    submit_for_review(translation=translation, user=translator)
    with pytest.raises(PublicationRefused):
        sign(target(translation), reviewer)
    sign(target(translation), make_reviewer())
    assert target(translation).live


def test_the_approval_names_the_english_signature_that_was_translated(
    site: BilingualSite, translator: Any
) -> None:
    english = publish_signed(make_condition(site))
    started = start_translation(english, site.spanish, user=translator)
    translate(started, user=translator)
    spanish = go_live(started, translator)
    assert (
        spanish.approvals.get().source_fingerprint
        == english.approvals.get().fingerprint
        == fingerprint(started.source.as_instance())
    )


def test_submitting_for_translation_creates_drafts_only_even_of_a_live_page(
    site: BilingualSite, translator: Any
) -> None:
    english = publish_signed(make_condition(site))
    started = start_translation(english, site.spanish, user=make_user())
    assert english.live
    assert not target(started).live


@pytest.mark.parametrize("publish", [True, False])
def test_localizes_own_save_cannot_change_what_is_live(
    translation: Translation, translator: Any, publish: bool
) -> None:
    signed = fingerprint(go_live(translation, translator))
    translate(translation, user=translator, replacing={"Joint pain": "Otra cosa"})
    with pytest.raises(PublicationRefused):
        translation.save_target(user=translator, publish=publish)
    page = target(translation)
    assert page.live
    assert fingerprint(page) == signed


def test_saving_and_judging_take_a_number_of_queries_that_does_not_grow_with_the_segments(
    site: BilingualSite, translator: Any
) -> None:
    def queries_of(sentences: int) -> int:
        page = make_condition(site, title=f"Page of {sentences}")
        page.causes = "".join(f"<p>Sentence {index}.</p>" for index in range(sentences))
        page.save()
        started = start_translation(page, site.spanish)
        translate(started)
        draft = translated_draft(started)
        with CaptureQueriesContext(connection) as captured:
            blockers(draft, stage=Stage.SUBMISSION)
        return len(captured)

    queries_of(1)
    assert queries_of(40) == queries_of(2)

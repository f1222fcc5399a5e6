"""What a translated page lacks before it can be reviewed, read from the page itself."""

from typing import Any

from wagtail_localize.models import StringTranslation

from pages.publishing import Stage, blockers
from pages.translation.actions import save_draft, translated_draft
from pages.translation.checks import SegmentPair, examine
from pages.translation.readiness import for_reviewer
from tests.factories.review import make_user
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    start_translation,
    translate,
)


def codes(page: Any, stage: Stage = Stage.SUBMISSION) -> dict[str, str]:
    """Return the translation's blockers by code, with their severity."""
    return {
        blocker.code: blocker.severity
        for blocker in blockers(page, stage=stage)
        if blocker.code.startswith("translation.")
    }


def cited_sentence() -> str:
    """Return the source segment that carries the citation."""
    return StringTranslation.objects.get(
        translation_of__data__contains="<a id="
    ).translation_of.data


def test_a_source_page_is_nobodys_translation(site: BilingualSite) -> None:
    assert codes(make_condition(site)) == {}


def test_a_page_that_was_just_started_lists_what_is_not_translated(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    draft = translation.get_target_instance().get_latest_revision_as_object()
    assert codes(draft) == {
        "translation.untranslated": "block",
        "translation.address_untranslated": "warn",
    }
    [blocker] = [
        found
        for found in blockers(draft, stage=Stage.SUBMISSION)
        if found.code == "translation.untranslated"
    ]
    assert "Rheumatoid arthritis" in blocker.quote


def test_a_page_with_every_segment_translated_and_saved_is_ready(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    translate(translation)
    draft = save_draft(translation=translation, user=make_user()).as_object()
    assert [found for found in blockers(draft, stage=Stage.SUBMISSION) if found.blocks] == []
    assert codes(draft) == {}


def test_the_citation_survives_translation_with_its_attributes(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    translate(translation)
    [section] = translated_draft(translation).body
    assert 'keys="smolen-2016"' in section.value["text"].source
    assert 'linktype="citation"' in section.value["text"].source


def test_a_dropped_citation_blocks_with_the_sentence(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    translate(translation)
    recorded = StringTranslation.objects.get(data__contains="<a id=")
    recorded.data = "Inflama las articulaciones."
    recorded.save()
    draft = translated_draft(translation)
    assert codes(draft) == {"translation.citation_lost": "block"}
    [blocker] = [
        found
        for found in blockers(draft, stage=Stage.SUBMISSION)
        if found.code == "translation.citation_lost"
    ]
    assert blocker.quote == "Inflama las articulaciones."
    assert blocker.field == "body"


def test_a_machine_translation_blocks_until_someone_saves_it(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    translate(translation)
    StringTranslation.objects.filter(data="Qué es").update(translation_type="machine")
    assert codes(translated_draft(translation)) == {"translation.machine_unconfirmed": "block"}
    StringTranslation.objects.filter(data="Qué es").update(translation_type="manual")
    assert codes(translated_draft(translation)) == {}


def test_markup_that_is_not_allowed_blocks_as_an_error(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    translate(translation, replacing={"What it is": "<h1>Qué es</h1>"})
    assert codes(translated_draft(translation)) == {"translation.error": "block"}


def test_a_draft_saved_before_the_segments_were_translated_blocks(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    translate(translation)
    stale = translation.get_target_instance().get_latest_revision_as_object()
    assert codes(stale, Stage.PUBLICATION)["translation.not_saved"] == "block"


def test_a_source_that_changed_since_it_was_brought_in_is_pointed_out(site: BilingualSite) -> None:
    page = make_condition(site)
    translation = start_translation(page, site.spanish)
    translate(translation)
    page.summary = "A chronic disease of the joints, and more."
    page.save()
    assert codes(translated_draft(translation)) == {"translation.source_changed": "warn"}


def test_new_text_of_a_synced_source_is_pointed_out_on_the_draft_saved_before(
    site: BilingualSite,
) -> None:
    page = make_condition(site)
    translation = start_translation(page, site.spanish)
    translate(translation)
    saved = save_draft(translation=translation, user=make_user()).as_object()
    page.risk_factors = "<p>Smoking.</p>"
    page.save()
    translation.source.update_from_db()
    assert codes(saved, Stage.PUBLICATION) == {"translation.source_changed": "warn"}
    assert codes(translated_draft(translation)) == {"translation.untranslated": "block"}


def test_a_page_whose_translation_was_stopped_is_judged_by_itself(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    translation.enabled = False
    translation.save()
    assert codes(translation.get_target_instance()) == {}


def test_what_a_reviewer_has_to_judge_waits_for_them_with_its_source(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    translate(translation)
    recorded = StringTranslation.objects.get(data__contains="<a id=")
    recorded.data = recorded.data.replace("ES", "ES 12")
    recorded.save()
    draft = translated_draft(translation)
    (waiting,) = [
        one for one in blockers(draft, stage=Stage.SUBMISSION) if one.code == "translation.number"
    ]
    assert waiting.awaits_judgement
    assert "12" in str(waiting.message)
    assert "The source says: “" in str(waiting.message)
    assert "[" not in waiting.quote
    (standing,) = [
        one for one in blockers(draft, stage=Stage.SIGNATURE) if one.code == "translation.number"
    ]
    assert standing.is_overridable
    assert standing.path


def test_what_was_judged_is_judged_again_when_its_source_changes() -> None:
    def key(source: str) -> str:
        pair = SegmentPair(
            index=0,
            path="body.1.text",
            source=source,
            target="Tome 100 mg.",
            recorded="Tome 100 mg.",
            source_language="en",
            target_language="es",
        )
        (finding,) = [one for one in examine([pair]) if one.code == "translation.number"]
        return for_reviewer(finding).key

    assert key("Take 10 mg.") == key("Take <b>10 mg</b>.")
    assert key("Take 10 mg.") != key("Take 20 mg.")

"""What is signed fills the memory, and what is withdrawn leaves it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from pages.content.condition import ConditionPage
from pages.disclaimers.models import Disclaimer
from pages.publishing import guards
from pages.review.models import Approval
from pages.review.withdrawal import Withdraw
from pages.translation.actions import submit_for_review
from pages.translation.memory.lookup import Suggestion, suggestions
from pages.translation.memory.models import MemoryPhrase, MemoryUnit, UnitOrigin, UnitState
from pages.translation.memory.rebuilding import rebuild
from pages.translation.memory.signed import remember_page
from pages.translation.wordings import SaveWording
from tests.factories.disclaimers import sign_wording
from tests.factories.review import make_reviewer, make_user, publish_signed, sign
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_translator,
    start_translation,
    translate,
)
from tests.integration.translation.memory.conftest import (
    KNOWN,
    SENTENCE,
    SENTENCE_ES,
    SignedPair,
    make_signed_pair,
    sign_spanish,
)

KNOWN_REST = {source: target for source, target in KNOWN.items() if source != SENTENCE}


def look_up(text: str, path: str = "", **options: object) -> list[Suggestion]:
    found = suggestions([(text, path)], source_language="en", target_language="es", **options)
    return found.get(0, [])


def test_signing_a_translation_fills_the_memory(signed: SignedPair) -> None:
    unit = MemoryUnit.objects.in_use().get(source=SENTENCE)
    assert unit.target == SENTENCE_ES
    assert (unit.source_language, unit.target_language) == ("en", "es")
    assert unit.approval == signed.approval
    assert unit.signed_at == signed.approval.signed_at
    assert unit.origin == UnitOrigin.PAGE
    assert unit.origin_title == "Artritis reumatoide"
    assert unit.path == "causes"
    assert not MemoryUnit.objects.filter(path="slug").exists()


def test_what_is_not_signed_is_not_remembered(site: BilingualSite) -> None:
    translation = start_translation(make_condition(site), site.spanish)
    translate(translation)
    assert not MemoryUnit.objects.exists()
    assert not MemoryPhrase.objects.exists()


def test_a_withdrawn_approval_takes_its_units_out_of_use(signed: SignedPair) -> None:
    assert look_up(SENTENCE)
    Withdraw(approval_id=signed.approval.pk, user=signed.reviewer).execute(reason="Wrong.")
    assert look_up(SENTENCE) == []
    assert not MemoryUnit.objects.in_use().exists()


def test_another_page_gets_what_was_signed(site: BilingualSite, signed: SignedPair) -> None:
    [found] = look_up(SENTENCE, "causes", translation_key=None)
    assert (found.text, found.score, found.in_context) == (SENTENCE_ES, 100, False)
    [found] = look_up(SENTENCE, "causes", translation_key=signed.english.translation_key)
    assert found.in_context


def test_the_same_words_in_two_places_are_one_phrase_and_one_suggestion(
    site: BilingualSite, signed: SignedPair
) -> None:
    make_signed_pair(site, title="Lupus")
    assert MemoryUnit.objects.filter(source=SENTENCE).count() == 2
    assert MemoryPhrase.objects.filter(units__source=SENTENCE).distinct().count() == 1
    [found] = look_up(SENTENCE)
    assert found.uses == 2


def test_like_sentences_are_found_with_their_score(signed: SignedPair) -> None:
    [found] = look_up("The immune system attacks healthy joints.")
    assert 70 <= found.score < 99
    assert found.text == SENTENCE_ES
    assert look_up("Something else entirely is written here.") == []


def test_signing_again_multiplies_nothing_and_renews(signed: SignedPair) -> None:
    before = MemoryUnit.objects.count()
    second = sign_spanish(
        signed.translation, translator=signed.translator, reviewer=signed.reviewer
    )
    assert second != signed.approval
    assert MemoryUnit.objects.count() == before
    assert MemoryUnit.objects.get(source=SENTENCE).approval == second


def test_a_later_signature_supersedes_what_the_same_place_said(signed: SignedPair) -> None:
    better = "El sistema inmunitario ataca a las articulaciones."
    translate(signed.translation, user=signed.translator, replacing={SENTENCE: better} | KNOWN_REST)
    sign_spanish(signed.translation, translator=signed.translator, reviewer=signed.reviewer)
    assert [one.text for one in look_up(SENTENCE)] == [better]
    older = MemoryUnit.objects.get(target=SENTENCE_ES)
    assert older.state == UnitState.SUPERSEDED
    # And what was signed before may be signed again.
    translate(
        signed.translation, user=signed.translator, replacing={SENTENCE: SENTENCE_ES} | KNOWN_REST
    )
    sign_spanish(signed.translation, translator=signed.translator, reviewer=signed.reviewer)
    assert [one.text for one in look_up(SENTENCE)] == [SENTENCE_ES]


def test_the_old_source_stays_for_when_it_returns(signed: SignedPair) -> None:
    changed = "The immune system attacks the lining of the joints."
    signed.english.causes = f"<p>{changed}</p>"
    publish_signed(signed.english)
    signed.translation.source.update_from_db()
    new = "El sistema inmunitario ataca el revestimiento de las articulaciones."
    translate(signed.translation, user=signed.translator, replacing={changed: new} | KNOWN_REST)
    sign_spanish(signed.translation, translator=signed.translator, reviewer=signed.reviewer)
    assert look_up(changed)[0].text == new
    assert look_up(SENTENCE)[0].text == SENTENCE_ES


def test_a_source_brought_in_during_the_review_is_not_paired_with_the_older_translation(
    site: BilingualSite,
) -> None:
    english = publish_signed(make_condition(site))
    translation = start_translation(english, site.spanish)
    translator, reviewer = make_translator(site), make_reviewer()
    translate(translation, user=translator, replacing={SENTENCE: SENTENCE_ES} | KNOWN_REST)
    submit_for_review(translation=translation, user=translator)
    changed = "Bacteria attack the joints."
    english.causes = f"<p>{changed}</p>"
    publish_signed(english)
    translation.source.update_from_db()
    sign(translation.get_target_instance(), reviewer)
    assert look_up(SENTENCE)[0].text == SENTENCE_ES
    assert look_up(changed) == []
    assert not MemoryUnit.objects.filter(source=changed).exists()


def test_a_patients_words_are_not_remembered(
    signed: SignedPair, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert remember_page(signed.spanish, signed.approval) is not None
    monkeypatch.setattr(ConditionPage, "authorization", None, raising=False)
    assert remember_page(signed.spanish, signed.approval) is None


def test_a_signed_disclaimer_is_remembered(site: BilingualSite) -> None:
    english = Disclaimer.objects.get(locale=site.english)
    Disclaimer.objects.get(locale=site.spanish)
    translation = start_translation(english, site.spanish)
    source = "This page does not replace a doctor."
    spanish = "Esta página no reemplaza al médico."
    translate(translation, replacing={source: spanish, "Medical information": "Información médica"})
    disclaimer = SaveWording(translation=translation, user=make_user()).execute()
    assert look_up(source) == []
    sign_wording(disclaimer)
    [found] = look_up(source)
    assert found.text == spanish
    assert found.origin == UnitOrigin.DISCLAIMER
    assert found.origin_title == "Información médica"


def test_the_memory_is_rebuilt_and_a_second_time_nothing_is_added(signed: SignedPair) -> None:
    before = set(MemoryUnit.objects.values_list("identity", "approval", "state"))
    assert before
    MemoryPhrase.objects.all().delete()
    assert not MemoryUnit.objects.exists()
    out, err = StringIO(), StringIO()
    call_command("rebuild_memory", stdout=out, stderr=err)
    assert set(MemoryUnit.objects.values_list("identity", "approval", "state")) == before
    assert f"Units added: {len(before)}, known: 0" in out.getvalue()
    assert "signatures" in err.getvalue()
    out = StringIO()
    call_command("rebuild_memory", "--format", "json", stdout=out, verbosity=0)
    report = json.loads(out.getvalue())
    assert (report["new"], report["known"], report["lost"]) == (0, len(before), [])


def test_what_is_offline_and_was_not_withdrawn_is_rebuilt_from_its_revision(
    signed: SignedPair,
) -> None:
    signed.spanish.unpublish()
    draft = ConditionPage.objects.get(pk=signed.spanish.pk)
    draft.causes = "<p>Otra cosa.</p>"
    draft.save()
    MemoryPhrase.objects.all().delete()
    list(rebuild())
    assert look_up(SENTENCE)[0].text == SENTENCE_ES


def test_a_withdrawn_approval_is_not_rebuilt(signed: SignedPair) -> None:
    Withdraw(approval_id=signed.approval.pk, user=signed.reviewer).execute(reason="Wrong.")
    MemoryPhrase.objects.all().delete()
    list(rebuild())
    assert not MemoryUnit.objects.exists()


def test_what_was_signed_and_is_nowhere_any_more_is_named(signed: SignedPair) -> None:
    with guards.suspended():
        ConditionPage.objects.filter(pk=signed.spanish.pk).update(causes="<p>Otra cosa.</p>")
        Approval.objects.filter(pk=signed.approval.pk).update(revision=None)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("rebuild_memory", stdout=out, stderr=StringIO())
    assert "not to be had any more" in out.getvalue()

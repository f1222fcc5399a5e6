"""What is signed fills the memory, and what is withdrawn leaves it."""

from pages.review.withdrawal import Withdraw
from pages.translation.memory.lookup import Suggestion, suggestions
from pages.translation.memory.models import MemoryPhrase, MemoryUnit, UnitOrigin
from tests.factories.translation import BilingualSite, make_condition, start_translation, translate
from tests.integration.translation.memory.conftest import (
    SENTENCE,
    SENTENCE_ES,
    SignedPair,
    make_signed_pair,
)


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

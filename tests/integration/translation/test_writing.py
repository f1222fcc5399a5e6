"""One action writes segments: whose words they are, who answers for them, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.translation.actions import submit_for_review
from pages.translation.models import Origin, SegmentProvenance
from pages.translation.provenance import may_confirm, name_of, provenance_of
from pages.translation.writing import (
    CONFIRMED,
    ConfirmSegment,
    SegmentConflict,
    SegmentRefused,
    WriteSegment,
    on_file,
)
from tests.factories.review import make_reviewer
from tests.factories.translation import (
    BilingualSite,
    make_condition,
    make_translator,
    start_translation,
    translate,
)


@pytest.fixture
def translation(site: BilingualSite) -> Translation:
    """A translation that was started and of which nothing is translated."""
    return start_translation(make_condition(site), site.spanish)


@pytest.fixture
def segment(translation: Translation) -> StringSegment:
    return segment_of(translation, "Joint pain")


@pytest.fixture
def translator(site: BilingualSite) -> Any:
    """A translator without a record: an account, and no qualification."""
    return make_translator(site)


@pytest.fixture
def qualified(site: BilingualSite) -> Any:
    user = make_translator(site)
    Person.objects.create(name="Tomás Traductor", languages=["es"], is_translator=True, user=user)
    return user


def segment_of(translation: Translation, source: str) -> StringSegment:
    found: StringSegment = StringSegment.objects.select_related("string", "context").get(
        source=translation.source, string__data=source
    )
    return found


def write(translation: Translation, segment: StringSegment, text: str, user: Any, **more: Any):  # type: ignore[no-untyped-def]  # a shorthand
    return WriteSegment(
        translation=translation, segment=segment, text=text, user=user, **more
    ).execute()


def by_machine(translation: Translation, segment: StringSegment, user: Any) -> Any:
    return write(translation, segment, "Dolor junta", user, origin=Origin.MACHINE, tool="DeepL")


# Whose words they are


def test_what_a_person_writes_is_theirs_and_needs_no_confirmation(
    translation: Translation, segment: StringSegment, translator: Any
) -> None:
    written = write(translation, segment, "Dolor articular", translator)
    assert written.data == "Dolor articular"
    assert written.last_translated_by == translator
    assert written.translation_type == StringTranslation.TRANSLATION_TYPE_MANUAL
    found = provenance_of(written)
    assert (found.origin, found.is_confirmed, found.confirmed_by) == (Origin.HUMAN, True, "")


@pytest.mark.parametrize("origin", [Origin.MACHINE, Origin.MEMORY, Origin.IMPORTED])
def test_what_nobody_wrote_waits_for_somebody_who_answers_for_it(
    translation: Translation, segment: StringSegment, translator: Any, origin: Origin
) -> None:
    written = write(
        translation, segment, "Dolor", translator, origin=origin, tool="a tool", score=87
    )
    found = provenance_of(written)
    assert (found.origin, found.tool, found.score) == (origin, "a tool", 87)
    assert not found.is_confirmed


def test_only_a_qualified_persons_word_confirms_while_writing(
    translation: Translation, segment: StringSegment, translator: Any, qualified: Any
) -> None:
    for user, is_confirmed in ((translator, False), (qualified, True)):
        written = write(
            translation,
            segment,
            f"Dolor {user.pk}",
            user,
            origin=Origin.MEMORY,
            is_confirmed=True,
        )
        assert provenance_of(written).is_confirmed is is_confirmed


def test_a_machines_words_do_not_become_those_of_an_unqualified_writer(
    translation: Translation, segment: StringSegment, translator: Any
) -> None:
    by_machine(translation, segment, translator)
    written = write(translation, segment, "Dolor de junta", translator)
    found = provenance_of(written)
    assert (found.origin, found.tool, found.is_confirmed) == (Origin.MACHINE, "DeepL", False)
    assert written.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE


def test_the_score_of_a_memory_stays_when_its_words_are_changed(
    translation: Translation, segment: StringSegment, translator: Any
) -> None:
    write(translation, segment, "Dolor", translator, origin=Origin.MEMORY, score=91)
    assert provenance_of(write(translation, segment, "Dolores", translator)).score == 91


def test_a_qualified_writer_makes_changed_words_their_own(
    translation: Translation, segment: StringSegment, translator: Any, qualified: Any
) -> None:
    by_machine(translation, segment, translator)
    found = provenance_of(write(translation, segment, "Dolor articular", qualified))
    assert (found.origin, found.tool, found.is_confirmed) == (Origin.HUMAN, "", True)


def test_saving_a_machines_words_unchanged_makes_them_nobodys_own(
    translation: Translation, segment: StringSegment, translator: Any, qualified: Any
) -> None:
    by_machine(translation, segment, translator)
    found = write(translation, segment, "Dolor junta", qualified)
    assert not provenance_of(found).is_confirmed
    assert found.last_translated_by == translator
    assert not LedgerEntry.objects.filter(action=CONFIRMED).exists()


def test_saving_them_unchanged_and_answering_for_them_confirms_them(
    translation: Translation, segment: StringSegment, translator: Any, qualified: Any
) -> None:
    by_machine(translation, segment, translator)
    found = provenance_of(write(translation, segment, "Dolor junta", qualified, is_confirmed=True))
    assert (found.origin, found.confirmed_by) == (Origin.MACHINE, "Tomás Traductor")
    assert LedgerEntry.objects.filter(action=CONFIRMED).count() == 1


def test_who_cannot_confirm_cannot_empty_and_type_again(
    translation: Translation, segment: StringSegment, translator: Any, qualified: Any
) -> None:
    by_machine(translation, segment, translator)
    with pytest.raises(SegmentRefused, match="cannot take them away"):
        write(translation, segment, "", translator)
    assert write(translation, segment, "", qualified) is None
    assert on_file(translation, segment) is None


def test_a_machines_words_put_to_a_changed_source_stay_the_machines(
    site: BilingualSite, translation: Translation, segment: StringSegment, translator: Any
) -> None:
    by_machine(translation, segment, translator)
    page = translation.source.get_source_instance()
    page.symptoms[0].value["name"] = "Joint pains"
    page.save()
    translation.source.update_from_db()
    changed = segment_of(translation, "Joint pains")
    assert on_file(translation, changed) is None
    assert not provenance_of(write(translation, changed, "Dolor junta", translator)).is_confirmed


def test_words_that_were_changed_on_another_way_are_known_as_what_localize_says(
    translation: Translation, segment: StringSegment, translator: Any
) -> None:
    written = write(translation, segment, "Dolor articular", translator)
    StringTranslation.objects.filter(pk=written.pk).update(
        data="Otro", translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE, tool_name="X"
    )
    current = on_file(translation, segment)
    assert current is not None
    found = provenance_of(current)
    assert (found.origin, found.tool, found.is_confirmed) == (Origin.MACHINE, "X", False)


def test_emptying_takes_the_translation_and_what_is_known_of_it_away(
    translation: Translation, segment: StringSegment, translator: Any
) -> None:
    write(translation, segment, "Dolor articular", translator)
    assert write(translation, segment, "  ", translator) is None
    assert not StringTranslation.objects.filter(translation_of=segment.string).exists()
    assert not SegmentProvenance.objects.exists()


def test_a_text_that_cannot_be_used_is_kept_with_its_error(
    translation: Translation, segment: StringSegment, translator: Any
) -> None:
    written = write(translation, segment, "<h2>Dolor</h2>", translator)
    assert written.has_error
    assert not write(translation, segment, "Dolor", translator).has_error


# What is refused


def test_nobodys_words_are_written_over_unseen(
    translation: Translation, segment: StringSegment, translator: Any, qualified: Any
) -> None:
    write(translation, segment, "Dolor articular", qualified, base="")
    with pytest.raises(SegmentConflict, match="Tomás Traductor has changed") as conflict:
        write(translation, segment, "Dolor", translator, base="")
    assert conflict.value.current == "Dolor articular"
    assert conflict.value.by == "Tomás Traductor"
    assert write(translation, segment, "Dolor", translator, base="Dolor articular")


def test_two_who_write_the_same_are_in_no_conflict(
    translation: Translation, segment: StringSegment, translator: Any, qualified: Any
) -> None:
    write(translation, segment, "Dolor articular", qualified, base="")
    assert write(translation, segment, "Dolor articular", translator, base="")


def test_a_translation_that_was_taken_away_meanwhile_is_a_conflict_too(
    translation: Translation, segment: StringSegment, translator: Any
) -> None:
    with pytest.raises(SegmentConflict, match="Somebody has changed"):
        write(translation, segment, "Dolores", translator, base="Dolor")


def test_a_segment_of_another_page_is_refused(
    site: BilingualSite, translation: Translation, translator: Any
) -> None:
    other = start_translation(make_condition(site, title="Gout"), site.spanish)
    with pytest.raises(SegmentRefused, match="another page"):
        write(translation, segment_of(other, "Gout"), "Gota", translator)


def test_nothing_is_written_or_confirmed_while_the_page_is_in_review(
    translation: Translation, segment: StringSegment, qualified: Any
) -> None:
    translate(translation, user=qualified)
    submit_for_review(translation=translation, user=qualified)
    for action in (
        WriteSegment(translation=translation, segment=segment, text="X", user=qualified),
        ConfirmSegment(
            translation=translation, segment=segment, user=qualified, base="Dolor articular"
        ),
    ):
        with pytest.raises(SegmentRefused, match="is in medical review"):
            action.execute()  # type: ignore[attr-defined]  # both have it
    current = on_file(translation, segment)
    assert current is not None
    assert current.data == "Dolor articular"


# Confirming


def test_confirming_is_written_down_with_both_texts(
    translation: Translation, segment: StringSegment, translator: Any, qualified: Any
) -> None:
    by_machine(translation, segment, translator)
    confirm = ConfirmSegment(
        translation=translation, segment=segment, user=qualified, base="Dolor junta"
    )
    found = provenance_of(confirm.execute())
    assert (found.origin, found.confirmed_by) == (Origin.MACHINE, "Tomás Traductor")
    assert found.is_confirmed
    confirm.execute()
    entry = LedgerEntry.objects.get(action=CONFIRMED)
    assert entry.actor_id == qualified.pk
    assert entry.page_id == translation.get_target_instance().pk
    assert entry.language_code == "es"
    assert entry.data["source"] == "Joint pain"
    assert entry.data["text"] == "Dolor junta"
    assert entry.data["origin"] == "machine"


def test_a_person_who_changes_words_that_were_confirmed_makes_them_their_own(
    translation: Translation, segment: StringSegment, translator: Any, qualified: Any
) -> None:
    by_machine(translation, segment, translator)
    ConfirmSegment(
        translation=translation, segment=segment, user=qualified, base="Dolor junta"
    ).execute()
    found = provenance_of(write(translation, segment, "Dolor de junta", translator))
    assert (found.origin, found.is_confirmed) == (Origin.HUMAN, True)


def test_words_that_changed_since_they_were_read_are_not_confirmed(
    translation: Translation, segment: StringSegment, translator: Any, qualified: Any
) -> None:
    by_machine(translation, segment, translator)
    with pytest.raises(SegmentConflict, match="Read it again"):
        ConfirmSegment(
            translation=translation, segment=segment, user=qualified, base="Dolor"
        ).execute()


def test_nothing_is_nothing_to_confirm(
    translation: Translation, segment: StringSegment, qualified: Any
) -> None:
    with pytest.raises(SegmentRefused, match="no translation to confirm"):
        ConfirmSegment(translation=translation, segment=segment, user=qualified, base="").execute()


def test_who_is_not_qualified_confirms_nothing(
    translation: Translation, segment: StringSegment, translator: Any
) -> None:
    by_machine(translation, segment, translator)
    with pytest.raises(SegmentRefused, match="whose record lists Spanish"):
        ConfirmSegment(
            translation=translation, segment=segment, user=translator, base="Dolor junta"
        ).execute()


@pytest.mark.parametrize(
    ("record", "language", "expected"),
    [
        ({"is_translator": True, "languages": ["es"]}, "es", True),
        ({"is_translator": True, "languages": ["es"]}, "es-mx", True),
        ({"is_translator": True, "languages": ["es"]}, "en", False),
        ({"is_reviewer": True, "languages": ["en", "es"]}, "es", True),
        ({"is_author": True, "languages": ["es"]}, "es", False),
        ({"is_translator": True, "languages": []}, "es", False),
    ],
)
def test_a_record_as_translator_or_reviewer_of_the_language_qualifies(
    translator: Any, record: dict[str, Any], language: str, expected: bool
) -> None:
    Person.objects.create(name="X", user=translator, **record)
    assert may_confirm(translator, language) is expected


def test_an_account_without_a_record_qualifies_for_nothing(translator: Any) -> None:
    translator.is_superuser = True
    assert not may_confirm(translator, "es")
    assert not may_confirm(None, "es")


def test_people_are_named_by_their_record_and_never_by_their_address(
    translator: Any, qualified: Any
) -> None:
    translator.email = "private@example.org"
    assert name_of(translator) == translator.username
    assert name_of(qualified) == "Tomás Traductor"
    assert name_of(make_reviewer("vega")) == "Dr. vega, MD, Rheumatology"


@pytest.mark.parametrize(("languages", "expected"), [(["en"], True), (["es"], False)])
def test_english_from_spanish_is_confirmed_by_who_answers_for_english(
    site: BilingualSite, languages: list[str], expected: bool
) -> None:
    spanish_tree = replace(site, english=site.spanish, conditions=site.enfermedades)
    translation = start_translation(make_condition(spanish_tree, title="Gota"), site.english)
    user = make_translator(site, language="en")
    Person.objects.create(name="E", languages=languages, is_translator=True, user=user)
    segment = segment_of(translation, "Gota")
    written = write(translation, segment, "Gout", user, origin=Origin.MACHINE, is_confirmed=True)
    assert provenance_of(written).is_confirmed is expected

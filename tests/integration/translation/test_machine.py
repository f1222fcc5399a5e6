"""A machine's words are in quarantine until a qualified person has confirmed them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation as languages
from pytest_django.fixtures import Settings
from wagtail_localize.models import StringSegment, Translation

from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.publishing import SubmissionRefused
from pages.translation.actions import submit_for_review
from pages.translation.machine import (
    MachineReport,
    MachineTranslate,
    MachineTranslationFailed,
    offers,
    translating,
)
from pages.translation.machine.translating import MACHINE_TRANSLATED
from pages.translation.models import Origin
from pages.translation.placeholders import placeholder_ids
from pages.translation.provenance import provenance_of
from pages.translation.writers import may_write
from pages.translation.writing import ConfirmSegment, SegmentRefused, WriteSegment, on_file
from tests.factories.machine import BROKEN, DUMMY, FAILING, FAKE, FakeTranslator
from tests.factories.review import make_user
from tests.factories.translation import (
    SPANISH,
    BilingualSite,
    make_condition,
    make_editor,
    make_translator,
    start_translation,
    translate,
)


@pytest.fixture(autouse=True)
def translators(settings: Settings) -> Iterator[None]:
    """Set a site up that has four machine translators."""
    settings.PAGES = {
        "MACHINE_TRANSLATORS": {
            "fake": FAKE,
            "dummy": DUMMY,
            "failing": FAILING,
            "broken": BROKEN,
        }
    }
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = FAKE
    FakeTranslator.asked.clear()
    says = FakeTranslator.says
    yield
    FakeTranslator.asked.clear()
    FakeTranslator.says = staticmethod(says)


@pytest.fixture
def translator(site: BilingualSite) -> Any:
    """A translator without a record: an account, and no qualification."""
    return make_translator(site)


@pytest.fixture
def qualified(site: BilingualSite) -> Any:
    user = make_translator(site)
    Person.objects.create(name="Tomás Traductor", languages=["es"], is_translator=True, user=user)
    return user


@pytest.fixture
def translation(site: BilingualSite) -> Translation:
    """A translation that was started and of which nothing is translated."""
    return start_translation(make_condition(site), site.spanish)


def segments_of(translation: Translation) -> list[StringSegment]:
    return list(
        StringSegment.objects.filter(source=translation.source)
        .select_related("string", "context")
        .order_by("order")
    )


def segment_of(translation: Translation, source: str) -> StringSegment:
    [found] = [one for one in segments_of(translation) if source in one.string.data]
    return found


def text_of(translation: Translation, source: str) -> str:
    entry = on_file(translation, segment_of(translation, source))
    return entry.data if entry is not None else ""


def says(how: Callable[[str], str | None]) -> None:
    FakeTranslator.says = staticmethod(how)


def run(translation: Translation, user: Any, **options: Any) -> MachineReport:
    return MachineTranslate(translation=translation, user=user, **options).execute()


# What it writes


def test_a_machine_fills_what_is_not_translated_and_nobody_has_confirmed_it(
    translation: Translation, translator: Any
) -> None:
    report = run(translation, translator)
    segments = segments_of(translation)
    assert sorted(report.written) == sorted(segment.pk for segment in segments)
    assert (report.failed, report.kept, report.problem) == ([], 0, "")
    for segment in segments:
        entry = on_file(translation, segment)
        assert entry is not None
        found = provenance_of(entry)
        assert (found.origin, found.tool, found.is_confirmed) == (Origin.MACHINE, "Fake", False)
        assert entry.tool_name == "Fake"
    assert all(len(batch) <= FakeTranslator.max_texts for batch in FakeTranslator.asked)


def test_a_persons_words_are_never_written_over(translation: Translation, translator: Any) -> None:
    written = WriteSegment(
        translation=translation,
        segment=segment_of(translation, "Joint pain"),
        text="Dolor articular",
        user=translator,
    ).execute()
    for again in (False, True):
        report = run(translation, translator, again=again)
        assert report.kept >= 1
        assert text_of(translation, "Joint pain") == "Dolor articular"
    assert written is not None
    assert "Joint pain" not in [text for batch in FakeTranslator.asked for text in batch]


def test_what_a_person_writes_while_the_machine_thinks_is_kept(
    translation: Translation, translator: Any, qualified: Any
) -> None:
    segment = segment_of(translation, "Joint pain")

    def meanwhile(text: str) -> str:
        if text == "Joint pain":
            WriteSegment(
                translation=translation, segment=segment, text="De una persona", user=qualified
            ).execute()
        return f"ES {text}"

    says(meanwhile)
    report = run(translation, translator)
    assert text_of(translation, "Joint pain") == "De una persona"
    assert report.kept == 1
    assert segment.pk not in report.written


def test_one_segment_can_be_chosen_and_run_again_with_another_machine(
    translation: Translation, translator: Any
) -> None:
    segment = segment_of(translation, "chronic disease")
    assert run(translation, translator, segments=[segment.pk]).written == [segment.pk]
    assert run(translation, translator, segments=[segment.pk]).kept == 1
    again = run(translation, translator, segments=[segment.pk], again=True, translator_name="dummy")
    assert again.written == [segment.pk]
    assert text_of(translation, "chronic disease") == "joints. the of disease chronic A"
    entry = on_file(translation, segment)
    assert entry is not None
    assert provenance_of(entry).tool == "Dummy translator"


def test_what_was_confirmed_is_not_run_again(
    translation: Translation, translator: Any, qualified: Any
) -> None:
    segment = segment_of(translation, "Joint pain")
    run(translation, translator, segments=[segment.pk])
    ConfirmSegment(
        translation=translation, segment=segment, user=qualified, base="ES Joint pain"
    ).execute()
    says(lambda text: "Otra cosa")
    assert run(translation, translator, segments=[segment.pk], again=True).kept == 1
    assert text_of(translation, "Joint pain") == "ES Joint pain"


def test_an_address_becomes_an_address(translation: Translation, translator: Any) -> None:
    says(lambda text: f"La {text} <b>crónica</b>")
    run(translation, translator)
    assert text_of(translation, "rheumatoid-arthritis") == "la-rheumatoid-arthritis-cronica"
    assert "rheumatoid arthritis" in [text for batch in FakeTranslator.asked for text in batch]


def test_what_the_machine_gives_nothing_for_is_reported(
    translation: Translation, translator: Any
) -> None:
    says(lambda text: None if text == "Joint pain" else f"ES {text}")
    report = run(translation, translator)
    assert report.failed == [segment_of(translation, "Joint pain").pk]
    assert text_of(translation, "Joint pain") == ""


def test_the_ledger_says_who_let_which_machine_write_how_much(
    translation: Translation, translator: Any
) -> None:
    report = run(translation, translator)
    entries = list(LedgerEntry.objects.filter(action=MACHINE_TRANSLATED))
    assert sum(entry.data["segments"] for entry in entries) == len(report.written)
    assert {entry.data["tool"] for entry in entries} == {"Fake"}
    assert {entry.actor_id for entry in entries} == {translator.pk}
    assert {entry.page_id for entry in entries} == {translation.get_target_instance().pk}


def test_the_outside_server_is_asked_while_no_transaction_is_open(
    translation: Translation, translator: Any
) -> None:
    outside = len(connection.savepoint_ids)
    depths = []

    def depth(text: str) -> str:
        depths.append(len(connection.savepoint_ids))
        return f"ES {text}"

    says(depth)
    run(translation, translator)
    assert set(depths) == {outside}


# Citations, links, numbers


def test_a_citation_that_the_machine_loses_is_asked_for_again_as_a_number(
    translation: Translation, translator: Any
) -> None:
    def loses(text: str) -> str:
        return "Inflama las articulaciones." if "<a" in text else f"ES {text}"

    says(loses)
    report = run(translation, translator)
    source = segment_of(translation, "It inflames").string.data
    assert text_of(translation, "It inflames") == f"ES {source}"
    assert report.findings == [] or all(
        finding.code != "translation.citation_lost" for finding in report.findings
    )


def test_a_citation_that_is_lost_for_good_is_flagged_and_blocks(
    translation: Translation, translator: Any, qualified: Any
) -> None:
    says(
        lambda text: (
            "Inflama las articulaciones." if "inflames" in text else SPANISH.get(text, f"ES {text}")
        )
    )
    report = run(translation, translator)
    segment = segment_of(translation, "It inflames")
    assert placeholder_ids(text_of(translation, "It inflames")) == []
    assert segment.pk in report.flagged
    assert "translation.citation_lost" in {finding.code for finding in report.findings}
    for one in segments_of(translation):
        entry = on_file(translation, one)
        assert entry is not None
        ConfirmSegment(
            translation=translation, segment=one, user=qualified, base=entry.data
        ).execute()
    with pytest.raises(SubmissionRefused) as refusal:
        submit_for_review(translation=translation, user=qualified)
    assert "translation.citation_lost" in {one.code for one in refusal.value.blockers}


def test_a_machine_that_invents_markup_leaves_no_error(
    translation: Translation, translator: Any
) -> None:
    says(lambda text: f'<div>ES {text} <a id="a7" href="https://x.example">más</a></div>')
    run(translation, translator)
    entry = on_file(translation, segment_of(translation, "Joint pain"))
    assert entry is not None
    assert not entry.has_error
    assert entry.data == "ES Joint pain más"


def test_a_number_that_is_another_is_flagged(site: BilingualSite, translator: Any) -> None:
    page = make_condition(site)
    page.summary = "Take 10 mg a day."
    page.save()
    translation = start_translation(page, site.spanish)
    says(lambda text: text.replace("Take 10 mg a day", "Tome 100 mg al día"))
    report = run(translation, translator)
    assert ("summary", "translation.number") in {
        (finding.pair.path, finding.code) for finding in report.findings
    }


# What is refused, and what fails


def test_only_who_may_edit_the_page_may_ask_a_machine(
    site: BilingualSite, translation: Translation
) -> None:
    with pytest.raises(PermissionDenied):
        run(translation, make_translator(site, language="en"))
    with pytest.raises(PermissionDenied):
        run(translation, make_user())
    assert FakeTranslator.asked == []


def test_no_machine_writes_into_a_page_in_review(translation: Translation, translator: Any) -> None:
    translate(translation, user=translator)
    submit_for_review(translation=translation, user=translator)
    with pytest.raises(SegmentRefused, match="is in medical review"):
        run(translation, translator, again=True)
    assert FakeTranslator.asked == []


def test_a_review_that_begins_while_the_machine_thinks_is_not_written_into(
    translation: Translation, translator: Any
) -> None:
    translate(translation, user=translator)
    segment = segment_of(translation, "Joint pain")
    WriteSegment(translation=translation, segment=segment, text="", user=translator).execute()

    def meanwhile(text: str) -> str:
        translate(translation, user=translator)
        submit_for_review(translation=translation, user=translator)
        return f"ES {text}"

    says(meanwhile)
    report = run(translation, translator)
    assert report.written == []
    assert report.failed == [segment.pk]
    assert "is in medical review" in report.problem
    assert text_of(translation, "Joint pain") == "Dolor articular"


def test_a_machine_that_fails_in_the_middle_keeps_what_it_wrote(
    translation: Translation, translator: Any
) -> None:
    report = run(translation, translator, translator_name="failing")
    assert len(report.written) == FakeTranslator.max_texts
    assert len(report.written) + len(report.failed) == len(segments_of(translation))
    assert report.problem == "Failing is out of order."
    assert LedgerEntry.objects.get(action=MACHINE_TRANSLATED).data["segments"] == len(
        report.written
    )


def test_whatever_somebody_elses_class_raises_becomes_words(
    translation: Translation, translator: Any, caplog: pytest.LogCaptureFixture
) -> None:
    report = run(translation, translator, translator_name="broken")
    assert report.written == []
    assert "The answer of Broken could not be read" in report.problem
    assert "KeyError" in caplog.text
    assert "Rheumatoid" not in caplog.text


def test_nobody_waits_for_ever(
    translation: Translation, translator: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translating, "SECONDS", -1.0)
    report = run(translation, translator)
    assert report.written == []
    assert "Start again" in report.problem
    assert len(report.failed) == len(segments_of(translation))


def test_a_machine_that_does_not_know_the_language_is_neither_offered_nor_asked(
    settings: Settings, translation: Translation, translator: Any
) -> None:
    french = {**FAKE, "OPTIONS": {"LANGUAGES": ["fr"]}}
    settings.PAGES = {"MACHINE_TRANSLATORS": {"french": french, "fake": FAKE}}
    assert [(offer.name, offer.is_default) for offer in offers(translation)] == [("fake", True)]
    with pytest.raises(MachineTranslationFailed, match="does not translate into Spanish"):
        run(translation, translator, translator_name="french")


# Quarantine


def test_a_page_with_an_unconfirmed_segment_cannot_be_submitted_until_it_is_confirmed(
    translation: Translation, translator: Any, qualified: Any
) -> None:
    translate(translation, user=translator)
    segment = segment_of(translation, "Joint pain")
    WriteSegment(translation=translation, segment=segment, text="", user=translator).execute()
    says(lambda text: "Dolor articular")
    run(translation, translator)
    with pytest.raises(SubmissionRefused) as refusal:
        submit_for_review(translation=translation, user=translator)
    assert {one.code for one in refusal.value.blockers if one.blocks} == {
        "translation.machine_unconfirmed"
    }
    # Neither saving it unchanged nor changing a word of it makes it an unqualified person's.
    for text in ("Dolor articular", "Dolor de articulaciones"):
        WriteSegment(translation=translation, segment=segment, text=text, user=translator).execute()
        with pytest.raises(SubmissionRefused):
            submit_for_review(translation=translation, user=translator)
    ConfirmSegment(
        translation=translation, segment=segment, user=qualified, base="Dolor de articulaciones"
    ).execute()
    assert submit_for_review(translation=translation, user=translator) is not None


def test_a_qualified_persons_own_words_need_no_confirmation(
    translation: Translation, translator: Any, qualified: Any
) -> None:
    translate(translation, user=translator)
    segment = segment_of(translation, "Joint pain")
    WriteSegment(translation=translation, segment=segment, text="", user=translator).execute()
    run(translation, translator)
    WriteSegment(
        translation=translation, segment=segment, text="Dolor articular", user=qualified
    ).execute()
    assert submit_for_review(translation=translation, user=qualified) is not None


# The screens


def machine_url(translation: Translation) -> str:
    return reverse("wagtail_localize:machine_translate", args=[translation.pk])


def test_localizes_button_fills_the_page_and_says_what_is_to_be_done(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    target = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    html = client.post(machine_url(translation), {"next": target}, follow=True).content.decode()
    assert "Fake translated" in html
    assert "confirm each of them" in html
    again = client.post(machine_url(translation), {"next": target}, follow=True).content.decode()
    assert "nothing left for a machine" in again


def test_the_answer_in_json_has_the_texts_and_what_the_checks_say(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    segment = segment_of(translation, "chronic disease")
    says(lambda text: "Una enfermedad crónica de 3 articulaciones.")
    answer = client.post(
        machine_url(translation),
        {"translator": "fake", "segment": [segment.pk]},
        headers={"accept": "application/json"},
    ).json()
    assert answer["tool"] == "Fake"
    assert answer["written"] == [
        {"id": segment.pk, "text": "Una enfermedad crónica de 3 articulaciones."}
    ]
    assert answer["findings"][0]["id"] == segment.pk
    assert answer["findings"][0]["code"] == "translation.number"
    assert (answer["failed"], answer["kept"], answer["problem"]) == ([], 0, "")


def test_what_is_refused_has_a_status_and_words(
    client: Client, site: BilingualSite, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    accepts = {"accept": "application/json"}
    gone = client.post(machine_url(translation), {"translator": "gone"}, headers=accepts)
    assert gone.status_code == 503
    assert "no machine translator" in gone.json()["detail"]
    assert client.post(machine_url(translation), {"segment": "x"}).status_code == 400
    assert client.get(machine_url(translation)).status_code == 405
    translate(translation, user=translator)
    submit_for_review(translation=translation, user=translator)
    refused = client.post(machine_url(translation), headers=accepts)
    assert refused.status_code == 409
    assert "is in medical review" in refused.json()["detail"]
    client.force_login(make_translator(site, language="en"))
    assert client.post(machine_url(translation), headers=accepts).status_code in (302, 403)


def test_a_failure_is_said_on_the_page_in_the_language_of_the_admin(
    client: Client, translation: Translation, translator: Any
) -> None:
    client.force_login(translator)
    target = reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk])
    data = {"next": target, "translator": "broken"}
    html = client.post(machine_url(translation), data, follow=True).content.decode()
    assert "The answer of Broken could not be read" in html
    with languages.override("es"):
        report = run(translation, translator, translator_name="broken")
    assert report.problem.startswith("No se pudo leer la respuesta de Broken.")


def test_syncing_with_a_machine_leaves_its_words_unconfirmed_and_publishes_nothing(
    client: Client, site: BilingualSite, translation: Translation
) -> None:
    client.force_login(make_editor(site))
    page = translation.source.get_source_instance()
    page.summary = "Another summary."
    page.save()
    url = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    html = client.post(
        url, {"use_machine_translation": "on", "publish_translations": "on"}, follow=True
    ).content.decode()
    assert "Nothing was published" in html
    assert "Fake translated" in html
    entry = on_file(translation, segment_of(translation, "Another summary."))
    assert entry is not None
    assert not provenance_of(entry).is_confirmed
    assert not translation.get_target_instance().live


def test_a_disclaimers_translation_can_be_begun_by_a_machine_of_those_who_write_it(
    site: BilingualSite, translator: Any
) -> None:
    from pages.disclaimers.models import Disclaimer
    from tests.factories.disclaimers import DisclaimerFactory

    english = DisclaimerFactory(
        locale=site.english, key="treatment-results", title="Results", text="<p>They differ.</p>"
    )
    translation = start_translation(english, site.spanish)
    spanish = translation.get_target_instance()
    assert isinstance(spanish, Disclaimer)
    assert not may_write(translator, spanish)
    with pytest.raises(PermissionDenied):
        run(translation, translator)
    report = run(translation, make_user(is_superuser=True))
    assert report.written
    entry = LedgerEntry.objects.filter(action=MACHINE_TRANSLATED).first()
    assert entry is not None
    assert entry.data["language"] == "es"

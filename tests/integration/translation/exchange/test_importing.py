"""Files that go out and come back: what is written, what is kept, and what is refused."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from pages.ledger.models import LedgerEntry
from pages.people.models import Person
from pages.translation.actions import submit_for_review
from pages.translation.exchange.exporting import FORMATS, export
from pages.translation.exchange.importing import IMPORTED, FileRefused, ImportFile
from pages.translation.exchange.judging import SegmentStatus
from pages.translation.exchange.reports import ImportReport
from pages.translation.models import Origin, SegmentProvenance
from pages.translation.provenance import provenance_of
from pages.translation.writing import WriteSegment
from tests.factories.disclaimers import DisclaimerFactory
from tests.factories.exchange import opened, saved_again
from tests.factories.translation import (
    BilingualSite,
    get_permission,
    make_condition,
    make_editor,
    make_translator,
    start_translation,
    translate,
)

KINDS = list(FORMATS)
SENTENCE = "The immune system attacks the joints."
SPANISH = "El sistema inmunitario ataca las articulaciones."
CITED = 'It inflames the joints <a id="a1">[smolen-2016]</a>.'


@pytest.fixture
def translator(site: BilingualSite) -> Any:
    user = make_translator(site)
    Person.objects.create(name="Lucía", user=user, is_translator=True, languages=["es"])
    return user


@pytest.fixture
def translation(site: BilingualSite, translator: Any) -> Translation:
    return start_translation(make_condition(site), site.spanish, user=translator)


def exported(translation: Translation, kind: str = "xliff", **values: Any) -> bytes:
    return export([translation], kind=FORMATS[kind], **values).content


def brought(content: bytes, user: Any, **values: Any) -> ImportReport:
    return ImportFile(content=content, name="back.xlf", user=user, **values).execute()


def on_file(translation: Translation) -> dict[str, tuple[str, Any]]:
    return {
        entry.translation_of.data: (entry.data, entry.updated_at)
        for entry in StringTranslation.objects.filter(
            locale=translation.target_locale, context__object_id=translation.source.object_id
        ).select_related("translation_of")
    }


def segment_of(translation: Translation, source: str) -> StringSegment:
    return StringSegment.objects.get(source=translation.source, string__data=source)


def write(translation: Translation, user: Any, text: str, **values: Any) -> None:
    source = values.pop("source", SENTENCE)
    WriteSegment(
        translation=translation,
        segment=segment_of(translation, source),
        text=text,
        user=user,
        **values,
    ).execute()


def translated_by_tool(content: bytes, kind: str, texts: dict[str, str]) -> bytes:
    """Return a file in which translate-toolkit has translated these sentences."""
    store = opened(content, kind)
    done = set()
    for unit in store.units:
        if unit.source in texts:
            unit.target = texts[unit.source]
            unit.markfuzzy(False)
            done.add(unit.source)
    assert done == set(texts)
    return bytes(store)


def reasons(report: ImportReport) -> dict[str, str]:
    (document,) = report.documents
    return {outcome.source: outcome.reason for outcome in document.refused}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_exported_and_saved_by_a_tool_changes_nothing(
    translation: Translation, translator: Any, kind: str
) -> None:
    translate(translation, user=translator, only=4)
    write(translation, translator, "Una máquina.", origin=Origin.MACHINE, tool="Dummy")
    before = on_file(translation)
    report = brought(saved_again(exported(translation, kind), kind), translator)
    assert report.is_whole
    assert report.counts["imported"] == report.counts["confirmed"] == 0
    assert report.counts["unchanged"] == 5
    assert on_file(translation) == before
    assert not LedgerEntry.objects.filter(action=IMPORTED).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_tool_translated_is_exactly_what_is_imported(
    translation: Translation, translator: Any, kind: str
) -> None:
    translate(translation, user=translator, only=2)
    before = on_file(translation)
    content = translated_by_tool(exported(translation, kind), kind, {SENTENCE: SPANISH})
    report = brought(content, translator)
    assert report.is_whole
    assert report.counts["imported"] == 1
    after = on_file(translation)
    assert after.pop(SENTENCE)[0] == SPANISH
    assert after == before
    kept = SegmentProvenance.objects.get()
    assert (kept.origin, kept.tool, kept.confirmed_name) == (Origin.IMPORTED, "back.xlf", "Lucía")
    entry = LedgerEntry.objects.get(action=IMPORTED)
    assert entry.data["imported"] == 1
    assert entry.data["file"] == "back.xlf"
    again = brought(content, translator)
    assert again.counts["unchanged"] == 3


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_tool_marks_as_unsure_waits_for_somebody_who_confirms_it(
    translation: Translation, translator: Any, kind: str
) -> None:
    store = opened(exported(translation, kind), kind)
    for unit in store.units:
        if unit.source == SENTENCE:
            unit.target = SPANISH
            unit.markfuzzy(True)
    brought(bytes(store), translator)
    assert not SegmentProvenance.objects.get().confirmed_at


def test_who_has_no_record_as_a_translator_imports_and_confirms_nothing(
    translation: Translation, site: BilingualSite
) -> None:
    content = translated_by_tool(exported(translation, "po"), "po", {SENTENCE: SPANISH})
    assert brought(content, make_translator(site, username="new")).counts["imported"] == 1
    assert not SegmentProvenance.objects.get().confirmed_at


def test_without_a_user_nobody_answers_for_the_words(translation: Translation) -> None:
    content = translated_by_tool(exported(translation, "po"), "po", {SENTENCE: SPANISH})
    assert brought(content, None).counts["imported"] == 1
    assert not SegmentProvenance.objects.get().confirmed_at


@pytest.mark.parametrize("kind", KINDS)
def test_a_qualified_translator_confirms_a_machines_words_in_the_tool(
    translation: Translation, translator: Any, kind: str
) -> None:
    write(translation, translator, SPANISH, origin=Origin.MACHINE, tool="Dummy")
    content = translated_by_tool(exported(translation, kind), kind, {SENTENCE: SPANISH})
    report = brought(content, translator)
    assert report.counts["confirmed"] == 1
    recorded = StringTranslation.objects.get(translation_of__data=SENTENCE)
    assert provenance_of(recorded).confirmed_by == "Lucía"
    assert provenance_of(recorded).origin is Origin.MACHINE


def test_a_dry_run_says_the_same_and_writes_nothing(
    translation: Translation, translator: Any
) -> None:
    content = translated_by_tool(exported(translation, "po"), "po", {SENTENCE: SPANISH})
    report = brought(content, translator, is_dry_run=True)
    assert report.counts["imported"] == 1
    assert not on_file(translation)
    assert not LedgerEntry.objects.filter(action=IMPORTED).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_lost_placeholder_is_refused_and_the_rest_is_kept(
    translation: Translation, translator: Any, kind: str
) -> None:
    store = opened(exported(translation, kind), kind)
    for unit in store.units:
        if unit.source == SENTENCE:
            unit.target = SPANISH
            unit.markfuzzy(False)
        if unit.source.startswith("It inflames"):
            unit.target = "Inflama las articulaciones."
            unit.markfuzzy(False)
    report = brought(bytes(store), translator)
    assert reasons(report) == {CITED: "The placeholder “[smolen-2016]” is missing."}
    assert set(on_file(translation)) == {SENTENCE}


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ('Inflama <a id="a1">[x]</a> <a id="a1">[x]</a>.', "more than once"),
        ('Inflama <a id="a1">[x]</a> <a id="a9">[y]</a>.', "“a9” is not in the source"),
        ('Inflama <a id="a1">[x].', "is not closed"),
        ('Inflama <a id="a1">[x]</a></b>.', "closes nothing"),
        ('Inflama <a id="a1" href="/x">[x]</a>.', "an attribute that is not allowed"),
        ("<script>alert(1)</script>", "The tag <script> is not allowed"),
        ("Inflama <!-- x -->.", "not allowed"),
        ("<b>" * 60 + "Inflama" + "</b>" * 60, "Too many tags"),
    ],
)
def test_broken_markup_is_refused_with_the_reason(
    translation: Translation, translator: Any, target: str, words: str
) -> None:
    store = opened(exported(translation, "po"), "po")
    for unit in store.units:
        if unit.source == CITED:
            unit.target = target
    assert words in reasons(brought(bytes(store), translator))[CITED]
    assert not on_file(translation)


def test_a_file_of_another_page_is_refused_as_a_whole(
    translation: Translation, translator: Any, site: BilingualSite
) -> None:
    other = start_translation(make_condition(site, title="Gout"), site.spanish, user=translator)
    content = translated_by_tool(exported(other, "po"), "po", {SENTENCE: SPANISH})
    (document,) = brought(content, translator, translation=translation).documents
    assert "belongs to the translation of “Gout” into Spanish" in document.refusal
    assert not on_file(translation)
    assert not on_file(other)


def test_a_file_of_no_translation_of_this_site_is_refused(
    translation: Translation, translator: Any
) -> None:
    content = exported(translation).replace(
        str(translation.uuid).encode(), b"00000000-0000-4000-8000-000000000000"
    )
    for expected in (None, translation):
        (document,) = brought(content, translator, translation=expected).documents
        assert "names no translation of this site" in document.refusal


def test_a_file_for_another_language_is_refused(translation: Translation, translator: Any) -> None:
    content = exported(translation).replace(b'trgLang="es"', b'trgLang="fr"')
    (document,) = brought(content, translator).documents
    assert "“fr”" in document.refusal


@pytest.mark.parametrize("kind", KINDS)
def test_a_segment_whose_source_has_changed_is_refused_and_the_others_are_kept(
    translation: Translation, translator: Any, kind: str
) -> None:
    content = translated_by_tool(
        exported(translation, kind), kind, {SENTENCE: SPANISH, "Joint pain": "Dolor articular"}
    )
    page = translation.source.get_source_instance()
    page.causes = "<p>A new first sentence.</p><p>The immune system attacks one joint.</p>"
    page.save()
    translation.source.update_from_db()
    report = brought(content, translator)
    (reason,) = reasons(report).values()
    assert "The source has changed since the file was exported" in reason
    assert set(on_file(translation)) == {"Joint pain"}


def test_a_segment_that_moved_is_found(translation: Translation, translator: Any) -> None:
    content = translated_by_tool(exported(translation, "po"), "po", {SENTENCE: SPANISH})
    page = translation.source.get_source_instance()
    page.causes = f"<p>A new first sentence.</p><p>{SENTENCE}</p>"
    page.save()
    translation.source.update_from_db()
    assert brought(content, translator).counts["imported"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_somebody_wrote_since_is_a_conflict_unless_the_file_wins(
    translation: Translation, translator: Any, kind: str
) -> None:
    write(translation, translator, "Antes.")
    content = translated_by_tool(exported(translation, kind), kind, {SENTENCE: SPANISH})
    untouched = exported(translation, kind)
    write(translation, translator, "Entretanto.")
    assert (
        "Somebody has translated this here since" in reasons(brought(content, translator))[SENTENCE]
    )
    assert on_file(translation)[SENTENCE][0] == "Entretanto."
    # A file that brings nothing new contradicts nobody.
    assert brought(untouched, translator).is_whole
    assert on_file(translation)[SENTENCE][0] == "Entretanto."
    assert brought(content, translator, overwrites=True).counts["imported"] == 1
    assert on_file(translation)[SENTENCE][0] == SPANISH


def test_where_a_tool_dropped_the_hash_the_time_of_the_export_tells(
    translation: Translation, translator: Any
) -> None:
    write(translation, translator, "Antes.")
    content = translated_by_tool(exported(translation, "po"), "po", {SENTENCE: SPANISH})
    bare = b"\n".join(line for line in content.split(b"\n") if not line.startswith(b"#."))
    assert brought(bare, translator, is_dry_run=True).counts["imported"] == 1
    write(translation, translator, "Entretanto.")
    assert "since the file was exported" in reasons(brought(bare, translator))[SENTENCE]


def test_while_the_page_is_in_review_nothing_is_written(
    translation: Translation, translator: Any
) -> None:
    translate(translation, user=translator)
    content = translated_by_tool(exported(translation, "po"), "po", {SENTENCE: SPANISH})
    before = on_file(translation)
    submit_for_review(translation=translation, user=translator)
    (document,) = brought(content, translator).documents
    assert "is in medical review" in document.refusal
    assert on_file(translation) == before


def test_who_may_not_edit_the_page_imports_nothing(
    translation: Translation, site: BilingualSite
) -> None:
    content = translated_by_tool(exported(translation, "po"), "po", {SENTENCE: SPANISH})
    (document,) = brought(content, make_translator(site, language="en")).documents
    assert document.refusal == "Nothing was imported: you may not edit this page."
    assert not on_file(translation)


def test_an_editor_of_the_tree_may_import(translation: Translation, site: BilingualSite) -> None:
    content = translated_by_tool(exported(translation, "po"), "po", {SENTENCE: SPANISH})
    assert brought(content, make_editor(site)).counts["imported"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_taken_as_far_as_it_is_whole(
    translation: Translation, translator: Any, kind: str
) -> None:
    content = translated_by_tool(
        exported(translation, kind), kind, {"A chronic disease of the joints.": "Una enfermedad."}
    )
    damaged = content[: content.index(SENTENCE.encode()) + 8]
    report = brought(damaged, translator)
    assert not report.is_whole
    assert report.documents[0].damage
    assert report.counts["imported"] == 1
    assert set(on_file(translation)) == {"A chronic disease of the joints."}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n",
        b"\xff\xfe\x00rubbish",
        b"/etc/passwd",
        b"<xliff",
        b"<html/>",
        b"PK\x03\x04rubbish",
        b"<xliff version='1.2'><file><body/></file></xliff>",
    ],
)
def test_what_is_no_such_file_is_refused_in_words(db: Any, content: bytes) -> None:
    with pytest.raises(FileRefused) as refusal:
        brought(content, None)
    assert str(refusal.value)


def test_entities_are_neither_fetched_nor_expanded(
    translation: Translation, translator: Any, tmp_path: Any
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("confidential")
    content = translated_by_tool(exported(translation, "xliff12"), "xliff12", {SENTENCE: SPANISH})
    laughs = "".join(f'<!ENTITY l{step} "{f"&l{step - 1};" * 10}">' for step in range(1, 12))
    doctype = (
        f'<!DOCTYPE xliff [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "file://{secret}">]>'
    ).encode()
    start = content.index(b"<xliff")
    for entity in (b"&f;", b"&l11;"):
        spoiled = content[:start] + doctype + content[start:].replace(SPANISH.encode(), entity)
        report = brought(spoiled, translator)
        assert not report.is_whole
        assert "confidential" not in str(report.as_json())
    assert not on_file(translation)


def test_several_pages_are_one_file_and_each_is_judged_by_itself(
    translation: Translation, translator: Any, site: BilingualSite
) -> None:
    other = start_translation(make_condition(site, title="Gout"), site.spanish, user=translator)
    for kind in ("xliff", "xliff12"):
        content = export([translation, other], kind=FORMATS[kind]).content
        assert len(brought(content, translator).documents) == 2
    archive = export([translation, other], kind=FORMATS["po"])
    assert archive.name == "en-es.zip"
    with zipfile.ZipFile(io.BytesIO(archive.content)) as members:
        names = members.namelist()
    assert sorted(names) == ["gout.en-es.po", "rheumatoid-arthritis.en-es.po"]
    report = brought(archive.content, translator)
    assert [document.name for document in report.documents] == names
    (first, second) = brought(archive.content, translator, translation=translation).documents
    assert not first.refusal
    assert second.refusal


def test_a_text_that_stands_twice_in_one_place_is_one_segment(
    site: BilingualSite, translator: Any
) -> None:
    page = make_condition(site)
    page.causes = "<p>Rest.</p><p>Move.</p><p>Rest.</p>"
    page.save_revision()
    translation = start_translation(page, site.spanish, user=translator)
    content = exported(translation, "po").decode()
    assert content.count('msgid "Rest."') == 1
    doubled = content + '\nmsgctxt "causes#1"\nmsgid "Rest."\nmsgstr "Reposo."\n'
    doubled = doubled.replace('msgid "Rest."\nmsgstr ""', 'msgid "Rest."\nmsgstr "Descanse."')
    assert "with different translations" in reasons(brought(doubled.encode(), translator))["Rest."]


def test_repeated_texts_in_other_places_have_translations_of_their_own(
    site: BilingualSite, translator: Any
) -> None:
    page = make_condition(site)
    page.causes = f"<p>{SENTENCE}</p>"
    page.urgent_care = f"<p>{SENTENCE}</p>"
    page.save_revision()
    translation = start_translation(page, site.spanish, user=translator)
    for kind in KINDS:
        store = opened(exported(translation, kind), kind)
        for number, unit in enumerate(unit for unit in store.units if unit.source == SENTENCE):
            unit.target = f"{kind} {number}"
        brought(bytes(store), translator, overwrites=True)
        found = StringTranslation.objects.filter(translation_of__data=SENTENCE)
        assert sorted(found.values_list("data", flat=True)) == [f"{kind} 0", f"{kind} 1"]


def test_a_title_that_the_database_has_no_room_for_is_refused(
    translation: Translation, translator: Any
) -> None:
    content = translated_by_tool(
        exported(translation, "po"), "po", {"Rheumatoid arthritis": "Artritis " * 40}
    )
    assert "there is room for 255" in reasons(brought(content, translator))["Rheumatoid arthritis"]


def test_only_what_is_not_translated_can_be_exported(
    translation: Translation, translator: Any
) -> None:
    translate(translation, user=translator)
    assert SENTENCE.encode() not in exported(translation, "po", untranslated_only=True)
    write(translation, translator, "Una máquina.", origin=Origin.MACHINE, tool="Dummy")
    assert SENTENCE.encode() in exported(translation, "po", untranslated_only=True)


def test_a_disclaimer_goes_out_and_comes_back(site: BilingualSite, translator: Any) -> None:
    source = DisclaimerFactory(
        locale=site.english, key="treatment-results", text="<p>Ask your doctor.</p>"
    )
    translation = start_translation(source, site.spanish)
    content = translated_by_tool(
        exported(translation, "xliff"), "xliff", {"Ask your doctor.": "Pregunte a su médico."}
    )
    (document,) = brought(content, translator).documents
    assert document.refusal == "Nothing was imported: you may not edit this page."
    translator.user_permissions.add(get_permission("pages.change_disclaimer"))
    report = brought(content, type(translator).objects.get(pk=translator.pk))
    assert report.counts["imported"] == 1
    assert LedgerEntry.objects.get(action=IMPORTED).data["language"] == "es"


def test_the_report_says_of_every_segment_what_became_of_it(
    translation: Translation, translator: Any
) -> None:
    report = brought(exported(translation), translator)
    said = report.as_json()
    (document,) = said["documents"]
    assert document["language"] == "es"
    assert document["empty"] == len(document["segments"])
    first = document["segments"][0]
    assert first["index"] == 0
    assert first["status"] == SegmentStatus.EMPTY.value
    assert set(first) == {"index", "path", "source", "target", "status", "reason"}

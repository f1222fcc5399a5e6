"""`manage.py import_page`: the samples, broken files, and nothing left behind by either."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, PageLogEntry

from pages.citations.models import Reference
from pages.content.condition import ConditionPage
from pages.content.importing.reading import LARGEST_FILE
from pages.content.index import ConditionIndexPage, ProcedureIndexPage
from pages.content.procedure import ProcedurePage
from pages.ledger import broken_entries
from pages.ledger.models import LedgerEntry
from pages.management.commands.import_page import Command
from pages.publishing import PublicationRefused
from tests.factories import content
from tests.factories.importing import (
    CONDITION,
    CONDITION_ES,
    CONDITION_HTML,
    PROCEDURE_ES,
    PROCEDURE_HTML,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _trees():
    """Give each language its tree."""
    for language in ("en", "es"):
        content.index_page(ConditionIndexPage, language)
        content.index_page(ProcedureIndexPage, language)


def run(file: Path | str, *, type: str = "condition", locale: str = "en", **options: Any) -> str:
    out = StringIO()
    call_command("import_page", str(file), type=type, locale=locale, stdout=out, **options)
    return out.getvalue()


def report_of(file: Path, **options: Any) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(run(file, format="json", **options))
    return report


def rows() -> dict[str, int]:
    """Count the rows of every table."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def refused(file: Path | str, code: int, **options: Any) -> str:
    """Return the message of a refusal that has this exit code and changed nothing."""
    before = rows()
    with pytest.raises(CommandError) as error:
        run(file, **options)
    assert error.value.returncode == code
    assert rows() == before
    message = str(error.value)
    assert "\n" not in message
    return message


# What becomes of a page


def test_a_page_becomes_a_draft_with_everything_in_its_field():
    report = report_of(CONDITION)
    page = ConditionPage.objects.get(pk=report["page"]["id"])
    assert not page.live
    assert page.has_unpublished_changes
    assert page.title == "How Shockwave Sessions Helps with Frozen Shoulder"
    assert page.get_parent().specific == content.index_page(ConditionIndexPage)
    assert [block.block_type for block in page.body] == ["section"] * 6
    assert [symptom.value["name"] for symptom in page.symptoms][3] == "Trouble in daily life"
    assert len(page.symptoms[3].value["children"]) == 3
    assert len(page.stages) == 4
    assert len(page.faq) == 4
    assert [entry.value.key for entry in page.listed_references] == [
        "zuckerman-2011",
        "neviaser-2010",
        "hand-2008",
    ]
    assert report["made"] == {
        "sections": 6,
        "tables": 0,
        "symptoms": 5,
        "symptom_forms": 3,
        "stages": 4,
        "steps": 0,
        "criteria": 0,
        "adverse_effects": 0,
        "questions": 4,
        "fields": 2,
        "references": 3,
        "references_created": 3,
        "citations": 0,
    }


def test_the_draft_can_be_read_back_from_its_revision():
    page = ConditionPage.objects.get(pk=report_of(CONDITION)["page"]["id"])
    draft = page.get_latest_revision_as_object()
    assert draft.body.get_prep_value() == page.body.get_prep_value()
    assert draft.causes == page.causes
    assert draft.live is False


def test_references_carry_what_could_not_be_understood():
    report = report_of(CONDITION)
    assert [
        (entry["line"], entry["created"], entry["unparsed"]) for entry in report["references"]
    ] == [
        (94, True, []),
        (95, True, ["review article"]),
        (96, True, []),
    ]
    reference = Reference.objects.get(key="hand-2008")
    assert (reference.volume, reference.pages, reference.year) == ("17", "231-236", 2008)
    assert {"unnumbered_reference", "reference_incomplete", "reference_unparsed"} <= {
        warning["code"] for warning in report["warnings"]
    }


def test_what_blocks_the_page_is_told():
    blockers = report_of(CONDITION)["blockers"]
    codes = {blocker["code"] for blocker in blockers}
    assert {"citation.none", "citation.unplaced", "disclaimer.missing", "approval.missing"} <= codes
    assert "author" in {blocker["field"] for blocker in blockers}
    assert set(blockers[0]) == {"code", "message", "severity", "field", "quote"}


def test_what_was_left_out_is_told_with_line_and_reason():
    left_out = report_of(CONDITION)["left_out"]
    assert left_out[0] == {
        "line": 1,
        "text": "Español: Español",
        "code": "language_switcher",
        "reason": "Language switcher of the old site",
    }
    assert [entry["line"] for entry in left_out] == sorted(entry["line"] for entry in left_out)


@pytest.mark.parametrize("file", [CONDITION, CONDITION_HTML])
def test_an_editor_can_open_the_draft(file, client):
    client.force_login(get_user_model().objects.create_superuser("admin", password="x"))
    page_id = report_of(file)["page"]["id"]
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page_id]))
    assert response.status_code == 200
    assert "Putting on a coat" in response.content.decode()


def test_an_imported_page_cannot_go_live():
    page = ConditionPage.objects.get(pk=report_of(CONDITION)["page"]["id"])
    with pytest.raises(PublicationRefused):
        page.get_latest_revision().publish()
    page.refresh_from_db()
    assert not page.live


def test_numbers_in_the_text_become_citations():
    report = report_of(CONDITION_HTML)
    page = ConditionPage.objects.get(pk=report["page"]["id"])
    assert report["made"]["citations"] == 3
    assert "<sup>1</sup>" not in page.body[0].value["text"].source
    assert 'keys="neviaser-2010"' in page.body[0].value["text"].source
    assert 'keys="neviaser-2010 hand-2008"' in page.causes
    assert not {"citation.none", "citation.unplaced"} & {
        blocker["code"] for blocker in report["blockers"]
    }
    assert page.body[3].block_type == "table"
    assert page.search_description.startswith("What a frozen shoulder is")


def test_a_spanish_page_goes_into_the_spanish_tree():
    report = report_of(CONDITION_ES, locale="es")
    page = ConditionPage.objects.get(pk=report["page"]["id"])
    assert page.locale.language_code == "es"
    assert page.url_path == "/es/enfermedades/como-ayuda-el-frio-local-en-la-gota/"
    assert len(page.stages) == 4
    assert Reference.objects.get(key="dalbeth-2021").doi == "10.1016/s0140-6736(21)00569-9"


@pytest.mark.parametrize(("file", "locale"), [(PROCEDURE_HTML, "en"), (PROCEDURE_ES, "es")])
def test_procedures_are_imported_in_both_languages(file, locale):
    report = report_of(file, type="procedure", locale=locale)
    page = ProcedurePage.objects.get(pk=report["page"]["id"])
    assert page.locale.language_code == locale
    assert {block.block_type for block in page.criteria} == {"include", "exclude"}
    assert page.steps[1].value["maximum_minutes"] == 2
    assert page.preparation
    assert page.alternatives


def test_the_text_report_says_the_same_in_words():
    text = run(CONDITION)
    assert "A draft was made:" in text
    assert "5 symptoms" in text
    assert "line 1: Español: Español (Language switcher of the old site)" in text
    assert "hand-2008 (new)" in text
    assert "[citation.none]" in text


def test_the_import_is_in_the_ledger_and_in_the_page_history():
    page_id = report_of(CONDITION)["page"]["id"]
    entry = LedgerEntry.objects.get(action="page.imported")
    assert entry.page_id == page_id
    assert entry.data["file"] == CONDITION.name
    assert len(entry.data["references"]) == 3
    assert PageLogEntry.objects.filter(page_id=page_id, action="wagtail.create").exists()
    assert broken_entries() == []


def test_the_one_who_imports_counts_as_an_author():
    user = get_user_model().objects.create_user(username="editor", password="x")
    page = Page.objects.get(pk=report_of(CONDITION, user="editor")["page"]["id"])
    assert page.owner == user
    assert page.latest_revision.user == user
    assert LedgerEntry.objects.get(action="page.imported").actor == user


# Once more


def test_a_second_import_finds_its_references_again_and_another_address():
    first = report_of(CONDITION)
    references = Reference.objects.count()
    second = report_of(CONDITION)
    assert Reference.objects.count() == references
    assert not any(entry["created"] for entry in second["references"])
    assert second["page"]["slug"] == f"{first['page']['slug']}-2"
    codes = {warning["code"] for warning in second["warnings"]}
    assert {"slug", "imported_before"} <= codes


def test_a_reference_that_the_file_has_twice_is_listed_once(tmp_path):
    file = tmp_path / "gout.txt"
    reference = "- Dalbeth N, Gosling AL. Gout. Lancet. 2021;397(10287):1843-1855.\n"
    file.write_text(f"Gout\n\nAn inflammation.\n\nReferences\n\n{reference}{reference}")
    report = report_of(file)
    page = ConditionPage.objects.get(pk=report["page"]["id"])
    assert len(page.listed_references) == 1
    assert "repeated_reference" in {warning["code"] for warning in report["warnings"]}


def test_a_reference_without_a_title_is_left_out_and_the_page_is_made(tmp_path):
    file = tmp_path / "gout.txt"
    file.write_text(
        "Gout\n\nAn inflammation.\n\nReferences\n\n- 1-2-3-4-5-6-7-8-9-10-11-12-13-14\n"
    )
    report = report_of(file)
    assert report["page"]["id"]
    assert [entry["code"] for entry in report["left_out"]] == ["unusable_reference"]


# Nothing is changed


@pytest.mark.parametrize("output", ["text", "json"])
def test_a_dry_run_says_everything_and_changes_nothing(output):
    before = rows()
    text = run(CONDITION, dry_run=True, format=output)
    assert rows() == before
    if output == "json":
        report = json.loads(text)
        assert report["dry_run"] is True
        assert report["page"]["id"] is None
        assert report["page"]["edit_url"] is None
        assert report["made"]["references_created"] == 3
        assert report["blockers"]
    else:
        assert text.startswith("Nothing was changed.")
        assert "[citation.none]" in text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"  \n\n", "is empty"),
        (b"\x00\x01\x02", "binary"),
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04", "Word"),
        ("Señales\n\nDolor.".encode("cp1252"), "--encoding windows-1252"),
        ("Gota\n\nDolor.".encode("utf-16"), "--encoding utf-16"),
        (b"a" * (LARGEST_FILE + 1), "larger than 2 MB"),
        (b"a,b\n1,2\n", "looks like a page"),
        (b"<html>" + b"<div>" * 1000, "nested"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path, data, words):
    file = tmp_path / "page.txt"
    file.write_bytes(data)
    assert words in refused(file, 1)


def test_the_encoding_can_be_told(tmp_path):
    file = tmp_path / "gota.txt"
    file.write_bytes("Gota\n\nInflamación.\n\nCausas\n\nRiñón.".encode("cp1252"))
    report = report_of(file, locale="es", encoding="windows-1252")
    assert report["page"]["summary"] == "Inflamación."


def test_wrong_usage_is_refused_in_one_line(tmp_path):
    assert "There is no file" in refused(tmp_path / "none.txt", 2)
    assert "is not a file" in refused(tmp_path, 2)
    assert "no encoding" in refused(CONDITION, 2, encoding="klingon")
    assert "It has: en, es" in refused(CONDITION, 2, locale="fr")
    assert "/en/conditions/" in refused(CONDITION, 2, parent="/en/nowhere/")
    assert "cannot go below" in refused(CONDITION, 2, parent="/en/procedures/")
    assert "is in the language “es”" in refused(CONDITION, 2, parent="/es/enfermedades/")
    assert "no account" in refused(CONDITION, 2, user="nobody")


def test_a_type_or_a_language_that_is_missing_is_wrong_usage(capsys):
    parser = Command().create_parser("manage.py", "import_page")
    parser.called_from_command_line = True
    for arguments in ([], ["a.txt"], ["a.txt", "--type", "poem", "--locale", "en"]):
        with pytest.raises(SystemExit) as stopped:
            parser.parse_args(arguments)
        assert stopped.value.code == 2
    assert "invalid choice: 'poem'" in capsys.readouterr().err


def test_an_error_while_writing_leaves_nothing_behind(monkeypatch):
    def fail(*args: Any, **options: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("pages.content.importing.build.record", fail)
    before = rows()
    with pytest.raises(RuntimeError):
        run(CONDITION)
    assert rows() == before


# Where it goes


@pytest.mark.parametrize("parent", ["/en/conditions/", "en/conditions", "conditions", ""])
def test_the_place_is_an_address_or_a_path_below_home(parent):
    assert report_of(CONDITION, parent=parent)["page"]["parent"] == "/en/conditions/"


def test_without_any_place_the_error_says_what_to_run():
    Page.objects.filter(depth__gt=1).delete()
    assert "setup_pages" in refused(CONDITION, 2)


def test_with_two_places_the_error_lists_both():
    root = Page.get_first_root_node()
    from pages.content.index import HomePage

    second = HomePage(title="Second", slug="second", locale=content.locale("en"))
    root.add_child(instance=second)
    second.add_child(
        instance=ConditionIndexPage(title="More", slug="more", locale=content.locale("en"))
    )
    message = refused(CONDITION, 2)
    assert "/en/conditions/" in message
    assert "/second/more/" in message


def test_an_address_is_made_for_a_title_without_letters(tmp_path):
    file = tmp_path / "page.html"
    file.write_text("<h1>痛風</h1><p>Text.</p>")
    assert report_of(file)["page"]["slug"] == "condition"


# For people


def test_help_has_examples_and_exit_codes(capsys):
    text = Command().create_parser("manage.py", "import_page").format_help()
    assert "manage.py import_page old/gout.txt --type condition --locale en" in text
    assert "exit codes:" in text


def test_the_report_speaks_the_active_language():
    with translation.override("es"):
        text = run(CONDITION_ES, locale="es", dry_run=True)
    assert "Nothing was changed" not in text

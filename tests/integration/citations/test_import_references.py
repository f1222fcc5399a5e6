"""``manage.py import_references``, and what it does to the library."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from pages.citations.exchange import adding
from pages.citations.exchange.adding import AddReferences, import_file
from pages.citations.exchange.candidates import candidate
from pages.citations.exchange.files import read_bytes
from pages.citations.exchange.formats import FORMATS
from pages.citations.matching import Known, free_keys
from pages.citations.models import Reference
from pages.ledger.models import LedgerEntry
from tests.factories.citations import ReferenceFactory

pytestmark = pytest.mark.django_db


def ris(*entries: str) -> str:
    return "".join(f"TY  - JOUR\n{entry}\nER  - \n\n" for entry in entries)


FILE = ris(
    "TI  - A new one\nAU  - Smolen, J\nPY  - 2016\nDO  - 10.1000/new",
    "TI  - Other words\nPY  - 1999\nDO  - 10.1000/known",
    "TI  - A KNOWN title!\nPY  - 2001",
    "AU  - No Title, A\nPY  - 2002",
    "TI  - A new one again\nPY  - 2016\nDO  - https://doi.org/10.1000/NEW",
    "TI  - The last\nAU  - Smolen, J\nPY  - 2016",
)


def run(path: Path, *options: str) -> tuple[dict[str, Any], str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(
            "import_references", str(path), "--format", "json", *options, stdout=out, stderr=err
        )
    except CommandError as error:
        return json.loads(out.getvalue() or "{}"), f"{error.returncode}: {error}"
    return json.loads(out.getvalue()), err.getvalue()


@pytest.fixture
def known() -> tuple[Reference, Reference]:
    return (
        ReferenceFactory(doi="10.1000/known", year=1998),
        ReferenceFactory(title="Á known title", year=2001),
    )


def test_every_entry_is_new_known_or_faulty_and_the_others_are_not_lost(
    tmp_path: Path, known: tuple[Reference, Reference]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(FILE)
    before = Reference.objects.values().order_by("pk")
    unchanged = list(before)
    report, message = run(path)
    assert message == "1: 1 entry is faulty and was left out."
    assert (report["new"], report["duplicate"], report["faulty"]) == (2, 3, 1)
    assert [(each["line"], each["status"], each["key"]) for each in report["entries"]] == [
        (1, "new", "smolen-2016"),
        (8, "duplicate", known[0].key),
        (14, "duplicate", known[1].key),
        (19, "faulty", None),
        (24, "duplicate", None),
        (30, "new", "smolen-2016a"),
    ]
    assert report["entries"][3]["remarks"][0] == {
        "code": "no_title",
        "line": 19,
        "message": "The entry has no title.",
    }
    assert report["entries"][4]["remarks"][0]["code"] == "repeated"
    assert list(before[:2]) == unchanged
    added = Reference.objects.get(key="smolen-2016")
    assert "a.txt" in added.note
    assert Reference.objects.matching("smolen 10.1000 new").get() == added
    assert LedgerEntry.objects.get().data == {
        "file": "a.txt",
        "references": ["smolen-2016", "smolen-2016a"],
    }


def test_a_dry_run_says_the_same_and_changes_nothing(
    tmp_path: Path, known: tuple[Reference, Reference]
) -> None:
    path = tmp_path / "a.ris"
    path.write_text(FILE)
    report, _message = run(path, "--dry-run")
    assert (report["new"], report["duplicate"], report["faulty"]) == (2, 3, 1)
    assert Reference.objects.count() == 2
    assert not LedgerEntry.objects.exists()


def test_a_second_import_finds_everything_and_exits_with_zero(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text(ris("TI  - One\nPY  - 2001", "TI  - Two"))
    assert run(path)[0]["new"] == 2
    report, message = run(path)
    assert (report["new"], report["duplicate"], message) == (0, 2, "")


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_exported_is_imported_as_duplicates_and_changes_nothing(name: str) -> None:
    ReferenceFactory.create_batch(3)
    ReferenceFactory(title="Editorial", doi="10.1000/one")
    ReferenceFactory(title="Editorial", doi="10.1000/two")
    ReferenceFactory(title="李", year=None, authors=[{"literal": "WHO, Geneva"}], volume="")
    ReferenceFactory(title="???", csl_type="book", pmid="12")
    before = list(Reference.objects.values())
    text = "".join(FORMATS[name].write(Reference.objects.all()))
    chunks = [chunk for _total, chunk in import_file(read_bytes(text.encode(), name="x"))]
    assert [each.status for chunk in chunks for each in chunk] == ["duplicate"] * 7
    assert [each.key for chunk in chunks for each in chunk] == [each["key"] for each in before]
    assert list(Reference.objects.values()) == before


def test_identifiers_of_two_publications_are_a_conflict() -> None:
    one, two = ReferenceFactory(doi="10.1000/one"), ReferenceFactory(pmid="12")
    text = ris("TI  - T\nDO  - 10.1000/one\nN1  - PMID: 12")
    ((_total, (outcome,)),) = import_file(read_bytes(text.encode(), name="x"))
    assert (outcome.status, outcome.remarks[0].code) == ("faulty", "conflict")
    assert one.key in outcome.remarks[0].message
    assert two.key in outcome.remarks[0].message


def test_a_known_publication_with_another_number_is_pointed_out() -> None:
    ReferenceFactory(doi="10.1000/one", pmid="13")
    text = ris("TI  - T\nPY  - 2001\nDO  - 10.1000/one\nN1  - PMID: 12")
    ((_total, (outcome,)),) = import_file(read_bytes(text.encode(), name="x"))
    assert (outcome.status, [each.code for each in outcome.remarks]) == (
        "duplicate",
        ["disagrees"],
    )


def test_progress_is_shown_for_a_file_of_several_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "CHUNK", 2)
    path = tmp_path / "a.ris"
    path.write_text(ris(*(f"TI  - Title {number}\nPY  - 2001" for number in range(5))))
    report, progress = run(path)
    assert report["new"] == 5
    assert progress.splitlines() == ["2 of 5 entries", "4 of 5 entries", "5 of 5 entries"]
    assert LedgerEntry.objects.count() == 3


def test_the_number_of_queries_does_not_grow_with_the_entries() -> None:
    def queries(count: int) -> int:
        text = ris(*(f"TI  - Of {count} {n}\nPY  - 2001\nAU  - X{n}, A" for n in range(count)))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            list(import_file(read_bytes(text.encode(), name="x")))
        return len(captured)

    assert queries(200) <= queries(20) + 10


def test_a_publication_added_meanwhile_is_found_in_a_second_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = ris("TI  - T\nPY  - 2001\nDO  - 10.1000/one", "TI  - U\nPY  - 2001")
    file = read_bytes(text.encode(), name="x")
    candidates = [candidate(file.format.read(piece)) for piece in file.format.divide(file.text)]
    real, calls = adding.compare, []

    def somebody_else_is_faster(*args: Any, **kwargs: Any) -> Any:
        outcomes = real(*args, **kwargs)
        if not calls:
            calls.append(ReferenceFactory(doi="10.1000/one"))
        return outcomes

    monkeypatch.setattr(adding, "compare", somebody_else_is_faster)
    outcomes = AddReferences(source="x").execute(candidates, in_file=Known())
    assert [each.status for each in outcomes] == ["duplicate", "new"]
    assert Reference.objects.count() == 2


def test_a_database_that_always_refuses_is_not_asked_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ReferenceFactory(key="taken")
    monkeypatch.setattr(adding, "free_keys", lambda stems: ["taken" for _ in stems])
    file = read_bytes(ris("TI  - T\nPY  - 2001").encode(), name="x")
    with pytest.raises(IntegrityError):
        list(import_file(file))


def test_keys_are_given_out_once_also_among_many_that_are_taken() -> None:
    for letters in ("", *"abcdefghijklmnopqrstuvwxyz"):
        ReferenceFactory(key=f"wang-2020{letters}")
    assert free_keys(["wang-2020", "li-2019", "wang-2020"]) == [
        "wang-2020aa",
        "li-2019",
        "wang-2020ab",
    ]


def test_the_ledger_names_who_imported(tmp_path: Path) -> None:
    user = get_user_model().objects.create_user("editor")
    path = tmp_path / "a.ris"
    path.write_text(ris("TI  - T\nPY  - 2001"))
    run(path, "--user", "editor")
    assert LedgerEntry.objects.get().actor_id == user.pk


@pytest.mark.parametrize(
    ("content", "options", "code"),
    [
        (None, [], "2"),
        (b"nothing", [], "1"),
        (b"%PDF", [], "1"),
        (b"TY  - JOUR\n", ["--user", "nobody"], "2"),
    ],
)
def test_wrong_usage_and_refused_files_have_their_exit_codes(
    tmp_path: Path, content: bytes | None, options: list[str], code: str
) -> None:
    path = tmp_path / "a.ris"
    if content is not None:
        path.write_bytes(content)
    report, message = run(path, *options)
    assert report == {}
    assert message.startswith(code)


def test_the_report_for_people_names_lines_and_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text(FILE)
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_references", str(path), stdout=out, stderr=io.StringIO())
    text = out.getvalue()
    assert "a.ris: RIS, utf-8" in text
    assert "! 19: No Title" in text
    assert "19: The entry has no title." in text
    assert "Added: 4. In the library already: 1. Faulty: 1." in text

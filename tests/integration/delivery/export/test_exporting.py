"""What an export holds, what it never holds, and that it is all or nothing."""

from __future__ import annotations

import fcntl
import itertools
import json
import os
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from pages.delivery.export import exporting
from pages.delivery.export.about_pages import each_page
from pages.delivery.export.asking import Visitor
from pages.delivery.export.exporting import export_site, notes_for
from pages.delivery.export.moment import one_moment
from pages.delivery.export.release import Release
from pages.delivery.feed.settling import settle
from pages.delivery.models import PublishedDocument
from pages.review.models import Approval
from tests.factories.delivery import a_file, draft, link_to_file, publish, published, translated
from tests.factories.exporting import run

pytestmark = pytest.mark.django_db

SECRET = "Nobody may read this yet"


@pytest.fixture
def export(tmp_path) -> Path:
    return tmp_path / "export"


def report(export: Path, **options):
    return json.loads(run(export, format="json", **options))


def served(export: Path) -> Release:
    return Release.read((export / "current").resolve())


def everything_in(folder: Path) -> bytes:
    return b"".join(
        str(path).encode() + (path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    )


def exit_code(export: Path, **options) -> int:
    try:
        run(export, **options)
    except SystemExit as error:
        return int(error.code)
    except CommandError as error:
        return error.returncode
    return 0


def retitle(page: Page, title: str) -> None:
    row = Page.objects.get(pk=page.pk).specific
    row.title = title
    row.save_revision()
    publish(row)
    settle()


def test_nothing_that_is_not_public_is_in_any_file_or_name(export) -> None:
    published(slug="gout")
    draft(slug="secret-draft", title=SECRET)
    hidden = published(slug="secret-hidden", title=f"{SECRET} hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    withdrawn = published(slug="secret-withdrawn", title=f"{SECRET} withdrawn")
    Approval.objects.filter(page=withdrawn).update(withdrawn_at="2026-01-01T00:00:00Z")
    changed = published(slug="lupus", title="Lupus")
    row = Page.objects.get(pk=changed.pk).specific
    row.title = f"{SECRET} changed"
    row.save_revision()
    settle()
    run(export)
    found = everything_in(export)
    assert b"Lupus" in found
    for word in (SECRET, "secret-draft", "secret-hidden", "secret-withdrawn", "nobody-else-knows"):
        assert word.encode() not in found, word
    assert not (export / f"current/answers/api/v2/pages/{withdrawn.pk}").exists()


def test_only_what_changed_is_written_and_the_rest_is_the_same_file(export) -> None:
    gout, lupus = published(slug="gout", title="Gout"), published(slug="lupus")
    settle()
    run(export)
    before = served(export)
    retitle(gout, "Gout of the toe")
    found = report(export)
    after = served(export)
    [same] = [path for path in after.files if f"/pages/{lupus.pk}/" in path]
    assert (after.folder / same).samefile(before.folder / same)
    assert found["counts"]["linked"] > found["counts"]["written"] > 0
    written = {after.files[path].url for path in after.files.keys() - before.files.keys()}
    assert f"/api/v2/pages/{gout.pk}/" in written
    assert all(url.startswith(("/api/v2/pages/", "/sitemap", "/api/v2/site")) for url in written), (
        written
    )


def test_without_a_change_nothing_is_switched(export) -> None:
    published()
    settle()
    first = report(export)
    inode = (export / "current").lstat().st_ino
    second = report(export)
    assert (first["is_new"], second["is_new"]) == (True, False)
    assert second["release"] == first["release"]
    assert (export / "current").lstat().st_ino == inode
    assert [path.name for path in (export / "releases").iterdir()] == [first["release"]]
    assert report(export, full=True)["is_new"]


def test_a_page_that_was_published_just_now_is_exported_with_its_date(export) -> None:
    page = published()
    settle()
    run(export)
    document = PublishedDocument.objects.get(page=page)
    [written] = [one for one in served(export).files.values() if f"/pages/{page.pk}/" in one.path]
    assert written.modified == int(document.answered_at.timestamp())


def test_old_releases_go_and_as_many_stay_as_were_asked_for(export) -> None:
    page = published()
    names = []
    for turn in range(4):
        retitle(page, f"Title {turn}")
        names.append(report(export, keep=2)["release"])
    assert names == sorted(names)
    assert sorted(path.name for path in (export / "releases").iterdir()) == names[-2:]
    assert (export / "current").resolve().name == names[-1]
    report(export, keep=1)
    assert [path.name for path in (export / "releases").iterdir()] == names[-1:]


def test_a_crash_in_the_middle_leaves_what_was_served(export, monkeypatch) -> None:
    page = published(title="Gout")
    settle()
    run(export)
    before = everything_in((export / "current").resolve())
    retitle(page, "Gout of the toe")

    def crash(*args, **kwargs):
        yield from each_page(*args, **kwargs)
        raise OSError("No space left on device")

    monkeypatch.setattr(exporting, "each_page", crash)
    assert exit_code(export) == 1
    assert everything_in((export / "current").resolve()) == before
    monkeypatch.undo()
    run(export)
    assert b"Gout of the toe" in everything_in((export / "current").resolve())
    assert not list((export / "releases").glob(".*"))


def test_two_exports_at_once_are_refused_in_words(export) -> None:
    published()
    run(export)
    with (export / ".lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(CommandError, match=r"Another export.*process \d+") as refused:
            run(export)
    assert refused.value.returncode == 1
    assert exit_code(export) == 0


def test_a_folder_with_anything_else_in_it_is_left_alone(export) -> None:
    export.mkdir()
    (export / "letter.txt").write_text("Dear")
    with pytest.raises(CommandError, match="is not empty") as refused:
        run(export)
    assert refused.value.returncode == 2
    assert [path.name for path in export.iterdir()] == ["letter.txt"]
    assert exit_code(export / "letter.txt") == 2


def test_wrong_usage_is_told_from_refusal(export) -> None:
    assert exit_code(export, keep=0) == 2
    assert exit_code(export, check=True, nginx=True) == 2
    assert exit_code(export, site="elsewhere.example") == 2
    assert exit_code(export, check=True) == 2
    assert not export.exists()


def test_a_comparison_finds_what_is_new_changed_gone_or_damaged(export) -> None:
    gout, lupus = published(slug="gout", title="Gout"), published(slug="lupus")
    settle()
    run(export)
    assert exit_code(export, check=True) == 0
    retitle(gout, "Gout of the toe")
    Page.objects.get(pk=lupus.pk).specific.unpublish()
    new = published(slug="asthma")
    settle()
    [robots] = (export / "current/answers/robots.txt/_,,0").iterdir()
    robots.write_text("Disallow nothing")
    before = everything_in(export)
    out = _check(export)
    assert f"/api/v2/pages/{new.pk}/" in out["added"]
    assert f"/api/v2/pages/{gout.pk}/" in out["changed"]
    assert f"/api/v2/pages/{lupus.pk}/" in out["removed"]
    assert out["damaged"] == ["/robots.txt"]
    assert everything_in(export) == before


def test_what_changes_meanwhile_is_exported_too(export, monkeypatch) -> None:
    page = published(title="Gout")
    settle()
    pages, done = exporting.each_page, []

    def withdrawn_after_reading(*args, **kwargs):
        yield from pages(*args, **kwargs)
        if not done:
            done.append(Page.objects.get(pk=page.pk).specific.unpublish())

    monkeypatch.setattr(exporting, "each_page", withdrawn_after_reading)
    found = report(export)
    assert found["changed_meanwhile"] is False
    assert b"Gout" not in everything_in(export / "releases")


def test_what_never_stops_changing_is_said(export, monkeypatch) -> None:
    page = published()
    settle()
    pages, turns = exporting.each_page, itertools.count()

    def changing(*args, **kwargs):
        yield from pages(*args, **kwargs)
        Page.objects.filter(pk=page.pk).update(slug=f"{page.slug}-{next(turns)}")

    monkeypatch.setattr(exporting, "each_page", changing)
    assert report(export)["changed_meanwhile"] is True


def test_a_file_that_is_not_in_storage_is_named(export) -> None:
    file = a_file()
    page = draft()
    page.body.append(("section", {"heading": "More", "text": f"<p>{link_to_file(file)}</p>"}))
    page.save_revision()
    publish(page)
    settle()
    Path(file.file.path).unlink()
    assert exit_code(export) == 1
    assert (export / "current").exists()


def test_a_thousand_pages_do_not_cost_a_query_each(export) -> None:
    def queries() -> int:
        visitor = Visitor("testserver")
        settle()
        with one_moment(), CaptureQueriesContext(connection) as captured:
            list(each_page(visitor, notes_for(visitor)))
        return len(captured)

    translated(published())
    few = queries()
    for _ in range(4):
        published()
    assert queries() == few


def test_the_manifest_says_of_each_file_what_it_answers(export) -> None:
    page = published(slug="gout")
    settle()
    run(export)
    known = served(export).by_url()
    assert f"/api/v2/pages/{page.pk}/" in known
    assert "/api/v2/pages/find/?html_path=/en/conditions/gout/" in known
    assert "/api/v2/pages/?type=pages.ConditionPage&locale=en" in known
    assert served(export).facts["host"] == "testserver"
    modes = {path.stat().st_mode & 0o044 for path in export.rglob("*") if path.is_file()}
    assert os.umask(os.umask(0)) & 0o044 or modes == {0o044}


@pytest.mark.django_db(transaction=True)
def test_an_export_sees_one_moment_and_holds_nobody_up() -> None:
    """Another connection writes while this one reads."""
    page = published(title="Gout")
    settle()

    def write() -> None:
        Page.objects.filter(pk=page.pk).update(slug="other")
        connections.close_all()

    with one_moment():
        before = Page.objects.get(pk=page.pk).slug
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(timeout=10)
        assert not thread.is_alive()
        assert Page.objects.get(pk=page.pk).slug == before
    assert Page.objects.get(pk=page.pk).slug == "other"


@pytest.mark.django_db(transaction=True)
def test_an_export_outside_of_a_transaction_is_complete(export) -> None:
    published(slug="gout")
    settle()
    done = export_site(export, visitor=Visitor("testserver"), keep=3)
    assert done.is_new
    assert not done.changed_meanwhile


def _check(export: Path):
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command(
            "export_site", str(export), check=True, format="json", stdout=out, stderr=StringIO()
        )
    assert ended.value.code == 1
    return json.loads(out.getvalue())

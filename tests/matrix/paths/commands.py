"""Ways through commands, which run without a person, and often with the rights of the machine."""

from __future__ import annotations

import io
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management import call_command
from wagtail.models import Page

from pages.citations.models import Reference
from tests.matrix.cases import index_of
from tests.matrix.trial import Trial, path
from tests.matrix.words import UNSIGNED

ONE = ("unapproved",)


def run(name: str, *args: Any, **options: Any) -> None:
    """Run a command, whatever its exit code, and keep what it says to itself."""
    with suppress(SystemExit):
        call_command(name, *args, stdout=io.StringIO(), stderr=io.StringIO(), **options)


@path("import_page", room="commands", states=ONE)
def import_page(trial: Trial) -> None:
    title = f"{UNSIGNED} imported {trial.language}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.txt"
        file.write_text(f"{title}\n\nWhat it is\n\nA disease of the joints.\n" * 3)
        parent = index_of(trial.language)
        run(
            "import_page",
            str(file),
            type="condition",
            locale=trial.language,
            parent=parent.url_path,
        )
    assert Page.objects.filter(title__startswith=UNSIGNED, draft_title__contains="imported")


@path("setup_pages once more", room="commands", states=ONE)
def setup_pages(trial: Trial) -> None:
    run("setup_pages")


@path("a cited reference corrected, then rebuild_documents", room="commands")
def rebuild_reference(trial: Trial) -> None:
    reference = Reference.objects.get()
    reference.title = UNSIGNED
    reference.save()
    run("rebuild_documents")


@path("set live by QuerySet.update, then rebuild_documents", room="commands", ends=True)
def rebuild_after_update(trial: Trial) -> None:
    Page.objects.filter(pk=trial.page_id).update(live=False)
    run("rebuild_documents")
    Page.objects.filter(pk=trial.page_id).update(live=True)


@path(
    "fixtree, set_url_paths, purge_revisions and the indexes rebuilt", room="commands", states=ONE
)
def maintenance(trial: Trial) -> None:
    for name in ("fixtree", "set_url_paths", "update_index", "rebuild_references_index"):
        run(name)
    run("purge_revisions", pages=True, days=0)


@path("move_pages below the other list", room="commands", states=ONE)
def move_pages(trial: Trial) -> None:
    index = index_of(trial.language)
    run("move_pages", index.pk, index.get_parent().pk)

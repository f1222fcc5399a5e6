import io
import json

import pytest
from django.core.management import CommandError, call_command

from pages.delivery.models import PublishedDocument
from pages.publishing import guards
from tests.factories.delivery import draft, published

pytestmark = pytest.mark.django_db


def run(*arguments):
    """Return what the command printed and its exit code."""
    output, code = io.StringIO(), 0
    try:
        call_command("rebuild_documents", *arguments, stdout=output)
    except SystemExit as exit_:
        code = exit_.code
    return output.getvalue(), code


def proof(*, contents, answers):
    return f"By their hashes, {contents} contents and {answers} answers are others than before."


def test_an_empty_site_has_nothing_to_rebuild():
    assert run() == (f"Documents: none. {proof(contents=0, answers=0)}\n", 0)


def test_documents_that_are_right_stay_as_they_are():
    published()
    draft()
    before = PublishedDocument.objects.get().content_hash

    output, code = run()

    assert (output, code) == (
        f"Documents: 1 unchanged. {proof(contents=0, answers=0)}\n",
        0,
    )
    assert PublishedDocument.objects.get().content_hash == before


def test_a_missing_document_is_made():
    page = published(title="Arthritis")
    PublishedDocument.objects.all().delete()

    output, code = run()

    assert output == (
        f"created: {page.pk} (en) Arthritis\nDocuments: 1 created. {proof(contents=0, answers=1)}\n"
    )
    assert code == 0
    assert PublishedDocument.objects.get().page_id == page.pk


def test_a_document_that_says_something_else_is_put_right():
    published(title="Arthritis")
    with guards.suspended():
        PublishedDocument.objects.update(content={"title": "Wrong"}, content_hash="0")

    output, code = run()

    assert "Documents: 1 rebuilt." in output
    assert code == 0
    assert PublishedDocument.objects.get().content["title"] == "Arthritis"


def test_a_row_that_nobody_signed_is_reported_and_never_shown():
    page = published(title="Arthritis")
    with guards.suspended():
        type(page).objects.filter(pk=page.pk).update(summary="Changed by hand.")

    output, code = run()

    assert output.startswith(f"unsigned: {page.pk} (en) Arthritis\n")
    assert code == 1
    assert PublishedDocument.objects.get().content["summary"] == "A disease of the joints."


def test_a_document_of_a_page_that_is_not_live_is_removed():
    page = published(title="Arthritis")
    type(page).objects.filter(pk=page.pk).update(live=False)

    output, code = run()

    assert output.startswith(f"removed: {page.pk} (en) Arthritis\n")
    assert code == 1
    assert not PublishedDocument.objects.exists()


def test_the_report_can_be_read_by_programs():
    page = published(title="Arthritis")

    output, code = run("--format", "json")

    assert json.loads(output) == {
        "counts": {"unchanged": 1},
        "documents": [
            {
                "page_id": page.pk,
                "language": "en",
                "title": "Arthritis",
                "result": "unchanged",
                "answer_changed": False,
            }
        ],
    }
    assert code == 0


def test_an_unknown_format_is_wrong_usage():
    with pytest.raises(CommandError, match="invalid choice"):
        run("--format", "xml")

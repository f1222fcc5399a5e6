import io
import json

import pytest
from django.core.management import CommandError, call_command

from pages.delivery.feed.settling import settle
from pages.delivery.models import PublishedDocument
from pages.publishing import guards
from tests.factories.content import a_reference
from tests.factories.delivery import KINDS, LANGUAGES, draft, published

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


def written_by_hand(page, **columns):
    """Write into a stored document what nobody signed, and leave its hashes as they are."""
    with guards.suspended():
        PublishedDocument.objects.filter(page=page).update(**columns)


def stored(page):
    """Return what is stored of a page, but for the moments of it."""
    rows = PublishedDocument.objects.filter(page=page).values()
    moments = {"created_at", "answered_at"}
    [row] = [{name: row[name] for name in row if name not in moments} for row in rows]
    return row


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_content_that_was_changed_by_hand_is_put_right_although_its_hash_is_as_it_was(
    client, kind, language
):
    page = published(kind, language=language, title="Arthritis")
    settle()
    right = stored(page)
    written_by_hand(page, content={**right["content"], "summary": "It is harmless."})

    output, code = run()

    assert output == (
        f"rebuilt: {page.pk} ({language}) Arthritis\n"
        f"Documents: 1 rebuilt. {proof(contents=1, answers=0)}\n"
    )
    assert code == 0
    assert stored(page) == right
    assert "It is harmless." not in client.get(f"/api/v2/pages/{page.pk}/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_was_changed_by_hand_is_put_right_although_its_hash_is_as_it_was(
    kind, language
):
    page = published(kind, language=language, title="Arthritis")
    settle()
    right = stored(page)
    for column in ("answer", "item", "links"):
        before = PublishedDocument.objects.get(page=page).answered_at
        written_by_hand(page, **{column: right[column].replace("a", "e")})

        output, code = run()

        assert output == f"Documents: 1 unchanged. {proof(contents=0, answers=1)}\n", column
        assert code == 0
        assert stored(page) == right
        # Whoever was given the wrong one is told by its date that there is another.
        assert PublishedDocument.objects.get(page=page).answered_at > before


def test_what_both_were_changed_into_is_put_right():
    page = published(title="Arthritis")
    settle()
    right = stored(page)
    written_by_hand(
        page,
        content={**right["content"], "summary": "It is harmless."},
        answer=right["answer"].replace("A disease of the joints.", "It is harmless."),
    )

    output, _ = run()

    assert f"Documents: 1 rebuilt. {proof(contents=1, answers=1)}\n" in output
    assert stored(page) == right


def test_a_hash_alone_that_is_wrong_is_put_right():
    page = published(title="Arthritis")
    settle()
    right = stored(page)
    written_by_hand(page, content_hash="0", answer_hash="0")

    output, _ = run()

    assert "Documents: 1 rebuilt." in output
    assert stored(page) == right


def test_content_that_was_changed_by_hand_and_cannot_be_built_anew_is_not_taken_for_signed():
    """What the page cites was corrected since the signature: nothing is left to build it from."""
    page = published(title="Arthritis")
    settle()
    right = stored(page)
    reference = a_reference()
    reference.title = "Another title"
    reference.save()
    assert "Documents: 1 kept." in run()[0]
    written_by_hand(page, content={**right["content"], "summary": "It is harmless."})

    output, code = run()

    assert output.startswith(f"unsigned: {page.pk} (en) Arthritis\n")
    assert code == 1
    # Its answer is not made of what nobody signed.
    assert stored(page)["answer"] == right["answer"]


def test_an_answer_that_was_changed_by_hand_is_put_right_where_the_document_is_kept():
    page = published(title="Arthritis")
    settle()
    right = stored(page)
    reference = a_reference()
    reference.title = "Another title"
    reference.save()
    written_by_hand(page, answer=right["answer"].replace("joints", "ears"))

    output, code = run()

    assert f"Documents: 1 kept. {proof(contents=0, answers=1)}\n" in output
    assert code == 0
    assert stored(page) == right


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

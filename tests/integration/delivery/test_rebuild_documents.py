import io
import json

import pytest
from django.core.management import CommandError, call_command

from pages.delivery.models import PublishedDocument
from pages.people.models import Person
from pages.publishing import guards
from tests.factories.content import a_reference
from tests.factories.delivery import an_image, draft, publish, published

pytestmark = pytest.mark.django_db


def run(*arguments):
    """Return what the command printed and its exit code."""
    output, code = io.StringIO(), 0
    try:
        call_command("rebuild_documents", *arguments, stdout=output)
    except SystemExit as exit_:
        code = exit_.code
    return output.getvalue(), code


def test_an_empty_site_has_nothing_to_rebuild():
    assert run() == ("Documents: none.\n", 0)


def test_documents_that_are_right_stay_as_they_are():
    published()
    draft()
    before = PublishedDocument.objects.get().content_hash

    output, code = run()

    assert (output, code) == ("Documents: 1 unchanged.\n", 0)
    assert PublishedDocument.objects.get().content_hash == before


def test_a_missing_document_is_made():
    page = published(title="Arthritis")
    PublishedDocument.objects.all().delete()

    output, code = run()

    assert output == f"created: {page.pk} (en) Arthritis\nDocuments: 1 created.\n"
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


def correct_the_reference():
    reference = a_reference()
    reference.volume = "99"
    reference.save()


def correct_the_author():
    Person.objects.update(name="Somebody Else", credentials="Wonder healer")


@pytest.mark.parametrize("correct", [correct_the_reference, correct_the_author])
def test_what_was_corrected_since_the_signature_waits_for_the_next(correct):
    published()
    before = PublishedDocument.objects.get().content
    correct()

    output, code = run()

    assert (output, code) == ("Documents: 1 unchanged.\n", 0)
    assert PublishedDocument.objects.get().content == before


def test_images_get_todays_sizes_even_where_something_was_corrected(settings):
    published(hero_image=an_image(), hero_alt="A hand")
    before = PublishedDocument.objects.get().content
    correct_the_reference()
    settings.PAGES = {"RENDITIONS": ["width-100|format-webp"]}

    output, code = run()

    after = PublishedDocument.objects.get().content
    assert (output[-22:], code) == ("Documents: 1 rebuilt.\n", 0)
    assert list(after["hero_image"]["renditions"]) == ["width-100"]
    assert "width-100" in after["json_ld"]["primaryImageOfPage"]["url"]
    assert after["references"] == before["references"]


@pytest.mark.parametrize("document", ["gone", "changed"])
def test_a_document_is_not_made_from_what_was_corrected_since(document):
    page = published(title="Arthritis")
    correct_the_reference()
    with guards.suspended():
        if document == "gone":
            PublishedDocument.objects.all().delete()
        else:
            PublishedDocument.objects.update(content={"title": "Wrong"})

    output, code = run()

    assert output.startswith(f"unsigned: {page.pk} (en) Arthritis\n")
    assert code == 1


def test_what_of_an_author_is_shown_may_be_less_without_a_signature():
    page = published()
    Person.objects.filter(pk=page.author_id).update(affiliation="A clinic")
    publish(page)
    assert PublishedDocument.objects.get().content["author"]["affiliation"] == "A clinic"
    Person.objects.filter(pk=page.author_id).update(show_affiliation=False)

    run()

    assert "affiliation" not in PublishedDocument.objects.get().content["author"]


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
            {"page_id": page.pk, "language": "en", "title": "Arthritis", "result": "unchanged"}
        ],
    }
    assert code == 0


def test_an_unknown_format_is_wrong_usage():
    with pytest.raises(CommandError, match="invalid choice"):
        run("--format", "xml")

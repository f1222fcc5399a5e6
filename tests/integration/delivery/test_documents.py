import pytest
from wagtail.models import Page

from pages.citations.models import Reference
from pages.delivery import documents
from pages.delivery.documents import NothingSigned, build_content, content_hash, publish_document
from pages.delivery.models import PublishedDocument
from pages.people.models import Person
from pages.review.models import Approval
from tests.factories.content import a_reference, cite
from tests.factories.delivery import KINDS, a_file, an_image, draft, publish, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_publication_stores_a_document_of_what_was_signed(kind):
    page = published(kind)

    document = PublishedDocument.objects.get(page=page)

    assert document.content["title"] == page.title
    assert document.locale == "en"
    assert document.approval == Approval.objects.get(page=page)
    assert document.content_hash == content_hash(document.content)


def test_a_draft_has_no_document():
    draft()

    assert not PublishedDocument.objects.exists()


def test_a_newly_signed_version_replaces_the_document():
    page = published(summary="First.")
    page.summary = "Second."

    publish(page)

    document = PublishedDocument.objects.get()
    assert document.content["summary"] == "Second."
    assert document.approval == Approval.objects.active().get()


def test_an_unpublished_page_has_no_document():
    page = published()

    page.unpublish()

    assert not PublishedDocument.objects.exists()


def test_a_public_page_can_be_deleted_with_its_document():
    page = published()

    Page.objects.get(pk=page.pk).delete()

    assert not PublishedDocument.objects.exists()


def test_without_a_document_nothing_goes_live(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    page = draft()
    monkeypatch.setattr(documents, "build_content", broken)

    with pytest.raises(RuntimeError):
        publish(page)

    page.refresh_from_db()
    assert not page.live
    assert not Approval.objects.filter(page=page, activated_at__isnull=False).exists()


def test_no_document_is_built_without_an_approval():
    with pytest.raises(NothingSigned):
        publish_document(draft())


def test_a_document_knows_its_images_and_files():
    shown, portrait = an_image("Shown"), an_image("Portrait", width=200, height=200)
    page = draft(hero_image=shown, hero_alt="A hand")
    Person.objects.filter(pk=page.author_id).update(photograph=portrait, show_photograph=True)
    file = a_file()
    page.causes = f'<p><a linktype="document" id="{file.pk}">x</a> {cite(a_reference())}</p>'
    page.save()

    publish(page)

    document = PublishedDocument.objects.get()
    assert set(document.images.all()) == {shown, portrait}
    assert list(document.documents.all()) == [file]
    assert document.content["author"]["photograph"]["alt"] == "Ada Fictional"


def test_citations_are_numbered_in_reading_order_over_all_fields():
    first, second = (
        Reference.objects.create(title=title, authors=[{"literal": title}], year=2020)
        for title in ("First", "Second")
    )
    page = draft(
        urgent_care=f"<p>Go {cite(second)}.</p>",
        causes=f"<p>Why {cite(first)} {cite(first, second)}.</p>",
        body=[],
        symptoms=[],
    )

    content = build_content(page)

    assert [entry["key"] for entry in content["references"]] == [second.key, first.key]
    assert 'href="#ref-1"' in content["urgent_care"]
    assert content["causes"].index("#ref-2") < content["causes"].index("#ref-1")
    assert content["references"][0]["cited_in"] == ["urgent_care", "causes"]


def test_the_reference_list_speaks_the_pages_language():
    reference = Reference.objects.create(
        title="Guía",
        csl_type="webpage",
        authors=[{"literal": "Clínica"}],
        year=2020,
        url="https://example.org/",
    )

    spanish = build_content(draft(language="es", reference=reference))
    english = build_content(draft(reference=reference))

    assert "Disponible en" in spanish["references"][0]["text"]
    assert "Available from" in english["references"][0]["text"]


def test_a_retraction_shows_at_once_and_without_a_new_signature(client):
    page = published()
    Reference.objects.update(retraction_status="retracted")

    [reference] = client.get(f"/api/v2/pages/{page.pk}/").json()["references"]

    assert reference["retracted"] is True


def test_a_corrected_reference_waits_for_the_next_signature(client):
    page = published()
    Reference.objects.update(title="Corrected")

    [reference] = client.get(f"/api/v2/pages/{page.pk}/").json()["references"]

    assert "Corrected" not in reference["text"]


def test_what_a_testimonial_keeps_private_is_not_in_its_document():
    published("testimonial")

    content = str(PublishedDocument.objects.get(content__has_key="quotation").content)

    assert "Somebody Secret" not in content
    assert "A-0001" not in content
    assert "authorization" not in content


def test_a_block_of_a_decorative_image_has_no_alt_text():
    page = draft()
    page.body = [
        (
            "image",
            {"image": an_image(), "alt_text": "Ignored", "decorative": True, "caption": None},
        )
    ]

    assert build_content(page)["body"][0]["value"]["image"]["alt"] == ""

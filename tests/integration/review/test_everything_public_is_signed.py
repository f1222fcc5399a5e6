"""Everything that a document is made of is signed: what the page holds, and what it points to."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from pages.citations.models import PRIVATE_FIELDS, Reference
from pages.delivery.documents import build_content
from pages.delivery.page_types import document_fields
from pages.people.models import Person
from pages.publishing import PublicationRefused
from pages.publishing.values import PLACES_AND_TIMES, content_fields, content_relations
from pages.review import fingerprint, row_fingerprint
from tests.factories.content import ProcedurePageFactory, a_reference
from tests.factories.delivery import (
    KINDS,
    a_file,
    an_image,
    draft,
    every_block,
    link_to_file,
    publish,
)
from tests.factories.people import an_account

pytestmark = pytest.mark.django_db

ITSELF = {"locale", "locale_id", "page_ptr_id"}
"""What is read of a page beside its content: its language, which is signed by its code, and key."""

SHAPED = {"references", "disclaimers"}
"""What a document has that is no field of the page: parts of the signature of their own."""


def a_page(kind="condition", **fields):
    target = ProcedurePageFactory(slug="target")
    body = every_block(a_reference(), image=an_image(width=60, height=30), page=target)
    return draft(
        kind, body=body, hero_image=an_image(width=60, height=30), hero_alt="A hand", **fields
    )


def stored(page):
    return type(page).objects.get(pk=page.pk)


def fields_read(page, monkeypatch):
    """Return which fields and relations of the page's model are read to build its document."""
    model = type(page)
    names = {
        name
        for field in model._meta.get_fields()
        for name in (
            field.get_accessor_name() if field.auto_created and not field.concrete else field.name,
            getattr(field, "attname", field.name),
        )
    }
    read = set()
    original = model.__getattribute__

    def watched(self, name):
        if self is page and name in names:
            read.add(name)
        return original(self, name)

    monkeypatch.setattr(model, "__getattribute__", watched)
    build_content(page)
    monkeypatch.undo()
    return read


def signed_names(model):
    fields = {name for field in content_fields(model) for name in (field.name, field.attname)}
    return fields | {relation.get_accessor_name() for relation in content_relations(model)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_reads_nothing_of_a_page_that_is_not_signed(kind, monkeypatch):
    page = stored(a_page(kind))

    read = fields_read(page, monkeypatch)

    assert {"title", "summary", "body", "author"} <= read
    assert read - signed_names(type(page)) <= ITSELF


@pytest.mark.parametrize("kind", KINDS)
def test_every_public_field_is_a_signed_field(kind):
    model = type(draft(kind))

    assert set(document_fields(model)) - SHAPED <= signed_names(model)
    assert not set(document_fields(model)) & PLACES_AND_TIMES


PUBLIC_OF_A_PERSON = {
    "name": "Somebody Else",
    "credentials": "RN",
    "licence_number": "1",
    "licence_authority": "Another",
    "affiliation": "Another clinic",
    "languages": ["es"],
}
PRIVATE_OF_A_PERSON = {
    "is_author",
    "is_reviewer",
    "is_translator",
    "user",
    "show_affiliation",
    "show_licence",
    "show_photograph",
}


def unnoticed(page, row, changes):
    """Return the fields of a row that may be changed without another fingerprint of the page."""
    before, found = fingerprint(stored(page)), []
    for field, value in changes.items():
        assert getattr(row, field) != value
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{field: value})
            if fingerprint(stored(page)) == before:
                found.append(field)
            transaction.set_rollback(True)
    return found


def test_what_an_author_is_called_is_signed():
    page = a_page()
    row_before = row_fingerprint(stored(page))

    assert unnoticed(page, page.author, PUBLIC_OF_A_PERSON) == []

    page.author.name = "Somebody Else"
    page.author.save()
    assert row_fingerprint(stored(page)) == row_before


def test_an_authors_photograph_is_signed():
    page = a_page()
    before = fingerprint(stored(page))

    Person.objects.filter(pk=page.author_id).update(photograph=an_image(width=60, height=30))

    assert fingerprint(stored(page)) != before


def test_an_authors_account_and_choices_are_not():
    page = a_page()
    before = fingerprint(stored(page))

    Person.objects.filter(pk=page.author_id).update(
        user=an_account(), is_reviewer=True, show_affiliation=False, show_photograph=False
    )

    assert fingerprint(stored(page)) == before


def test_every_field_of_a_person_is_decided_upon():
    names = {field.name for field in Person._meta.concrete_fields}

    assert names == {"id", "photograph", *PUBLIC_OF_A_PERSON, *PRIVATE_OF_A_PERSON}


def test_an_author_who_is_renamed_is_public_under_the_name_that_was_signed(client):
    live = publish(a_page())
    address = f"/api/v2/pages/{live.pk}/"
    before = client.get(address).json()

    Person.objects.filter(pk=live.author_id).update(name="Somebody Else")
    with pytest.raises(PublicationRefused, match="was changed since"):
        stored(live).get_latest_revision().publish()

    assert client.get(address).json() == before


OTHERWISE = {
    "csl_type": "book",
    "authors": [{"literal": "Another"}],
    "editors": [{"literal": "Another"}],
    "year": 1999,
    "month": 2,
    "day": 3,
    "accessed": datetime.date(2026, 1, 2),
}


def test_every_public_field_of_a_cited_reference_is_signed():
    fields = {field.name for field in Reference._meta.concrete_fields} - PRIVATE_FIELDS - {"key"}
    changes = {field: OTHERWISE.get(field, "77") for field in sorted(fields)}

    assert unnoticed(a_page(), a_reference(), changes) == []


def test_what_is_private_of_a_reference_is_neither_signed_nor_public():
    page = a_page()
    before, public = fingerprint(stored(page)), build_content(stored(page))

    Reference.objects.filter(pk=a_reference().pk).update(
        note="Ask the librarian.", search_text="x", retraction_status="retracted"
    )

    assert fingerprint(stored(page)) == before
    assert build_content(stored(page)) == public


def test_the_bytes_of_a_linked_file_are_signed():
    file = a_file()
    page = a_page(causes=f"<p>Read {link_to_file(file)}.</p>")
    before = fingerprint(stored(page))

    file.file = ContentFile(b"Something else.", name="leaflet.txt")
    file.file_hash = ""
    file.save()

    assert fingerprint(stored(page)) != before


def test_a_file_that_was_replaced_before_its_page_went_live_is_not_public(client):
    """A schedule is no way to put a leaflet before the public that nobody signed."""
    file = a_file()
    live = publish(a_page(causes=f"<p>Read {link_to_file(file)}.</p>"))
    live.unpublish()
    file.file = ContentFile(b"Something else.", name="leaflet.txt")
    file.file_hash = ""
    file.save()

    with pytest.raises(PublicationRefused, match="was changed since"):
        stored(live).get_latest_revision().publish()

    assert client.get(f"/api/v2/pages/{live.pk}/").status_code == 404


def test_no_words_are_too_odd_to_be_signed():
    page = stored(a_page())
    fingerprints = set()
    for words in ("Gout", 'Gout data-block-key="cured for good"', "Gout\u200b", "Gou\u0301t"):
        raw = [dict(block) for block in page.body.raw_data]
        raw[0]["value"]["heading"] = words
        page.body = page.body.stream_block.to_python(raw)
        fingerprints.add(fingerprint(page))

    assert len(fingerprints) == 4

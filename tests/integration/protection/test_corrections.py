import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from pages.delivery.corrections import documents_behind
from pages.publishing import blockers
from tests.factories.citations import ReferenceFactory
from tests.factories.content import a_reference, cite
from tests.factories.delivery import draft, publish, published
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db


def corrected(reference, **changes):
    for name, value in changes.items():
        setattr(reference, name, value)
    reference.save()
    return reference


def cited_by(reference, **fields):
    return published(causes=f"<p>Known {cite(reference)}.</p>", reference=reference, **fields)


def form_data(reference, **changes):
    return {
        "csl_type": reference.csl_type,
        "authors": "World Health Organization",
        "editors": "",
        "title": reference.title,
        "year": reference.year or "",
        "retraction_status": reference.retraction_status,
        "note": "",
    } | changes


def test_a_correction_is_behind_until_the_page_is_signed_again(client):
    reference = a_reference()
    page = cited_by(reference, title="Gout")
    before = client.get(f"/api/v2/pages/{page.pk}/").json()["references"]

    corrected(reference, title="A corrected title")

    assert client.get(f"/api/v2/pages/{page.pk}/").json()["references"] == before
    assert [document.page_id for document in documents_behind(reference)] == [page.pk]
    assert "approval.sources_changed" in [blocker.code for blocker in blockers(page)]

    publish(page)

    [after] = client.get(f"/api/v2/pages/{page.pk}/").json()["references"]
    assert "A corrected title" in after["text"]
    assert documents_behind(reference) == []


def test_a_note_that_nobody_reads_leaves_no_page_behind():
    reference = a_reference()
    page = cited_by(reference)
    corrected(reference, note="Ask the library for the full text.")
    assert documents_behind(reference) == []
    assert blockers(page) == []


def test_drafts_and_pages_that_cite_another_reference_are_not_behind():
    reference = a_reference()
    draft(causes=f"<p>Known {cite(reference)}.</p>")
    other = ReferenceFactory()
    cited_by(other)
    corrected(reference, title="A corrected title")
    assert documents_behind(reference) == []


def test_saving_a_reference_names_the_pages_that_show_it_as_it_was(client):
    client.force_login(make_user("administrator", is_superuser=True))
    reference = a_reference()
    page = cited_by(reference, title="Gout <i>")
    address = reverse("wagtailsnippets_pages_reference:edit", args=[reference.pk])

    response = client.post(address, form_data(reference, title="A corrected title"))

    assert response.status_code == 302
    words = " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert "One public page shows this reference as it was signed" in words
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in words
    assert "Gout &lt;i&gt;" in words


def test_saving_a_reference_that_no_public_page_cites_says_nothing_of_pages(client):
    client.force_login(make_user("administrator", is_superuser=True))
    reference = a_reference()
    address = reverse("wagtailsnippets_pages_reference:edit", args=[reference.pk])
    response = client.post(address, form_data(reference, title="A corrected title"))
    assert response.status_code == 302
    words = " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert "public page" not in words


def test_the_editor_of_a_page_behind_says_what_to_do(client):
    client.force_login(make_user("administrator", is_superuser=True))
    reference = a_reference()
    page = cited_by(reference)
    corrected(reference, title="A corrected title")
    content = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "This text is signed, but a reference that it cites" in content


def test_the_list_of_signed_pages_tells_which_are_behind(client):
    client.force_login(make_user("administrator", is_superuser=True))
    reference = a_reference()
    page = cited_by(reference)
    corrected(reference, title="A corrected title")
    address = reverse("pages_review:signed")
    assert "A reference was corrected since" in client.get(address).content.decode()
    fine = ReferenceFactory()
    other = published(reference=fine)
    for state, expected in (("behind", [page.pk]), ("", sorted([page.pk, other.pk]))):
        rows = client.get(address, {"state": state}).context["rows"]
        assert sorted(row.approval.page_id for row in rows) == expected

"""A new reference from the citation dialog."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from pages.citations.models import Reference
from pages.ledger.models import LedgerEntry
from tests.factories.citations import ReferenceFactory
from tests.factories.review import make_user

pytestmark = pytest.mark.django_db

SMOLEN = (
    "Smolen JS, Aletaha D, McInnes IB. Rheumatoid arthritis. Lancet. 2016;388(10055):2023-38. "
    "doi: 10.1016/S0140-6736(16)30173-8"
)


@pytest.fixture
def editor(client: Any) -> Any:
    user = make_user("editor")
    user.user_permissions.add(Permission.objects.get(codename="add_reference"))
    client.force_login(user)
    return client


def send(client: Any, **data: Any) -> Any:
    return client.post(reverse("pages_citations_new"), data)


def test_a_pasted_citation_fills_the_form_and_saves_nothing(editor: Any) -> None:
    form = send(editor, recognise="1", pasted=SMOLEN).context["form"]
    assert form["title"].value() == "Rheumatoid arthritis"
    assert form["authors"].value().splitlines()[0] == "Smolen, JS"
    assert form["doi"].value() == "10.1016/s0140-6736(16)30173-8"
    assert not Reference.objects.exists()


def test_what_is_saved_comes_back_as_the_dialog_shows_it(editor: Any) -> None:
    response = send(
        editor, csl_type="book", title="Gout", authors="Pérez, Ana\nOMS", year="2020", doi=""
    )
    assert response.status_code == 201
    reference = Reference.objects.get()
    assert response.json()["item"]["key"] == reference.key
    assert response.json()["item"]["text"].startswith("Pérez A; OMS. Gout.")
    entry = LedgerEntry.objects.get(action="reference.created")
    assert entry.data == {"reference": reference.key}
    assert entry.actor.username == "editor"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "Gout", "doi": "nonsense"}, "doi"),
        ({"title": "Gout", "year": "soon"}, "year"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    editor: Any, data: dict[str, str], field: str
) -> None:
    response = send(editor, csl_type="book", authors="Pérez, Ana", **data)
    assert response.status_code == 200
    html = response.content.decode()
    assert f'id="new-{field}-error"' in html
    assert "Pérez, Ana" in html
    assert not Reference.objects.exists()


def test_a_publication_that_the_library_has_is_offered_to_be_cited(editor: Any) -> None:
    known = ReferenceFactory(doi="10.1000/known", title="Known")
    for data in (
        {"recognise": "1", "pasted": "https://doi.org/10.1000/KNOWN"},
        {"csl_type": "book", "title": "Again", "doi": "10.1000/known"},
    ):
        html = send(editor, **data).content.decode()
        assert f'data-new-existing="{known.key}"' in html
    assert Reference.objects.count() == 1


def test_nothing_recognised_is_said(editor: Any) -> None:
    assert "Nothing was recognised" in send(editor, recognise="1", pasted="!").content.decode()


def test_markup_that_is_pasted_is_shown_as_text(editor: Any) -> None:
    html = send(editor, recognise="1", pasted="<script>alert(1)</script> Gout. 2020.").content
    assert b"<script>" not in html


def test_only_those_who_may_add_references_get_the_form(client: Any) -> None:
    client.force_login(make_user("reader"))
    address = reverse("pages_citations_new")
    assert client.get(address).status_code == 302
    assert send(client, csl_type="book", title="Gout").status_code == 302
    assert not Reference.objects.exists()
    answer = client.get(reverse("pages_citations_search")).json()
    assert answer["add_url"] == ""
